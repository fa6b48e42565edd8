"""Weights with another meaning than so many equal rows."""

import math

import numpy as np
import pytest

import likely

RNG = np.random.default_rng(31)
W = RNG.uniform(0.2, 5, 80)
X = RNG.normal(3, 2 / np.sqrt(W))


def test_precision_weights_are_relative_variances():
    fit = likely.fit("normal", X, weights=W, weights_mean="precision")
    mu = np.sum(W * X) / np.sum(W)
    sigma = math.sqrt(np.mean(W * (X - mu) ** 2))
    assert fit.verdict == "interior"
    assert fit.n == 80
    assert fit.parameters["mu"].estimate == pytest.approx(mu, rel=1e-12)
    assert fit.parameters["sigma"].estimate == pytest.approx(sigma, rel=1e-12)
    assert fit.parameters["mu"].stderr == pytest.approx(sigma / math.sqrt(np.sum(W)), rel=1e-9)
    spread = sigma / np.sqrt(W)
    loglik = np.sum(-0.5 * ((X - mu) / spread) ** 2 - np.log(spread) - 0.5 * math.log(2 * math.pi))
    assert fit.loglik == pytest.approx(loglik, rel=1e-12)
    scaled = likely.fit("normal", X, weights=4 * W, weights_mean="precision")
    assert scaled.parameters["sigma"].estimate == pytest.approx(2 * sigma, rel=1e-12)
    assert scaled.loglik == pytest.approx(fit.loglik, rel=1e-12)
    same = likely.fit("lognormal", np.exp(X), weights=W, weights_mean="precision")
    assert same.parameters["sigma"].estimate == pytest.approx(sigma, rel=1e-9)
    assert "own spread" in fit.report_html()


def test_sampling_weights_have_the_sandwich():
    fit = likely.fit("normal", X, weights=W, weights_mean="sampling")
    w = W * 80 / W.sum()
    mu = np.sum(w * X) / 80
    error = math.sqrt(np.sum(w**2 * (X - mu) ** 2)) / 80
    one = fit.parameters["mu"]
    assert one.estimate == pytest.approx(mu, rel=1e-12)
    assert one.stderr == pytest.approx(error, rel=1e-9)
    assert one.interval_method == "sandwich"
    assert math.isnan(fit.aic)
    assert any("pseudo-likelihood" in text for text in fit.warnings)
    tenfold = likely.fit("normal", X, weights=10 * W, weights_mean="sampling")
    assert tenfold.loglik == pytest.approx(fit.loglik, rel=1e-12)
    assert tenfold.parameters["mu"].stderr == pytest.approx(error, rel=1e-9)


def test_equal_sampling_weights_and_a_true_model_give_the_usual_errors():
    x = RNG.gamma(2, 3, 20000)
    plain = likely.fit("gamma", x)
    survey = likely.fit("gamma", x, weights=np.full(20000, 3.0), weights_mean="sampling")
    for name, one in survey.parameters.items():
        assert one.stderr == pytest.approx(plain.parameters[name].stderr, rel=0.05)
    assert survey.loglik == pytest.approx(plain.loglik, rel=1e-10)


@pytest.mark.parametrize(
    ("family", "more", "words"),
    [
        ("gamma", {"weights_mean": "precision", "weights": W[:3]}, "for normal and lognormal"),
        ("normal", {"weights_mean": "precision"}, "there are no weights"),
        (
            "normal",
            {"weights_mean": "precision", "weights": W[:3], "event": [1, 0, 1]},
            "together with bounds",
        ),
        ("uniform", {"weights_mean": "sampling", "weights": W[:3]}, "smooth likelihood"),
        ("gaussian_mixture", {"weights_mean": "sampling", "weights": W[:3]}, "use frequency"),
        (
            "weibull",
            {"weights_mean": "sampling", "weights": W[:3], "event": [1, 0, 1]},
            "together with bounds",
        ),
    ],
)
def test_refusals_say_why(family, more, words):
    with pytest.raises(likely.UsageError, match=words):
        likely.fit(family, [1.0, 2.0, 4.0], **more)


def test_no_bootstrap_pretends_to_know_a_survey():
    fit = likely.fit("normal", X, weights=W, weights_mean="sampling")
    with pytest.raises(likely.UsageError, match="how they came about"):
        likely.bootstrap(fit, 30)
