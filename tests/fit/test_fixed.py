"""A parameter that is held stays where it is held, whatever the family would have chosen."""

import math

import pytest

import likely


@pytest.mark.parametrize(
    ("family", "data", "held"),
    [
        ("poisson", [1, 2, 3], {"rate": 2.5}),
        ("bernoulli", [1, 0, 1, 1], {"theta": 0.5}),
        ("geometric", [0, 3, 1], {"theta": 0.2}),
        ("exponential", [1.0, 3.0], {"rate": 0.7}),
        ("normal", [1.0, 3.0, 4.0], {"sigma": 2.0}),
    ],
)
def test_the_estimate_is_the_held_value(family, data, held) -> None:
    fit = likely.fit(family, data, fixed=held)
    best = likely.fit(family, data)
    for name, value in held.items():
        assert fit.parameters[name].estimate == value
        assert fit.parameters[name].interval == (value, value)
    assert fit.loglik < best.loglik
    assert fit.aic == pytest.approx(2 * (len(fit.parameters) - len(held)) - 2 * fit.loglik)


def test_the_likelihood_is_that_at_the_held_value() -> None:
    fit = likely.fit("poisson", [1, 2, 3], fixed={"rate": 2.5})
    assert fit.loglik == pytest.approx(6 * math.log(2.5) - 7.5 - math.log(12))
