"""`likely info`: closed forms, sums and quadrature agree with each other and with mpmath."""

import json
import math

import mpmath
import pytest

import likely
from likely.cli.main import main


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ("gamma(shape=2, rate=1)", "gamma(shape=0.7, rate=3)"),
        ("normal(0, 1)", "normal(3, 0.2)"),
        ("laplace(0, 1)", "laplace(1, 3)"),
        ("weibull(1.5, 2)", "weibull(0.8, 1)"),
        ("beta(0.5, 2)", "beta(3, 3)"),
        ("pareto(2, 3)", "pareto(1, 0.5)"),
        ("inverse_gaussian(1, 2)", "inverse_gaussian(2, 2)"),
        ("von_mises(0, 2)", "von_mises(1, 0.5)"),
        ("poisson(3)", "poisson(5)"),
        ("binomial(theta=0.3, trials=7)", "binomial(theta=0.6, trials=7)"),
        ("half_normal(1)", "half_normal(4)"),
    ],
)
def test_closed_forms_are_what_sums_and_quadrature_give(p, q, monkeypatch):
    from likely import info as _  # noqa: F401
    from likely.fit.catalogue import family

    exact = likely.info(p, q)
    assert exact.methods[1] == "closed form"
    formulas = family(p.partition("(")[0])
    monkeypatch.delattr(formulas, "kl")
    if hasattr(formulas, "entropy"):
        monkeypatch.delattr(formulas, "entropy")
    other = likely.info(p, q)
    assert other.methods[1] != "closed form"
    assert other.kl == pytest.approx(exact.kl, rel=1e-8, abs=1e-10)
    assert other.entropy == pytest.approx(exact.entropy, rel=1e-8, abs=1e-8)
    assert exact.cross_entropy == pytest.approx(exact.entropy + exact.kl)


def test_families_of_two_kinds_against_mpmath():
    found = likely.info("logistic(0, 1)", "student_t(df=3, loc=0.5, scale=2)")
    with mpmath.workdps(25):

        def p(x):
            return mpmath.exp(-abs(x)) / (1 + mpmath.exp(-abs(x))) ** 2

        def q(x):
            z = (x - 0.5) / 2
            return 2 / (mpmath.pi * mpmath.sqrt(3) * (1 + z * z / 3) ** 2) / 2

        want = mpmath.quad(lambda x: p(x) * mpmath.log(p(x) / q(x)), [-80, -5, 0, 5, 80])
    assert found.kl == pytest.approx(float(want), rel=1e-10)
    assert found.methods[1].startswith("quadrature, error")
    assert likely.info("gaussian_mixture([1.0], [0], [1])", "normal(1, 1)").kl == pytest.approx(
        0.5, rel=1e-10
    )


@pytest.mark.parametrize(
    ("p", "q", "why"),
    [
        ("uniform(0, 1)", "uniform(0.2, 3)", "closed form"),
        ("gamma(2, 1)", "uniform(0, 1)", "P puts probability where Q has none"),
        ("cauchy(0, 1)", "normal(0, 1)", "does not converge"),
        ("poisson(1)", "binomial(theta=0.5, trials=4)", "P puts probability where Q has none"),
    ],
)
def test_an_infinite_mismatch_says_why(p, q, why):
    found = likely.info(p, q)
    assert found.kl == math.inf
    assert why in found.methods[1]


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ("poisson(1)", "no common unit"),
        ("von_mises(0, 1)", "on the circle"),
        ("gama(1)", "did you mean 'gamma'"),
        ("gamma(shape=-1, rate=1)", "it lies in"),
        ("gamma[2]", "is no distribution"),
        ("gamma(shape=open('x'), rate=1)", "is no distribution"),
        ("", "is no distribution"),
    ],
)
def test_what_means_nothing_is_one_message(p, words, capsys):
    assert main(["info", p, "normal(mu=0, sigma=1)"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err


def test_the_command_prints_nats_and_bits(capsys):
    assert main(["info", "bernoulli(0.5)", "bernoulli(0.25)"]) == 0
    told = capsys.readouterr().out
    assert "0.6931472 nats" in told
    assert "1 bits" in told
    assert main(["info", "bernoulli(0.5)", "bernoulli(1)", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["kl"] == "Infinity"
    assert shape["entropy_bits"] == 1
    assert main(["info", 'categorical({"a": 0.5, "b": 0.5})', 'categorical({"a": 0.25, "b": 0.75})']) == 0
