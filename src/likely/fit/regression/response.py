"""The response of a regression as numbers, checked, and what its labels mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.data.frame import Rows
from likely.errors import DataError, UsageError


@dataclass(frozen=True)
class Response:
    """`values` has one number a row; `labels` are the classes those numbers count, if they are classes."""

    values: Any
    labels: tuple[str, ...] = ()
    note: str = ""


def numbers(family: Any, name: str, series: Any, rows: Rows, column: str) -> Response:
    """A response of numbers that the family's support must allow."""
    import numpy as np

    values = _doubles(series, rows, column)
    inside = np.asarray(family.support(values), dtype=bool)
    if not inside.all():
        i = int(np.argmin(inside))
        raise DataError(
            f"{rows.where(i, column)}: {values[i]:g} cannot happen under {name}, whose values are "
            f"{family.SUPPORT} · correct the value, or choose a family that allows it"
        )
    return Response(values)


def binary(series: Any, rows: Rows, column: str, levels: Sequence[str]) -> Response:
    """0 and 1, or two labels: the later one is success, and the report says so."""
    import numpy as np

    if series.dtype.kind == "b":
        return Response(series.to_numpy().astype(float))
    if series.dtype.kind in "iuf" and not levels:
        values = series.to_numpy().astype(float)
        wrong = ~((values == 0) | (values == 1))
        if wrong.any():
            raise DataError(
                f"{rows.where(int(np.argmax(wrong)), column)}: {values[wrong][0]:g} is neither 0 "
                "nor 1 · a trial "
                "is 0 (failure) or 1 (success), or one of two labels"
            )
        return Response(values)
    codes, labels = _coded(series, rows, column, levels)
    if len(labels) != 2:
        raise DataError(
            f'{rows.source}, column "{column}": bernoulli has two outcomes and this column has {len(labels)} '
            f"({_listed(labels)}) · choose categorical, or make it two"
        )
    return Response(
        codes.astype(float),
        labels,
        f"success is {labels[1]!r}, failure {labels[0]!r} (--levels says otherwise)",
    )


def classes(series: Any, rows: Rows, column: str, levels: Sequence[str], ordered: bool) -> Response:
    """Labels as whole numbers from 0. Categorical: 0 is the reference. Ordinal: the order must be known."""
    import pandas as pd

    known = bool(levels) or series.dtype.kind in "biuf" or isinstance(series.dtype, pd.CategoricalDtype)
    codes, labels = _coded(series, rows, column, levels)
    if ordered and not known:
        raise UsageError(
            f'the order of the classes in column "{column}" is not known ({_listed(labels)}) · say it with '
            f"--levels {','.join(labels[:4])}{',…' if len(labels) > 4 else ''} from low to high"
        )
    if len(labels) < 2:
        raise DataError(
            f'{rows.source}, column "{column}": every row is {labels[0]!r} · a classifier needs two or more'
        )
    note = (
        f"classes from low to high: {', '.join(labels)}"
        if ordered
        else f"the reference class is {labels[0]!r} (--levels says otherwise)"
    )
    return Response(codes, labels, note)


def known(series: Any, rows: Rows, column: str, labels: Sequence[str]) -> Any:
    """The classes of new rows by the labels of the rows that were fitted; a class apart is a DataError.

    Without labels the fitted response was 0 or 1, and so must be this one.
    """
    import numpy as np

    if not labels:
        return binary(series, rows, column, ()).values
    texts = [_text(one) for one in series.tolist()]
    place = {label: i for i, label in enumerate(labels)}
    wrong = next((i for i, text in enumerate(texts) if text not in place), None)
    if wrong is not None:
        raise DataError(
            f"{rows.where(wrong, column)}: {texts[wrong]!r} is none of the classes that were fitted, "
            f"{_listed(labels)} · correct it, or leave such rows out"
        )
    return np.array([place[text] for text in texts], dtype=np.int64)


