"""Partial sums as JSON that a person can read and a machine reads back to the last bit.

A number is written as hexadecimal digits, which are exact, followed by its decimal value in parentheses,
which is only for the eye; whole numbers stand as they are.
"""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from likely.data.kind import LOOK, kind_of
from likely.data.partial import Part, Partial
from likely.errors import DataError

VERSION = 1
KEY = "likely sums"
HEXADECIMAL = re.compile(r"-?(0x|inf\b)")


def partial_text(partial: Partial) -> str:
    """The sums as JSON."""
    told: dict[str, Any] = {KEY: VERSION, "family": partial.family, "column": partial.column}
    if partial.unit is not None:
        told["unit"] = partial.unit
    if partial.trials is not None:
        told["trials"] = _written(partial.trials)
    if partial.start:
        told["start"] = partial.start
    told |= {"n": _written(partial.n), "rows": partial.rows, "missing": partial.missing}
    if partial.pivot is not None:
        told |= {
            "low": _written(partial.low),
            "high": _written(partial.high),
            "centre": _written(partial.pivot[0]),
            "scale": _written(partial.pivot[1]),
            "sums": [[_written(high), _written(low)] for high, low in partial.sums],
        }
    else:
        told["counts"] = [[*map(_written, key), _written(weight)] for key, weight in partial.counts]
    told["parts"] = [
        {"source": part.source, "rows": part.rows, "digest": part.digest} for part in partial.parts
    ]
    lines = [f"  {json.dumps(key)}: {_value(value)}" for key, value in told.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: Any) -> str:
    """One line, or one line for each entry of a list."""
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    rows = [f"    {json.dumps(one, ensure_ascii=False)}" for one in value]
    return "[\n" + ",\n".join(rows) + "\n  ]"


def _written(x: float) -> int | str:
    if x.is_integer() and abs(x) < 2**53 and (x or math.copysign(1.0, x) > 0):
        return int(x)
    return f"{x.hex()} ({x:.6g})"


def partial_of(source: Any) -> Partial | None:
    """The sums in a file, on standard input or in a stream; None if it holds rows, or is a table."""
    if isinstance(source, Partial):
        return source
    if isinstance(source, io.BufferedReader):
        return read_partial("standard input", source.read()) if kind_of(source.peek(LOOK)) == "sums" else None
    if not isinstance(source, (str, Path)):
        return None
    if str(source) == "-":
        stream = getattr(sys.stdin, "buffer", None)
        if not isinstance(stream, io.BufferedReader):
            return None
        return read_partial("standard input", stream.read()) if kind_of(stream.peek(LOOK)) == "sums" else None
    try:
        with Path(source).open("rb") as file:
            if kind_of(file.peek(LOOK)) != "sums":
                return None
            return read_partial(str(source), file.read())
    except (OSError, ValueError):
        return None  # whoever reads rows says what is wrong


