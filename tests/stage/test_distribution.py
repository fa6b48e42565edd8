"""A distribution that is edited stays one."""

from itertools import product

import pytest

from likely.stage.distribution import Distribution

WEATHER = Distribution("weather", "Forecast", ("sun", "rain", "snow"), (2, 1, 1))


def test_whatever_is_moved_sums_to_one():
    for weights in product(range(5), repeat=3):
        state = {slider.id: weight for slider, weight in zip(WEATHER.sliders, weights, strict=True)}
        probs = WEATHER.probs(state)
        assert sum(probs) == pytest.approx(1, abs=1e-15)
        assert all(0 <= p <= 1 for p in probs)
        if any(weights):
            assert [p == 0 for p in probs] == [weight == 0 for weight in weights]


def test_it_opens_as_its_author_says_and_is_told_in_words():
    start = {slider.id: slider.start for slider in WEATHER.sliders}
    assert start == {"weather_0": 2, "weather_1": 1, "weather_2": 1}
    assert WEATHER.probs(start) == [0.5, 0.25, 0.25]
    assert [slider.label for slider in WEATHER.sliders] == [
        "Forecast: sun",
        "Forecast: rain",
        "Forecast: snow",
    ]
    assert WEATHER.sliders[1].describe(3) == "rain, weight 3"


def test_no_weight_at_all_prefers_nothing():
    assert WEATHER.probs({"weather_0": 0, "weather_1": 0, "weather_2": 0}) == [1 / 3] * 3
