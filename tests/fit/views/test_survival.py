"""The Kaplan–Meier staircase, by hand on three rows and by the textbook's product on many."""

import math

import numpy as np
import pytest

import likely
from likely.fit.views.survival import survival
from likely.fit.views.views import views
from likely.formulas.families import exponential


def test_three_rows_by_hand():
    """Died at 1, left at 2, died at 3: ⅔ outlive 1, and of the one that is left none outlives 3."""
    lower, upper = np.array([3.0, 1.0, 2.0]), np.array([3.0, 1.0, math.inf])
    found = survival(exponential, lower, upper, np.ones(3), (0.5,))
    assert found.steps == (
        (0.0, 1.0),
        (1.0, 1.0),
        (1.0, pytest.approx(2 / 3)),
        (3.0, pytest.approx(2 / 3)),
        (3.0, 0.0),
        (3.0, 0.0),
    )
    assert found.curve[0] == (0.0, 1.0)
    assert found.curve[-1] == (3.0, pytest.approx(math.exp(-1.5)))


def test_the_last_row_reaches_as_far_as_it_was_watched():
    found = survival(exponential, np.array([1.0, 5.0]), np.array([1.0, math.inf]), np.ones(2), None)
    assert found.steps[-1] == (5.0, 0.5)
    assert found.curve is None


def test_weights_are_repeats_and_times_below_zero_begin_there():
    lower = np.array([-2.0, 1.0, 1.0, 4.0])
    upper = np.array([-2.0, 1.0, math.inf, 4.0])
    once = survival(exponential, lower, upper, np.array([2.0, 1.0, 3.0, 1.0]), None)
    counts = [2, 1, 3, 1]
    repeated = survival(exponential, np.repeat(lower, counts), np.repeat(upper, counts), np.ones(7), None)
    assert once == repeated
    assert once.steps[0] == (-2.0, 1.0)
    assert once.steps[2] == (-2.0, pytest.approx(5 / 7))


def test_rows_bounded_from_above_have_none():
    assert survival(exponential, np.array([1.0]), np.array([2.0]), np.ones(1), None) is None
    assert survival(exponential, np.array([1.0]), np.array([math.inf]), np.ones(1), None) is None


def test_a_histogram_has_as_many_bars_as_its_rule_says():
    """Freedman & Diaconis: bars of 2·IQR/n^⅓, and their areas are shares of the rows."""
    x = np.random.default_rng(4).gamma(3, 2, 500)
    shown = views(likely.fit("gamma", x)).data
    width = 2 * (np.quantile(x, 0.75) - np.quantile(x, 0.25)) / 500 ** (1 / 3)
    assert len(shown.bars) == pytest.approx((x.max() - x.min()) / width, abs=1.5)
    assert sum((b - a) * height for a, b, height in shown.bars) == pytest.approx(1 - shown.outside)
    assert shown.outside == 0
    counted, _ = np.histogram(x, [a for a, _, _ in shown.bars] + [shown.bars[-1][1]], density=True)
    assert [height for _, _, height in shown.bars] == pytest.approx(counted)