def bounds(
    rows: Rows, response: Any, column: str, event: str | None, lower: str | None, upper: str | None
) -> tuple[Any, Any]:
    """Lower and upper ends of each time: equal if it is exact, 0 or ∞ where an end is open."""
    import numpy as np

    if lower is not None and upper is not None:
        ends = []
        for name, blank in ((lower, 0.0), (upper, np.inf)):
            values = _doubles(rows.table[name], rows, name)
            ends.append(np.where(np.isnan(values), blank, values))
        low, high = ends
        low = np.where(np.isneginf(low), 0.0, low)
        wrong = (low > high) | (high <= 0) | (low < 0) | (np.isinf(low))
        if wrong.any():
            i = int(np.argmax(wrong))
            raise DataError(
                f"{rows.where(i, lower)}: no time lies between {low[i]:g} and {high[i]:g} · times "
                "are above 0, and "
                "the lower bound is not above the upper one"
            )
        return low, high
    times = _doubles(response, rows, column)
    wrong = ~((times > 0) & (times < np.inf))
    if wrong.any():
        i = int(np.argmax(wrong))
        raise DataError(f"{rows.where(i, column)}: {times[i]:g} is no time · times are above 0 and finite")
    if event is None:
        return times, times
    seen = _doubles(rows.table[event], rows, event)
    wrong = (seen != 0) & (seen != 1)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise DataError(
            f"{rows.where(i, event)}: {seen[i]:g} is no event · 1 is observed, 0 is right-censored"
        )
    return times, np.where(seen == 1, times, np.inf)


def side(rows: Rows, column: str, what: str, low: float, mend: str, may_equal: bool = True) -> Any:
    """A column of numbers beside the response: offsets, exposures, weights."""
    import numpy as np

    values = _doubles(rows.table[column], rows, column)
    good = np.isfinite(values) & ((values >= low) if may_equal else (values > low))
    if not good.all():
        i = int(np.argmin(good))
        raise DataError(f"{rows.where(i, column)}: {values[i]:g} is no {what} · {mend}")
    return values


def offset_of(rows: Rows, offset: str | None, exposure: str | None) -> Any:
    """What is added to η in each row: an offset, the logarithm of an exposure, both, or None."""
    import numpy as np

    if offset is None and exposure is None:
        return None
    total = np.zeros(len(rows.table))
    if offset is not None:
        total = total + side(rows, offset, "offset", -np.inf, "offsets are finite")
    if exposure is not None:
        total = total + np.log(
            side(rows, exposure, "exposure", 0.0, "exposures are above 0", may_equal=False)
        )
    return total


def _doubles(series: Any, rows: Rows, column: str) -> Any:
    import numpy as np

    if series.dtype.kind in "biuf":
        return series.to_numpy().astype(np.float64)
    values = np.empty(len(series))
    for i, one in enumerate(series.tolist()):
        try:
            values[i] = np.nan if one is None else float(one)
        except (TypeError, ValueError):
            raise DataError(f"{rows.where(i, column)}: {one!r} is not a number · correct the value") from None
    return values


def _coded(series: Any, rows: Rows, column: str, levels: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    import numpy as np
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype) and not levels:
        seen = set(series.tolist())
        order = [one for one in series.cat.categories if one in seen]
    else:
        order = sorted(set(series.unique().tolist()), key=lambda one: (isinstance(one, str), one))
    texts = [_text(one) for one in order]
    if levels:
        unknown = [text for text in texts if text not in levels]
        if unknown:
            i = [_text(one) for one in series.tolist()].index(unknown[0])
            raise DataError(
                f"{rows.where(i, column)}: {unknown[0]!r} is none of the levels {', '.join(levels)} "
                "· name all "
                "of them with --levels"
            )
        places = {text: levels.index(text) for text in texts}
        kept = [one for one in levels if one in places]
        code = {value: kept.index(text) for value, text in zip(order, texts, strict=True)}
        texts = kept
    else:
        code = {value: i for i, value in enumerate(order)}
    if series.dtype.kind in "biuf":  # many rows: a table of the few different ones
        values, which = np.unique(series.to_numpy(), return_inverse=True)
        return np.array([code[one] for one in values.tolist()], dtype=np.int64)[which], tuple(texts)
    return np.array([code[one] for one in series.tolist()], dtype=np.int64), tuple(texts)


def _text(one: Any) -> str:
    return f"{one:g}" if isinstance(one, float) else str(one)


def _listed(labels: Sequence[str]) -> str:
    return ", ".join(labels[:6]) + (", …" if len(labels) > 6 else "")
