"""Log-logistic, half-normal, Gompertz, zero-inflated Poisson: maxima and verdicts against others."""

import math

import numpy as np
import pytest
from scipy import optimize, stats

import likely

RNG = np.random.default_rng(44)


def test_log_logistic_is_logistic_on_the_logarithm():
    x = RNG.logistic(1.5, 0.4, 90)
    one, other = likely.fit("log_logistic", np.exp(x)), likely.fit("logistic", x)
    assert one.verdict == "interior"
    assert math.log(one.parameters["scale"].estimate) == pytest.approx(
        other.parameters["loc"].estimate, rel=1e-8
    )
    assert 1 / one.parameters["shape"].estimate == pytest.approx(other.parameters["scale"].estimate, rel=1e-8)
    assert one.loglik == pytest.approx(other.loglik - x.sum(), rel=1e-12)
    assert one.loglik >= np.sum(stats.fisk.logpdf(np.exp(x), *stats.fisk.fit(np.exp(x), floc=0))) - 1e-9
    assert likely.fit("log_logistic", [3.0, 3.0]).verdict == "unbounded"
    assert likely.fit("log_logistic", np.exp(x), event=RNG.integers(0, 2, 90)).verdict == "interior"


def test_half_normal_forgets_the_sign():
    x = np.abs(RNG.normal(0, 3, 70))
    fit = likely.fit("half_normal", x)
    assert fit.parameters["sigma"].estimate == pytest.approx(math.sqrt(np.mean(x**2)), rel=1e-14)
    assert fit.loglik == pytest.approx(np.sum(stats.halfnorm.logpdf(x, scale=math.sqrt(np.mean(x**2)))))
    assert likely.fit("half_normal", [0.0, 0.0]).verdict == "unbounded"
    tiny = likely.fit("half_normal", x * 1e-200)
    assert tiny.parameters["sigma"].estimate == pytest.approx(1e-200 * fit.parameters["sigma"].estimate)


def test_gompertz_has_a_maximum_iff_the_deviation_is_below_the_mean():
    x = stats.gompertz.rvs(0.2, scale=2.0, size=300, random_state=5)
    fit = likely.fit("gompertz", x)
    assert fit.verdict == "interior"

    def negative(v):
        aging, rate = np.exp(v)
        return -np.sum(stats.gompertz.logpdf(x, rate / aging, scale=1 / aging))

    rival = optimize.minimize(
        negative, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9}
    )
    assert fit.loglik >= -rival.fun - 1e-7
    assert fit.loglik == pytest.approx(-rival.fun, abs=1e-5)
    spread = likely.fit("gompertz", [0.1, 0.2, 9.0, 0.3])
    limit = likely.fit("exponential", [0.1, 0.2, 9.0, 0.3])
    assert spread.verdict == "not_attained"
    assert spread.loglik == pytest.approx(limit.loglik, abs=1e-8)
    assert "the limit is exponential" in spread.message
    assert likely.fit("gompertz", [2.0]).verdict == "unbounded"


def test_zero_inflated_poisson_in_closed_form_and_on_the_edge():
    x = RNG.poisson(2, 200) * (RNG.random(200) > 0.3)
    fit = likely.fit("zero_inflated_poisson", x)
    zero, rate = (one.estimate for one in fit.parameters.values())
    assert zero + (1 - zero) * math.exp(-rate) == pytest.approx(np.mean(x == 0), rel=1e-12)
    assert rate / -math.expm1(-rate) == pytest.approx(np.mean(x[x > 0]), rel=1e-12)
    assert fit.nll == pytest.approx(fit.entropy + fit.kl)
    few = likely.fit("zero_inflated_poisson", [1, 2, 3, 0, 2])
    plain = likely.fit("poisson", [1, 2, 3, 0, 2])
    assert few.verdict == "boundary"
    assert few.loglik == pytest.approx(plain.loglik, rel=1e-12)
    assert likely.fit("zero_inflated_poisson", [1, 2, 3, 0, 2], space="open").verdict == "not_attained"
    assert likely.fit("zero_inflated_poisson", [0, 0]).verdict == "not_unique"
