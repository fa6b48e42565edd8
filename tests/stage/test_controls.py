"""Controls: what they can be set to."""

import pytest

from likely.stage.controls import Choice, Slider

CLIMATE = Choice("climate", "Climate", ("Changeable", "Dry", "Alike"), 1)
THETA = Slider("theta", "θ", 0.01, 0.99, 0.01, 0.4, lambda value: f"θ = {value:.2f}")


@pytest.mark.parametrize("control", [CLIMATE, THETA], ids=lambda control: control.id)
def test_every_value_it_counts_is_its_own_nearest(control):
    values = control.reach()
    assert all(control.takes(value) for value in values)
    assert not control.takes("0")
    assert not control.takes(control.low - 1)
    assert [control.nearest(value) for value in values] == values
    assert values[-1] == pytest.approx(control.high)
    assert control.nearest(control.start) == pytest.approx(control.start)


def test_a_choice_is_named_by_its_option():
    assert [CLIMATE.describe(i) for i in range(3)] == ["Changeable", "Dry", "Alike"]
    assert (CLIMATE.low, CLIMATE.high, CLIMATE.step, CLIMATE.start, CLIMATE.reach()) == (
        0,
        2,
        1,
        1,
        [0, 1, 2],
    )


@pytest.mark.parametrize(("given", "index"), [(-7, 0), (0.4, 0), (1.0, 1), (1.6, 2), (99, 2)])
def test_a_choice_takes_only_its_indices(given, index):
    nearest = CLIMATE.nearest(given)
    assert nearest == index
    assert type(nearest) is int
