"""How a regression was asked for, so that its report can tell it again."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from likely.fit.recipe import refit_options, with_refits
from likely.fit.regression.asked import Asked


@dataclass(frozen=True)
class Ways:
    """What a report, a plot, a bootstrap and a test ask of a regression.

    body     fit → title and sections of its report page
    figure   fit → a matplotlib figure
    remade   fit, kind → a function of a random generator that fits one more data set
    tested   fit → a statistic with its value, and a function that gives it for one more data set
    """

    body: Callable[[Any], tuple[str, list[str]]]
    figure: Callable[[Any], Any]
    remade: Callable[[Any, str], Callable[[Any], Any]]
    tested: Callable[[Any], tuple[str, float, Callable[[Any], float | None]]]


@dataclass(frozen=True)
class FormulaRecipe:
    """The arguments of one call of `likely.fit` with a formula. `data` is the caller's own object.

    bootstrap   draws, seed and kind, if the intervals were made so
    goodness    draws and seed, if the fit carries a test
    ways        how such a fit is drawn, made again and tested
    """

    family: str
    data: Any
    formula: str
    asked: Asked
    bootstrap: tuple[int, int, str] | None = None
    goodness: tuple[int, int] | None = None
    ways: Ways | None = None

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments that differ from their defaults."""
        plain = Asked()
        given = {one.name: getattr(self.asked, one.name) for one in fields(Asked)}
        found = {name: value for name, value in given.items() if value != getattr(plain, name)}
        return {name: list(value) if name == "levels" else value for name, value in found.items()}

    @property
    def level(self) -> float:
        """The level of the intervals."""
        return self.asked.level

    @property
    def source(self) -> str | None:
        """The path of the file, "-" for standard input, or None for data in memory."""
        if isinstance(self.data, (str, Path)):
            return str(self.data)
        return "-" if hasattr(self.data, "peek") else None

    def python(self) -> str:
        """The line that makes this fit again; data in memory are called `data`."""
        where = "data" if self.source is None else repr(self.source)
        named = {"formula": self.formula, **self.arguments()}
        told = ", ".join(f"{name}={value!r}" for name, value in named.items())
        line = f"likely.fit({self.family!r}, {where}, {told})"
        return with_refits(line, self.bootstrap, self.goodness)

    def command(self) -> str | None:
        """The command that makes this fit again; None where data were in memory."""
        if self.source is None:
            return None
        parts = ["likely", "fit", self.family, self.source, "--formula", self.formula]
        for name, value in self.arguments().items():
            parts += ["--" + name, ",".join(value) if name == "levels" else str(value)]
        return shlex.join(parts + refit_options(self.bootstrap, self.goodness))
