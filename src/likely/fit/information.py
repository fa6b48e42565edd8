"""Fisher's information at the maximum: observed, from these data, and expected, from the model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from likely.errors import UsageError
from likely.fit.build import build
from likely.fit.catalogue import family as find_family
from likely.fit.recipe import known
from likely.fit.views.observed import rewound
from likely.solve.jet import Jet, pairs
from likely.solve.newton import inverse

if TYPE_CHECKING:
    from likely.fit.result import Fit

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Information:
    """Both informations, in the parameters as they are, over all n observations.

    names      of the free parameters, in the order of rows and columns
    observed   −(second derivatives of the log-likelihood)
    expected   n times that of one observation under the fitted model; None where no formula is known, or
               rows are bounded

    >>> import likely
    >>> round(likely.information(likely.fit("exponential", [1.0, 3.0])).covariance[0][0], 12)
    0.125
    """

    names: tuple[str, ...]
    observed: Matrix
    expected: Matrix | None

    @property
    def covariance(self) -> Matrix:
        """The inverse of the observed information. Raises UsageError where that is singular."""
        found = inverse([list(row) for row in self.observed])
        if found is None:
            raise UsageError("the observed information is singular: these data do not fix all parameters")
        return tuple(map(tuple, found))


def information(fit: Fit) -> Information:
    """Observed and expected information of a fit of scalar parameters with a regular maximum.

    Reads the data once more. Raises UsageError for a loaded fit, vector families, and verdicts other than
    interior and local.

    >>> import likely
    >>> found = likely.information(likely.fit("poisson", [1, 2, 3]))
    >>> found.names, round(found.observed[0][0], 12), found.expected
    (('rate',), 1.5, ((1.5,),))
    """
    recipe = known(fit)
    formulas = find_family(fit.family)
    if hasattr(formulas, "fit_rows"):
        raise UsageError(f"the information of {fit.family}, whose parameters are vectors, is not given here")
    if fit.verdict not in ("interior", "local") or hasattr(formulas, "intervals"):
        raise UsageError("information means something at a smooth maximum inside the parameter space only")
    problem = build(formulas, rewound(recipe), recipe.column, recipe.options)
    values = [float(one.estimate) for one in fit.parameters.values()]
    free = [i for i, p in enumerate(problem.parameters) if p.name not in recipe.options.fixed]
    seeded: list[float | Jet] = list(values)
    for k, i in enumerate(free):
        seeded[i] = Jet.seed(values[i], k, len(free))
    got = problem.likelihood(*seeded)
    matrix = [[0.0] * len(free) for _ in free]
    for (i, j), part in zip(pairs(len(free)), got.second, strict=True):
        matrix[i][j] = matrix[j][i] = -float(part or 0.0) + 0.0
    expected = None
    own_trials = problem.table is not None and len(problem.table.columns) > 1
    if hasattr(formulas, "information") and not recipe.options.bounded and not own_trials:
        one = formulas.information(*values, *problem.constants)
        expected = _matrix([[problem.n * float(one[i][j]) for j in free] for i in free])
        if not all(math.isfinite(x) for row in expected for x in row):
            expected = None
    return Information(tuple(problem.parameters[i].name for i in free), _matrix(matrix), expected)


def _matrix(rows: Sequence[Sequence[float]]) -> Matrix:
    return tuple(tuple(row) for row in rows)
