"""Numbers at the ends of what a double can hold: each is fitted as any other, or refused in a sentence."""

import math

import numpy as np
import pytest

import likely
from likely.fit.catalogue import family, family_names

LARGEST = 2**53 - 1  # the whole numbers below it are all doubles
POSITIVE = [
    name
    for name in family_names()
    if not hasattr(family(name), "fit_rows")
    and not family(name).DISCRETE
    and name not in ("beta", "von_mises")  # these have no unit
]


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e200])
@pytest.mark.parametrize("name", POSITIVE)
@pytest.mark.parametrize("form", [list, np.array])
def test_extreme_scales(name, scale, form):
    x = np.random.default_rng(5).weibull(1.8, 60) + 0.01
    one, other = likely.fit(name, x), likely.fit(name, form(x * scale))
    assert other.verdict == one.verdict
    assert other.loglik + 60 * math.log(scale) == pytest.approx(one.loglik, abs=1e-8)
    for estimate in other.parameters.values():
        low, high = estimate.interval
        assert low <= estimate.estimate <= high
        assert low < high


@pytest.mark.parametrize(
    ("name", "x"),
    [
        ("normal", [5e-324, 1e-323, 2e-320, 1e-310]),
        ("lognormal", [5e-324, 1e-323, 2e-320, 1e-310]),
        ("weibull", [5e-324, 1e-323, 2e-320, 1e-310]),
        ("beta", [5e-324, 1e-310, 0.5, 0.7]),
        ("laplace", [5e-324, 1e-323, 2e-320]),
        ("uniform", [5e-324, 1e-310]),
        ("rayleigh", [1e-310, 2e-310, 5e-310]),
        ("inverse_gaussian", [1e-310, 2e-310, 5e-310]),
        ("log_logistic", [1e-310, 2e-310, 5e-310]),
    ],
)
def test_denormal_numbers(name, x):
    fit = likely.fit(name, x)
    assert fit.verdict == "interior"
    best = [one.estimate for one in fit.parameters.values()]
    at = math.fsum(float(family(name).log_prob(v, *best)) for v in x)
    assert at == pytest.approx(fit.loglik, rel=1e-9)


@pytest.mark.parametrize("name", ["exponential", "gamma", "gompertz"])
def test_a_rate_above_every_double_is_refused(name):
    with pytest.raises(likely.DataError, match=r"too large .* another unit"):
        likely.fit(name, [1e-310, 2e-310, 2.2e-310])


@pytest.mark.parametrize(
    ("name", "x", "more", "first"),
    [
        ("poisson", [LARGEST, LARGEST - 2, LARGEST - 999], {}, LARGEST - 1001 / 3),
        ("geometric", [LARGEST, LARGEST - 2, 5, 7], {}, 4 / (4 + 2 * LARGEST + 10)),
        ("binomial", [2**52, 2**52 + 5, 2**52 - 7], {"trials": LARGEST}, (3 * 2**52 - 2) / (3 * LARGEST)),
        ("bernoulli", [0, 1], {"weights": [LARGEST, LARGEST - 2]}, (LARGEST - 2) / (2 * LARGEST - 2)),
    ],
)
def test_counts_near_the_largest_whole_number(name, x, more, first):
    fit = likely.fit(name, x, **more)
    (one,) = fit.parameters.values()
    assert fit.verdict == "interior"
    assert one.estimate == pytest.approx(first, rel=1e-15)
    assert one.interval[0] < one.estimate < one.interval[1]
    assert math.isfinite(fit.loglik)
