"""Truncation: windows, existence, and what is refused."""

import math

import mpmath
import numpy as np
import pytest

import likely
from likely.cli.main import main

RNG = np.random.default_rng(21)


def test_zero_truncated_poisson_solves_its_own_equation():
    x = RNG.poisson(1.3, 400)
    x = x[x > 0]
    fit = likely.fit("poisson", x, truncate_low=1)
    with mpmath.workdps(30):
        rate = mpmath.findroot(lambda r: r / (1 - mpmath.exp(-r)) - mpmath.mpf(int(x.sum())) / len(x), 1.3)
        loglik = sum(
            int(k) * mpmath.log(rate) - rate - mpmath.loggamma(int(k) + 1) - mpmath.log(1 - mpmath.exp(-rate))
            for k in x
        )
    assert fit.verdict == "interior"
    assert fit.parameters["rate"].estimate == pytest.approx(float(rate), rel=1e-9)
    assert fit.loglik == pytest.approx(float(loglik), rel=1e-12)
    assert fit.nll == pytest.approx(fit.entropy + fit.kl, rel=1e-12)


@pytest.mark.parametrize(
    ("family", "x"),
    [
        ("normal", RNG.normal(1, 2, 3000)),
        ("gamma", RNG.gamma(2, 1, 3000)),
        ("weibull", RNG.weibull(1.5, 3000)),
        ("student_t", RNG.standard_t(4, 3000)),
        ("beta", RNG.beta(2, 3, 3000)),
        ("negative_binomial", RNG.negative_binomial(3, 0.4, 3000).astype(float)),
    ],
)
def test_the_likelihood_is_the_conditional_one_and_no_neighbour_is_higher(family, x):
    low, high = np.quantile(x, [0.1, 0.9])
    if family == "negative_binomial":
        low, high = 1, 8
    seen = x[(x >= low) & (x <= high)]
    fit = likely.fit(family, seen, truncate_low=low, truncate_high=high)
    assert fit.verdict == "local"
    title = "".join(part.capitalize() for part in family.split("_"))
    kind = getattr(likely.families, title)
    best = [one.estimate for one in fit.parameters.values()]

    def loglik(values):
        one = kind(*values)
        before = low - 1 if family == "negative_binomial" else low
        return float(np.sum(one.log_prob(seen))) - len(seen) * math.log(one.cdf(high) - one.cdf(before))

    assert loglik(best) == pytest.approx(fit.loglik, rel=1e-10)
    for i in range(len(best)):
        for factor in (0.98, 1.02):
            near = [v * factor if k == i else v for k, v in enumerate(best)]
            assert loglik(near) <= fit.loglik + 1e-9 * abs(fit.loglik)


@pytest.mark.parametrize(
    ("family", "x", "bounds", "verdict", "words"),
    [
        (
            "exponential",
            np.linspace(0.1, 3, 50),
            {"truncate_high": 3.0},
            "not_attained",
            "uniform from 0 to 3",
        ),
        ("exponential", [0.5, 1.0, 0.2], {"truncate_high": 3.0}, "interior", "strictly concave"),
        ("exponential", [2.0, 2.0], {"truncate_low": 2.0}, "unbounded", "lower bound 2"),
        ("poisson", [1, 1, 1], {"truncate_low": 1}, "not_attained", "all probability on 1"),
        ("poisson", [4, 4], {"truncate_high": 4}, "not_attained", "rate → ∞"),
        ("poisson", [0, 0], {"truncate_high": 4}, "boundary", "rate = 0"),
        ("geometric", [3, 4, 4], {"truncate_high": 4}, "not_attained", "theta → 0"),
        ("normal", [2.0, 2.0], {"truncate_low": 0.0}, "unbounded", "sigma → 0"),
    ],
)
def test_existence(family, x, bounds, verdict, words):
    fit = likely.fit(family, x, **bounds)
    assert fit.verdict == verdict
    assert words in fit.message


def test_truncation_below_shifts_an_exponential():
    x = RNG.exponential(2, 200) + 3
    plain, seen = likely.fit("exponential", x - 3), likely.fit("exponential", x, truncate_low=3)
    assert seen.parameters["rate"].estimate == pytest.approx(plain.parameters["rate"].estimate, rel=1e-9)
    assert seen.loglik == pytest.approx(plain.loglik, rel=1e-12)


@pytest.mark.parametrize(
    ("family", "x", "more", "words"),
    [
        ("gamma", [1.0, 5.0], {"truncate_high": 4.0}, "here from -inf to 4"),
        ("gamma", [1.0, 2.0], {"truncate_low": 3.0, "truncate_high": 2.0}, "the lower one is the smaller"),
        ("uniform", [1.0, 2.0], {"truncate_high": 3.0}, "its ends are parameters"),
        ("von_mises", [1.0, 2.0], {"truncate_high": 3.0}, "whole turns"),
        ("binomial", [1, 2], {"truncate_high": 3, "trials": 4}, "no truncation bounds"),
        ("normal", [1.0, 2.0], {"truncate_high": 3.0, "event": [1, 0]}, "together with censored"),
        ("gaussian_mixture", [1.0, 2.0], {"truncate_high": 3.0}, "no truncation bounds"),
    ],
)
def test_refusals(family, x, more, words):
    with pytest.raises(likely.LikelyError, match=words):
        likely.fit(family, x, **more)


def test_the_command_line_pictures_bootstrap_and_goodness(tmp_path, capsys):
    x = RNG.normal(1, 2, 200)
    x = x[(x > 0) & (x < 4)]
    (tmp_path / "x.csv").write_text("x\n" + "\n".join(map(str, x)), encoding="utf-8")
    line = ["fit", "normal", str(tmp_path / "x.csv"), "--truncate-low", "0", "--truncate-high", "4"]
    assert main([*line, "--report", str(tmp_path / "o.html"), "--gof", "19"]) == 0
    assert "Kolmogorov–Smirnov" in capsys.readouterr().out
    assert "--truncate-low 0.0 --truncate-high 4.0" in (tmp_path / "o.html").read_text(encoding="utf-8")
    fit = likely.bootstrap(likely.fit("poisson", [1, 2, 2, 3, 1], truncate_low=1), 30)
    assert fit.parameters["rate"].interval_method == "bootstrap-parametric"
