"""The plan of a fit, in words, before it is made: its sums, its passes, its engine, its bytes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

from likely import kernels
from likely.data.column import wanted_by
from likely.data.csv import SMALL
from likely.data.fused import plan_of
from likely.data.plan import PASSES, Unplannable, form_of, merged, terms_of
from likely.data.reduce import LARGE
from likely.data.scan import describe, engine_frame
from likely.fit.catalogue import family as find_family
from likely.fit.planned import MANY, SAMPLE
from likely.formulas.traced import Traced

WORDS = {
    "exp": "Σ exp(t), Σ t′·exp(t), Σ t″·exp(t)",
    "log1p_square": "Σ log(1 + t²) and its slopes",
    "log_cosh": "Σ log(2·cosh(t/2)) and its slopes",
    "absolute": "Σ |t| and its slope",
}
GAPS = {"log": "Σ log x", "log1m": "Σ log(1 − x)", "reciprocal": "Σ 1/x"}
STEPS = (3, 6)  # passes of Newton from a sample's peak; tests count them, as they do the next two
ENDS = (2, 7)  # passes for one end of a profile interval
MIXTURE = (5, 15)  # passes of a mixture whose parts stand apart; more where they overlap
CORNERS = 70  # at most, for one end where the likelihood has corners, as Laplace's


class Size(NamedTuple):
    """How much there is to read: rows or bytes, where they are known without reading them."""

    rows: int | None
    bytes: int | None


def explain(family: str, data: Any, column: str | None = None) -> str:
    """The plan of `likely.fit(family, data, column)`, as text of several lines. Reads no rows.

    Raises UsageError for a family that is not known.
    """
    formulas = find_family(family)
    size = _size(data)
    source = describe(data) + (f", column {column}" if column else "")
    sums, passes = _sums(formulas, size)
    lines = [
        f"plan      {family} · {source}",
        *_labelled("sums", sums),
        f"passes    {passes}",
        f"engine    {_engine(formulas, data, size)}",
        f"bytes     {_bytes(formulas, data, size)}",
    ]
    return "\n".join(lines)


def _labelled(label: str, texts: list[str]) -> list[str]:
    return [f"{label if not i else '':<10}{text}" for i, text in enumerate(texts)]


def _sums(formulas: Any, size: Size) -> tuple[list[str], str]:
    extremes = "count, smallest, largest"
    if hasattr(formulas, "fit_rows"):
        per_step = "Σ of each component's share, of share·x and share·x²"
        if formulas.__name__.endswith("gaussian_mixture"):
            rows = f"{MIXTURE[0]} to {MIXTURE[1]} over all rows (more where the parts overlap)"
            return [per_step], f"climbs over samples, then {rows}, and one to look for ties"
        return ["averages of each column"], "1"
    if getattr(formulas, "DISCRETE", False):
        return ["how often each value occurs"], "1; every step after it looks at the distinct values"
    if hasattr(formulas, "statistic"):
        try:
            forms = terms_of(formulas.statistic, 0.5, 0.25)
        except TypeError:
            forms = None
        if forms is None:
            return [extremes, "the family's statistic, by its own formula"], "1"
        wanted = wanted_by(forms)
        parts = [extremes]
        parts += ["mean of x, Σ (x − mean)²"] if wanted.x else []
        parts += ["mean of log x, Σ (log x − its mean)²"] if wanted.log else []
        parts += [
            f"{GAPS[gap]}, as its distance from what it would be if all x were the mean"
            for gap in wanted.gaps
        ]
        return parts, "1; the steps that follow see these sums only"
    kinds = _kinds(formulas)
    sampled = size.rows is not None and size.rows >= MANY * SAMPLE
    start = f"a sample of {SAMPLE:,} rows gives the start, then " if sampled else ""
    least, most = ENDS if getattr(formulas, "ITERATIVE", False) else (0, CORNERS)
    ends = f"{least} to {most} more for each end of an interval that is read"
    passes = f"{start}{STEPS[0]} to {STEPS[1]} over all rows to the maximum, {ends}"
    if not getattr(formulas, "ITERATIVE", False):
        passes = f"3: extremes, median, mean distance; {ends}"
    if kinds is None:
        return ["log p(x) and its derivatives, by the family's own formula, at each step"], passes
    return ["what the theorem asks: extremes, mean, spread, quantiles", *(WORDS[k] for k in kinds)], passes


def _kinds(formulas: Any) -> list[str] | None:
    """The parametric passes that a step takes; None if the density has no plan."""
    if not hasattr(formulas, "log_prob"):
        return None
    try:
        values = [1.5 if not p.contains(0.5) or p.low == 0 else 0.5 for p in formulas.PARAMETERS]
        form = merged(form_of(formulas.log_prob(Traced.x(), *values), 0.25, 0.75))
    except (Unplannable, TypeError):
        return None
    return sorted({term.kind for term in form.terms if term.kind in PASSES})


def _engine(formulas: Any, data: Any, size: Size) -> str:
    if engine_frame(data) is not None and (hasattr(formulas, "statistic") or formulas.DISCRETE):
        return "the table's own, by expression: no row leaves it"
    small = size.rows is not None and size.rows < LARGE and not hasattr(formulas, "statistic")
    if small or (size.bytes is not None and size.bytes <= SMALL and size.rows is None):
        return "plain Python, since there is little to add up"
    if not kernels.AVAILABLE:
        return "NumPy in blocks (the kernels were not built)"
    counts = getattr(formulas, "DISCRETE", False)
    known = plan_of(formulas) is not None or counts
    if not known and not hasattr(formulas, "statistic"):
        known = _kinds(formulas) is not None or formulas.__name__.endswith("gaussian_mixture")
    if not known:
        return "NumPy in blocks: no kernel knows these sums"
    from likely.kernels.columns import default_threads

    return f"kernels ({kernels.instruction_set()}), up to {default_threads()} threads"


def _bytes(formulas: Any, data: Any, size: Size) -> str:
    held = not (hasattr(formulas, "statistic") or getattr(formulas, "DISCRETE", False))
    whole = None if size.rows is None else 8 * size.rows
    read = size.bytes if size.bytes is not None else whole
    many = "as many as come" if read is None else _human(read)
    rows = "" if size.rows is None else f" ({size.rows:,} rows)"
    if held:
        kept = "all values" if whole is None else _human(whole)
        return f"{many} to read{rows}; the column is held in memory, {kept} of doubles"
    in_memory = not isinstance(data, (str, Path)) and not hasattr(data, "peek")
    return f"{many} to read{rows}; " + ("nothing is copied" if in_memory else "memory is flat")


def _human(many: float) -> str:
    power = min(4, int(math.log10(many) // 3)) if many >= 1 else 0
    return f"{many / 1000**power:.3g} {('B', 'kB', 'MB', 'GB', 'TB')[power]}"


def _size(data: Any) -> Size:
    if isinstance(data, (str, Path)) and str(data) != "-":
        path = Path(data)
        try:
            length = path.stat().st_size
            with path.open("rb") as file:
                if file.read(4) != b"PAR1":
                    return Size(None, length)
        except OSError:  # the fit will say what is wrong with it
            return Size(None, None)
        import pyarrow.parquet as parquet

        return Size(parquet.read_metadata(path).num_rows, length)
    if hasattr(data, "__len__") and not isinstance(data, (str, Path)):
        return Size(len(data), None)
    return Size(None, None)
