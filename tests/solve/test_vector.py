"""A vector is to formulas what an array is: the same numbers, plain and with derivatives."""

import math

import numpy as np
import pytest

from likely.data.reduce import Table
from likely.fit.catalogue import family, family_names
from likely.fit.facts import facts_of
from likely.fit.likelihood import weighted_total
from likely.lab.kept import facts
from likely.notebook.lab.families import lab_families
from likely.solve.jet import Jet
from likely.solve.vector import Vector, weighted_sum

X = [0.05 + 0.9 * (k * 0.6180339887 % 1) for k in range(17)]
WEIGHTS = [1.0 + k % 3 for k in range(17)]
AT = {"low": 0.01, "high": 1.1, "minimum": 0.04, "df": 3.5}


TERMS = [
    (name, term)
    for name, module in lab_families().items()
    for term in ("log_prob", "log_sf")
    if not module.DISCRETE and hasattr(module, term)
]


@pytest.mark.parametrize(("name", "term"), TERMS)
def test_a_sum_over_a_vector_is_that_over_an_array(name, term) -> None:
    module = family(name)
    size = len(module.PARAMETERS)
    at = [AT.get(p.name, 0.8) for p in module.PARAMETERS]
    seeds = [Jet.seed(value, k, size) for k, value in enumerate(at)]
    one = getattr(module, term)
    ours = weighted_sum(one, (Vector(X),), Vector(WEIGHTS), seeds)
    theirs = weighted_total(one, (np.array(X),), np.array(WEIGHTS), seeds)
    parts = zip(
        (ours.value, *ours.first, *ours.second), (theirs.value, *theirs.first, *theirs.second), strict=True
    )
    for mine, other in parts:
        assert (mine or 0.0) == pytest.approx(other or 0.0, rel=1e-11, abs=1e-11)
    plain = weighted_sum(one, (Vector(X),), Vector(WEIGHTS), at)
    assert plain == pytest.approx(ours.value, rel=1e-12)


def test_every_continuous_family_of_one_column_is_offered_in_the_lab() -> None:
    """So that the test above leaves none out by mistake."""
    left = {n for n in family_names() if not getattr(family(n), "DISCRETE", False)} - set(lab_families())
    assert left == {"dirichlet", "gaussian_mixture", "multivariate_normal", "von_mises"}


@pytest.mark.parametrize("values", [X, [3.0, 1.0, 1.0, 2.0], [5.0, 5.0], [1.0, 2.0, 2.0, 4.0, 4.0, 4.0]])
def test_facts_of_vectors_are_those_of_arrays(values) -> None:
    weights = [1.0] * len(values)
    ours = facts(Vector(values), Vector(weights))
    table = Table((np.array(values),), np.array(weights), float(len(values)), 0, len(values))
    for mine, theirs in zip(ours, facts_of(table), strict=True):
        assert mine == pytest.approx(theirs, rel=1e-14, nan_ok=True)


def test_where_an_array_has_infinities_a_vector_has_them() -> None:
    with np.errstate(all="ignore"):
        expected = list(np.array([1.0, -1.0, 0.0, 2.0]) / np.array([0.0, 0.0, 0.0, 4.0]))
    found = list(Vector([1.0, -1.0, 0.0, 2.0]) / Vector([0.0, 0.0, 0.0, 4.0]))
    assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(found, expected, strict=True))
    assert list(1 / Vector([0.0, 4.0])) == [math.inf, 0.25]


def test_truths_choose_elements() -> None:
    vector = Vector([1.0, 2.0, 3.0])
    assert list(vector[(vector > 1) & (vector < 3)]) == [2.0]
    assert list(vector[(vector == 1) | (vector >= 3)]) == [1.0, 3.0]
    assert (vector <= 3).all()
    assert not (vector != vector).any()
