"""Tests of a regression find what is wrong, leave alone what is right, agree with the test of a family."""

import numpy as np
import pytest

import likely
from likely.errors import UsageError

RANDOM = np.random.default_rng(7)
N = 150
X = RANDOM.normal(size=N)
MU = np.exp(1 + 0.5 * X)
TABLE = {
    "x": X,
    "poisson": RANDOM.poisson(MU),
    "spread": RANDOM.negative_binomial(1.2, 1.2 / (1.2 + MU)),
    "late": MU * RANDOM.weibull(3.0, N),
}


@pytest.mark.parametrize(
    ("family", "response", "wrong"),
    [
        ("poisson", "poisson", False),
        ("poisson", "spread", True),
        ("exponential", "late", True),
        ("weibull", "late", False),
        ("normal", "spread", True),
    ],
)
def test_a_wrong_model_is_found_and_a_right_one_is_not(family: str, response: str, wrong: bool) -> None:
    test = likely.goodness(likely.fit(family, TABLE, formula=f"{response} ~ x"), 39, seed=2)
    assert (test.p_value <= 0.025) == wrong
    assert test.statistic == ("deviance" if family == "poisson" else "Anderson–Darling")


@pytest.mark.parametrize("family", ["normal", "gamma", "lognormal", "weibull", "exponential"])
def test_without_inputs_it_is_the_familys_own_statistic(family: str) -> None:
    plain = likely.goodness(likely.fit(family, TABLE["late"]), 19)
    same = likely.goodness(likely.fit(family, {"y": TABLE["late"]}, formula="y ~ 1"), 19)
    assert same.value == pytest.approx(plain.value, rel=1e-6)


def test_the_deviance_is_that_of_the_textbook() -> None:
    fit = likely.fit("poisson", TABLE, formula="poisson ~ x")
    y, mu = TABLE["poisson"], fit.predict(TABLE)
    gain = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0.0) - (y - mu)
    assert likely.goodness(fit, 19).value == pytest.approx(2 * gain.sum(), rel=1e-10)


def test_where_it_means_nothing_it_is_refused() -> None:
    yes = likely.fit("bernoulli", {"x": X, "y": (RANDOM.normal(size=N) < X).astype(int)}, formula="y ~ x")
    with pytest.raises(UsageError, match="one outcome a row has no spread"):
        likely.goodness(yes, 19)
    under = likely.fit("negative_binomial", {"x": [0, 1, 2, 3], "y": [2, 2, 2, 3]}, formula="y ~ x")
    with pytest.raises(UsageError, match="the verdict is not_attained"):
        likely.goodness(under, 19)