def read_partial(name: str, data: bytes) -> Partial:
    """Sums from JSON. `name` is what messages call the file."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise DataError(f"{name}: not whole JSON: {problem} · take the sums again with likely sums") from None
    if not isinstance(told, dict) or KEY not in told:
        raise DataError(f"{name}: these are no sums · write them with likely sums")
    if told[KEY] != VERSION:
        raise DataError(
            f"{name}: sums of version {told[KEY]!r}, and this program reads version {VERSION} · "
            "use the same version of likely everywhere"
        )
    return _Reader(name, told).partial()


class _Reader:
    """Takes the keys one by one; a wrong one is a DataError that names it."""

    def __init__(self, name: str, told: dict[str, Any]) -> None:
        self._name = name
        self._told = told

    def _wrong(self, key: str, wanted: str) -> DataError:
        return DataError(f"{self._name}: {key!r} is not {wanted} · take the sums again with likely sums")

    def _number(self, key: str, value: Any) -> float:
        try:
            whole = isinstance(value, int) and not isinstance(value, bool)
            written = value if isinstance(value, str) and HEXADECIMAL.match(value) else ""
            found = float(value) if whole else float.fromhex(written.partition(" ")[0])
        except (ValueError, OverflowError):
            raise self._wrong(key, "a number such as 3 or '0x1.8p+1 (3)'") from None
        if math.isnan(found):
            raise self._wrong(key, "a number")
        return found

    def _count(self, key: str, least: int) -> int:
        value = self._told.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._wrong(key, f"a whole number from {least} up")
        return value

    def _text(self, key: str) -> str | None:
        value = self._told.get(key)
        if value is not None and not isinstance(value, str):
            raise self._wrong(key, "text")
        return value

    def _list(self, key: str) -> list[Any]:
        value = self._told.get(key)
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def partial(self) -> Partial:
        """All keys, checked."""
        family = self._text("family") or ""
        formulas = self._family(family)
        n = self._number("n", self._told.get("n"))
        if not 0 < n < math.inf:
            raise self._wrong("n", "a number above 0")
        start = self._told.get("start", 0)
        if start not in (0, 1):
            raise self._wrong("start", "0 or 1")
        trials = None if "trials" not in self._told else self._number("trials", self._told["trials"])
        common = {
            "family": family,
            "column": self._text("column"),
            "n": n,
            "rows": self._count("rows", 1),
            "missing": self._count("missing", 0),
            "trials": trials,
            "start": int(start),
            "unit": self._text("unit"),
            "parts": tuple(self._part(one) for one in self._list("parts")),
        }
        if getattr(formulas, "DISCRETE", False):
            return self._counted(formulas, common)
        return self._summed(formulas, common)

    def _family(self, family: str) -> Any:
        import importlib

        module = f"likely.formulas.families.{family}"
        try:
            if not family.isidentifier() or family.startswith("_"):
                raise ModuleNotFoundError(name=module)
            formulas = importlib.import_module(module)
        except ModuleNotFoundError:
            raise self._wrong("family", "a family of this version of likely") from None
        if not hasattr(formulas, "summary_of_counts") and not hasattr(formulas, "moved"):
            raise self._wrong("family", "a family with finite sums")
        return formulas

    def _part(self, one: Any) -> Part:
        wanted = "a list of parts with source, rows and digest"
        if not isinstance(one, dict):
            raise self._wrong("parts", wanted)
        source, rows, digest = one.get("source"), one.get("rows"), one.get("digest")
        if not (isinstance(source, str) and isinstance(rows, int) and isinstance(digest, str)):
            raise self._wrong("parts", wanted)
        return Part(source, rows, digest)

    def _summed(self, formulas: Any, common: dict[str, Any]) -> Partial:
        low, high, centre, scale = (
            self._number(key, self._told.get(key)) for key in ("low", "high", "centre", "scale")
        )
        if not (low <= high and formulas.support(low) and formulas.support(high)):
            raise self._wrong("low", f"at most 'high', and both among {formulas.SUPPORT}")
        if not (math.isfinite(centre) and formulas.support(centre) and 0 < scale < math.inf):
            raise self._wrong("scale", f"above 0, and 'centre' among {formulas.SUPPORT}")
        words = [self._words(one) for one in self._list("sums")]
        if len(words) != len(formulas.statistic(low, centre, scale)):
            raise self._wrong("sums", f"as many sums as {common['family']} has")
        return Partial(**common, low=low, high=high, pivot=(centre, scale), sums=tuple(words))

    def _words(self, one: Any) -> tuple[float, float]:
        if not isinstance(one, list) or len(one) != 2:
            raise self._wrong("sums", "pairs of numbers")
        return self._number("sums", one[0]), self._number("sums", one[1])

    def _counted(self, formulas: Any, common: dict[str, Any]) -> Partial:
        rows: Sequence[Any] = self._list("counts")
        found: list[tuple[tuple[float, ...], float]] = []
        width = 3 if common["family"] == "binomial" and common["trials"] is None else 2
        for row in rows:
            if not isinstance(row, list) or len(row) != width:
                raise self._wrong("counts", f"rows of {width} numbers, the last one a count")
            *key, weight = (self._number("counts", one) for one in row)
            most = key[1] if width == 3 else common["trials"] or math.inf
            if not (formulas.support(key[0]) and key[0] <= most and 0 < weight < math.inf):
                raise self._wrong("counts", f"values among {formulas.SUPPORT}, and how often each occurred")
            found.append((tuple(key), weight))
        if not found or found != sorted(found) or len({key for key, _ in found}) < len(found):
            raise self._wrong("counts", "a list of different values in order")
        if abs(math.fsum(weight for _, weight in found) - common["n"]) > 1e-12 * common["n"]:
            raise self._wrong("n", "the sum of the counts")
        return Partial(**common, low=found[0][0][0], high=found[-1][0][0], counts=tuple(found))
