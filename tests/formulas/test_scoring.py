"""Brier's score, and how far predictions are from frequencies, by hand."""

import pytest

from likely.formulas.scoring import brier, distance


def test_brier_goes_from_certain_and_right_to_certain_and_wrong():
    assert brier([1.0, 0.0], [1.0, 0.0]) == 0
    assert brier([0.0, 1.0], [1.0, 0.0]) == 2
    assert brier([0.7, 0.2, 0.1], [1.0, 0.0, 0.0]) == pytest.approx(0.09 + 0.04 + 0.01)


def test_distance_weighs_bins_by_their_rows():
    """Three rows 0.1 off and one 0.5 off: (3·0.1 + 0.5)/4. An empty bin has no say."""
    assert distance([(3, 0.4, 0.5), (0, 0.0, 1.0), (1, 0.5, 0.0)]) == pytest.approx(0.2)
