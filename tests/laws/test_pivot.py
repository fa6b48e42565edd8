"""Sums about one pivot become the sums about another, for every family that has a statistic."""

from fractions import Fraction

import numpy as np
import pytest

from likely.fit.catalogue import family, family_names

WITH_A_PIVOT = [n for n in family_names() if hasattr(family(n), "statistic") and not family(n).DISCRETE]
VALUES = {"beta": (0.2, 0.9), "von_mises": (-3.0, 3.0)}


@pytest.mark.parametrize("name", WITH_A_PIVOT)
@pytest.mark.parametrize("seed", range(4))
def test_moved_sums_are_the_sums_about_the_new_pivot(name, seed):
    formulas = family(name)
    rng = np.random.default_rng(seed)
    low, high = VALUES.get(name, (0.5, 40.0))
    x = rng.uniform(low, high, 50)
    near = 1 + 1e-9 if seed == 3 else rng.uniform(0.5, 1.05)
    old = (float(x[0]), 0.25)
    new = (float(x[0] * near), 2.0)
    sums = [float(np.sum(term)) for term in formulas.statistic(x, *old)]
    wanted = [float(np.sum(term)) for term in formulas.statistic(x, *new)]
    got = formulas.moved(50.0, tuple(sums), old, new)
    assert got == pytest.approx(wanted, rel=1e-13, abs=1e-12)
    exact = formulas.moved(
        Fraction(50), tuple(map(Fraction, sums)), tuple(map(Fraction, old)), tuple(map(Fraction, new))
    )
    assert [float(term) for term in exact] == pytest.approx(wanted, rel=1e-13, abs=1e-12)


@pytest.mark.parametrize("name", WITH_A_PIVOT)
def test_there_and_back_again(name):
    formulas = family(name)
    low, high = VALUES.get(name, (0.5, 40.0))
    x = np.random.default_rng(1).uniform(low, high, 20)
    old, new = (Fraction(0.7), Fraction(0.5)), (Fraction(0.75), Fraction(4.0))
    sums = tuple(Fraction(float(np.sum(term))) for term in formulas.statistic(x, 0.7, 0.5))
    there = formulas.moved(Fraction(20), sums, old, new)
    back = formulas.moved(Fraction(20), tuple(map(Fraction, there)), new, old)
    assert [float(b - a) for a, b in zip(sums, back, strict=True)] == pytest.approx(
        [0.0] * len(sums), abs=2e-14
    )
