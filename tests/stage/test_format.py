"""Numbers as a reader sees them."""

import pytest

from likely.stage.format import coordinate, fixed


@pytest.mark.parametrize(
    ("x", "digits", "signed", "text"),
    [
        (0.794651, 4, False, "0.7947"),
        (-0.3, 2, False, "−0.30"),
        (0.3, 2, True, "+0.30"),
        (-0.3, 2, True, "−0.30"),
        (-1e-9, 2, False, "0.00"),
        (1e-9, 2, True, "0.00"),
        (14, 0, False, "14"),
        (float("inf"), 3, False, "∞"),
        (float("-inf"), 3, False, "−∞"),
        (float("nan"), 3, False, "undefined"),
    ],
)
def test_fixed(x: float, digits: int, signed: bool, text: str) -> None:
    assert fixed(x, digits, signed) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (12.5, "12.5"),
        (12.0, "12"),
        (12.346, "12.35"),
        (100.0, "100"),
        (-0.001, "0"),
        (0.0, "0"),
        (-3.1, "-3.1"),
    ],
)
def test_coordinate(x: float, text: str) -> None:
    assert coordinate(x) == text
