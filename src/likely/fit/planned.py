"""A log-likelihood whose sums over the rows are taken by kernels: value, gradient and Hessian in one pass.

The family's own `log_prob` is handed a stand-in for the observations and the parameters as they come, jets
or floats. What it returns names the sums (`data/plan.py`); a pass takes them at the parameters' values, and
the chain rule puts derivatives on them. Where an expression has no plan, blocks of NumPy add it up.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from likely.data.column import Column, Ridge
from likely.data.plan import Unplannable, form_of, merged
from likely.fit.likelihood import Likelihood
from likely.fit.problem import Problem
from likely.formulas.maximum import INTERIOR, LOCAL
from likely.formulas.traced import Traced
from likely.solve.climb import coordinates_of
from likely.solve.jet import Jet, constant_like, pairs
from likely.solve.newton import maximise

SAMPLE = 20_000  # rows that are climbed first, every so many-th
MANY = 4  # samples: so long a column repays one
STEPS = 40
NEAR = 1e-4  # squared standard errors of the sample: all rows move the peak much further
CLIMBED = (INTERIOR, LOCAL)


def of_column(contribution: Callable[..., Any], column: Column, otherwise: Likelihood) -> Likelihood:
    """Σ contribution(x, *parameters) over a column; `otherwise` is the slow way to the same number."""

    def log_likelihood(*parameters: Any) -> Any:
        try:
            expression = contribution(Traced.x(), *parameters)
            form = merged(form_of(expression, column.low, column.high))
            return column.total(form, assemble)
        except (Unplannable, TypeError):
            return otherwise(*parameters)

    return log_likelihood


def from_sample(problem: Problem, column: Column) -> Problem:
    """The same problem, to be climbed from where a sample of the rows has its peak, if it has one.

    All starts are climbed on the sample, so that the rows themselves are read a few times only.
    """
    values = column.values
    if len(values) < MANY * SAMPLE or not problem.iterative or problem.maximum.verdict not in CLIMBED:
        return problem
    some = Column(values[:: len(values) // SAMPLE].copy())
    likelihood = of_column(problem.family.log_prob, some, lambda *_: math.nan)
    coordinates = coordinates_of(problem, problem.maximum)
    starts = problem.starts or (problem.maximum.parameters,)
    peaks = [maximise(likelihood, one, coordinates, most=STEPS, enough=NEAR) for one in starts]
    found = [peak for peak in peaks if peak.converged]
    if not found:
        return problem
    return replace(problem, starts=(max(found, key=lambda peak: peak.loglik).parameters,), unseen=True)


def assemble(sums: Ridge, a: Any, b: Any) -> Any:
    """Σ F(a·v + b) as a jet in the parameters that a and b carry; a float if they carry none."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return sums.value
    model = a if isinstance(a, Jet) else b
    a, b = (one if isinstance(one, Jet) else constant_like(one, model) for one in (a, b))
    p = [x or 0.0 for x in a.first]
    q = [x or 0.0 for x in b.first]
    first = tuple(sums.first_v * p[i] + sums.first * q[i] for i in range(len(p)))
    second = tuple(
        sums.first_v * (a.second[k] or 0.0)
        + sums.first * (b.second[k] or 0.0)
        + sums.second_vv * p[i] * p[j]
        + sums.second_v * (p[i] * q[j] + p[j] * q[i])
        + sums.second * q[i] * q[j]
        for k, (i, j) in enumerate(pairs(len(p)))
    )
    return Jet(sums.value, first, second)
