"""Likelihood-ratio tests between nested formulas, on the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.data.frame import read_rows
from likely.errors import UsageError
from likely.fit.regression.asked import Asked
from likely.fit.regression.design import build, parse
from likely.fit.regression.regress import regress
from likely.fit.regression.result import Regression
from likely.formulas.elementary import exp
from likely.formulas.gamma_functions import log_gamma_upper

SAME = 1e-9  # of a column's length: as much as a column may stick out of the larger formula's columns


@dataclass(frozen=True)
class Step:
    """From a smaller formula to a larger one: twice the gain in nats, its degrees of freedom and p value.

    `p_value` is None, and `note` says why, where the chi-square approximation does not hold.
    """

    smaller: str
    larger: str
    statistic: float
    degrees: int
    p_value: float | None
    note: str = ""


@dataclass(frozen=True)
class Nested:
    """Fits from the smallest formula to the largest, and the test of each against the one before it."""

    fits: tuple[Regression, ...]
    steps: tuple[Step, ...]

    def to_dict(self) -> dict[str, Any]:
        """One object for JSON: the fits in order, and the tests between neighbours."""
        return {
            "fits": [one.to_dict() for one in self.fits],
            "tests": [
                {
                    "smaller": step.smaller,
                    "larger": step.larger,
                    "statistic": step.statistic,
                    "degrees": step.degrees,
                    "p_value": step.p_value,
                    "note": step.note,
                }
                for step in self.steps
            ],
        }

    def __str__(self) -> str:
        from likely.fit.report import number

        width = max(len(one.formula) for one in self.fits) + 2
        first = self.fits[0]
        lines = [
            f"{first.family}, {first.link} link · {first.n:,} observations, each formula tested "
            "against the one "
            "above it",
            "",
            f"{'formula':<{width}}{'log-likelihood':>16}{'AIC':>12}{'2·gain':>12}{'df':>5}{'p':>12} "
            "  verdict",
        ]
        steps = (None, *self.steps)
        for one, step in zip(self.fits, steps, strict=True):
            told = f"{'':>29}"
            if step is not None:
                p = "–" if step.p_value is None else f"{step.p_value:.4g}"
                told = f"{number(step.statistic):>12}{step.degrees:>5}{p:>12}"
            lines.append(
                f"{one.formula:<{width}}{number(one.loglik):>16}{number(one.aic):>12}{told}   {one.verdict}"
            )
        notes = [f"note   {step.larger}: {step.note}" for step in self.steps if step.note]
        return "\n".join([*lines, *([""] if notes else []), *notes])


def compare_formulas(
    family: str, data: Any, formulas: Sequence[str], missing: str = "error", **options: Any
) -> Nested:
    """Fit nested formulas to the same rows and test each larger one against the smaller one before it.

    family, options   as for `likely.fit`: link, weights, event, offset …
    formulas          two or more, in any order, with one response

    The statistic is twice the gain in log-likelihood; under the smaller formula it is nearly chi-square with
    as many degrees of freedom as there are more coefficients (Wilks 1938). Raises UsageError if the formulas
    have different responses, or if one is not contained in the next: its columns are looked at, not its text.

    >>> import likely
    >>> rows = {"x": [0.0, 1, 2, 3, 4], "y": [1.0, 3, 4, 8, 7.5]}
    >>> step = likely.compare_formulas("normal", rows, ["y ~ 1", "y ~ x"]).steps[0]
    >>> step.larger, step.degrees, round(step.statistic, 4), round(step.p_value, 5)
    ('y ~ x', 1, 11.7709, 0.0006)
    """
    if len(formulas) < 2:
        raise UsageError("a test needs two formulas or more · give --formula twice")
    parsed = [parse(one) for one in formulas]
    responses = {one.response for one in parsed}
    if len(responses) > 1:
        raise UsageError(
            f"the formulas have different responses ({', '.join(sorted(responses))}): their "
            "likelihoods cannot be "
            "compared · use one"
        )
    # rows with a missing value in any formula's columns are left out of all of them
    every: dict[str, None] = {}
    for one in parsed:
        every.update(dict.fromkeys([*one.response_columns, *one.input_columns]))
    beside = [
        options[name]
        for name in ("event", "lower", "upper", "offset", "exposure", "weights")
        if options.get(name)
    ]
    if options.get("lower"):
        for name in parsed[0].response_columns:
            every.pop(name, None)
    open_ends = [options[name] for name in ("lower", "upper") if options.get(name)]
    rows = read_rows(data, [*every, *beside], missing == "drop", may_be_blank=open_ends)
    designs = [build(one, rows) for one in parsed]
    order = sorted(range(len(parsed)), key=lambda i: designs[i].matrix.shape[1])
    fits = [regress(family, rows.table.reset_index(drop=True), formulas[i], Asked(**options)) for i in order]
    steps = []
    for (i, small), (j, large) in zip(
        list(zip(order, fits, strict=True)), list(zip(order, fits, strict=True))[1:], strict=False
    ):
        _refuse_unless_inside(designs[i].matrix, designs[j].matrix, formulas[i], formulas[j])
        steps.append(_step(small, large))
    return Nested(tuple(fits), tuple(steps))


def _step(small: Regression, large: Regression) -> Step:
    statistic = max(0.0, 2 * (large.loglik - small.loglik))
    degrees = _free(large) - _free(small)
    note = ""
    p_value: float | None = None
    if degrees == 0:
        note = "both formulas describe the same model"
    elif "unbounded" in (small.verdict, large.verdict):
        note = "a likelihood without bound cannot be compared"
    else:
        p_value = float(exp(log_gamma_upper(degrees / 2, statistic / 2))) if statistic > 0 else 1.0
        if "not_attained" in (small.verdict, large.verdict):
            note = "a likelihood's supremum stands for its maximum; p is rough where coefficients run away"
    return Step(small.formula, large.formula, statistic, degrees, p_value, note)


def _free(fit: Regression) -> int:
    """Coefficients that were estimated: not those set aside."""
    aside: int = sum(
        bool(one.interval_method == "none" and one.estimate == 0.0 and fit.verdict == "not_unique")
        for one in fit.parameters.values()
    )
    return len(fit.parameters) - aside


def _refuse_unless_inside(small: Any, large: Any, smaller: str, larger: str) -> None:
    """Every column of the smaller design must be a combination of the larger one's."""
    import numpy as np

    small, large = (one.toarray() if hasattr(one, "toarray") else one for one in (small, large))
    if not small.shape[1]:
        return
    scale = np.abs(large).max(axis=0, initial=0.0)
    base = np.linalg.qr(large / np.where(scale > 0, scale, 1.0))[0]
    left = small - base @ (base.T @ small)
    if (np.linalg.norm(left, axis=0) > SAME * np.maximum(np.linalg.norm(small, axis=0), 1e-300)).any():
        raise UsageError(
            f"{smaller!r} is not contained in {larger!r}, so no likelihood-ratio test compares them "
            "· compare "
            "nested formulas, or look at the AIC of each fit"
        )
