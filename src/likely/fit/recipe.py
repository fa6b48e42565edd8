"""How a fit was asked for, so that it can be drawn, told and taken again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from likely.errors import UsageError


@dataclass(frozen=True)
class Recipe:
    """The arguments of one call of `likely.fit`. `data` is the caller's own object: nothing is copied.

    options      likely.fit.problem.Options
    components   of a mixture, or None
    bootstrap    draws, seed and kind, if the intervals were made so
    goodness     draws and seed, if the fitted model was tested
    """

    family: str
    data: Any
    column: str | None
    options: Any
    components: int | None = None
    interval: str = "profile"
    level: float = 0.95
    bootstrap: tuple[int, int, str] | None = None
    goodness: tuple[int, int] | None = None

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments that differ from their defaults."""
        from likely.fit.problem import Options

        plain = Options()
        names = (
            *("weights", "weights_mean", "event", "lower", "upper", "trials", "start", "resolution"),
            *("truncate_low", "truncate_high"),
        )
        found = {
            name: getattr(self.options, name)
            for name in names
            if getattr(self.options, name) is not getattr(plain, name)
            and not _equal(getattr(self.options, name), getattr(plain, name))
        }
        if self.components is not None:
            found["components"] = self.components
        if self.options.fixed:
            found["fixed"] = dict(self.options.fixed)
        if self.options.drop:
            found["missing"] = "drop"
        if not self.options.closed:
            found["space"] = "open"
        if self.interval != "profile":
            found["interval"] = self.interval
        if self.level != 0.95:
            found["level"] = self.level
        return found

    @property
    def source(self) -> str | None:
        """The path of the file, "-" for standard input, or None for data in memory."""
        if isinstance(self.data, (str, Path)):
            return str(self.data)
        return "-" if hasattr(self.data, "peek") else None

    def python(self) -> str:
        """The line that makes this fit again; data in memory are called `data`."""
        places = [repr(self.family), "data" if self.source is None else repr(self.source)]
        if self.column is not None:
            places.append(repr(self.column))
        named = [f"{name}={_written(name, value)}" for name, value in self.arguments().items()]
        line = f"likely.fit({', '.join(places + named)})"
        return with_refits(line, self.bootstrap, self.goodness)

    def command(self) -> str | None:
        """The command that makes this fit again; None where data were in memory."""
        if self.source is None:
            return None
        parts = ["likely", "fit", self.family, self.source]
        if self.column is not None:
            parts += ["--column", self.column]
        for name, value in self.arguments().items():
            if name == "fixed":
                for key, held in value.items():
                    parts += ["--set", f"{key}={held!r}"]
            elif not isinstance(value, (str, int, float)):
                return None
            else:
                parts += ["--" + name.replace("_", "-"), str(value)]
        return shlex.join(parts + refit_options(self.bootstrap, self.goodness))


def with_refits(line: str, bootstrap: tuple[int, int, str] | None, goodness: tuple[int, int] | None) -> str:
    """The Python of a fit, with its bootstrap around it and its test below."""
    if bootstrap is not None:
        draws, seed, kind = bootstrap
        line = f"likely.bootstrap({line}, {draws}, seed={seed}, kind={kind!r})"
    if goodness is None:
        return line
    draws, seed = goodness
    return f"fit = {line}\nlikely.goodness(fit, {draws}, seed={seed})"


def refit_options(bootstrap: tuple[int, int, str] | None, goodness: tuple[int, int] | None) -> list[str]:
    """The same on the command line."""
    parts = []
    if bootstrap is not None:
        draws, seed, kind = bootstrap
        parts += ["--bootstrap", str(draws), "--seed", str(seed), "--bootstrap-kind", kind]
    if goodness is not None:
        draws, seed = goodness
        parts += ["--gof", str(draws), *(["--seed", str(seed)] if bootstrap is None else [])]
    return parts


def known(fit: Any) -> Recipe:
    """The recipe of a fit; UsageError for one that was loaded, which has left its data behind."""
    if fit.recipe is None:
        raise UsageError(
            "this fit has no data with it: it was loaded from a file or unpickled · fit again with likely.fit"
        )
    recipe: Recipe = fit.recipe
    return recipe


def _equal(a: Any, b: Any) -> bool:
    return isinstance(a, (str, int, float)) and a == b


def _written(name: str, value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, float, dict)) else name
