"""`likely.families`: every family as a frozen value, discovered, never listed."""

import math
import pickle
import subprocess
import sys

import numpy as np
import pytest

import likely
from likely.fit.catalogue import family, family_names

VECTORS = {
    "gaussian_mixture": {"weights": [0.3, 0.7], "means": [0.0, 4.0], "sigmas": [1.0, 2.0]},
    "categorical": {"probs": {"a": 0.25, "b": 0.75}},
    "multinomial": {"probs": [0.25, 0.75]},
    "dirichlet": {"alpha": [1.0, 2.0, 3.0]},
    "multivariate_normal": {"mean": [0.0, 1.0], "cov": [[1.0, 0.5], [0.5, 2.0]]},
}


def title(name):
    return "".join(part.capitalize() for part in name.split("_"))


def inside(name):
    """Parameters inside their intervals."""
    values = {}
    for p in family(name).PARAMETERS:
        values[p.name] = 0.4 if p.high == 1 else 1.5 if p.low == 0 else 0.25 if p.name != "high" else 3.0
    values |= dict.fromkeys(getattr(family(name), "CONSTANTS", ()), 9)
    return values


def some(name):
    """A distribution of the family."""
    return getattr(likely.families, title(name))(**(VECTORS.get(name) or inside(name)))


POSITIVE = "sigma scale shape rate size kappa alpha beta df aging minimum".split()
"""Parameters that lie above 0 in every family that has them, whatever a file declares."""


@pytest.mark.parametrize("name", [name for name in family_names() if name not in VECTORS])
def test_parameters_that_cannot_be_negative_are_refused(name):
    values = inside(name)
    for wrong in values:
        if wrong in POSITIVE:
            with pytest.raises(likely.UsageError, match=wrong):
                getattr(likely.families, title(name))(**{**values, wrong: -0.5})


@pytest.mark.parametrize("name", family_names())
def test_every_family_is_a_frozen_value(name):
    one = some(name)
    assert repr(one).startswith(title(name) + "(")
    assert one == some(name)
    assert hash(one) == hash(some(name))
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError, match="frozen"):
        one.shape = 3
    with pytest.raises(TypeError):
        one.parameters["shape"] = 3
    assert title(name) in dir(likely.families)


@pytest.mark.parametrize("name", [n for n in family_names() if n not in VECTORS])
def test_methods_are_the_formulas(name):
    one, formulas = some(name), family(name)
    parameters = tuple(one.parameters.values())
    assert one.log_prob(1.0) == formulas.log_prob(1.0, *parameters)
    draws = one.sample(4000, seed=3)
    assert np.array_equal(draws, one.sample(4000, seed=3))
    assert not np.array_equal(draws, one.sample(4000, seed=4))
    assert np.all(formulas.support(draws))
    if hasattr(formulas, "cdf"):
        middle = float(np.median(draws))
        assert abs(float(np.mean(draws <= middle)) - float(one.cdf(middle))) < 0.04
    if hasattr(formulas, "quantile"):
        assert one.cdf(one.quantile(0.3)) >= 0.3 - 1e-12
    if hasattr(formulas, "entropy"):
        surprise = -np.asarray(one.log_prob(draws))
        assert abs(surprise.mean() - one.entropy()) < 5 * surprise.std() / math.sqrt(4000) + 1e-12
    if hasattr(formulas, "kl"):
        assert one.kl(one) == pytest.approx(0, abs=1e-12)


def test_values_by_hand():
    assert likely.families.Gamma(shape=2, rate=1).log_prob(3.0) == pytest.approx(math.log(3) - 3, rel=1e-14)
    assert likely.families.Gamma(2, 1) == likely.families.Gamma(shape=2, rate=1)
    assert repr(likely.families.Gamma(shape=2, rate=0.5)) == "Gamma(shape=2, rate=0.5)"
    assert likely.families.Binomial(theta=0.5, trials=4).cdf(1.0) == pytest.approx(5 / 16)
    assert likely.families.Bernoulli(0.5).kl(likely.families.Bernoulli(0.25)) == pytest.approx(
        0.5 * math.log(4 / 3)
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda f: f.Gamma(shape=-1, rate=1), r"shape is -1 · it lies in \(0, ∞\)"),
        (lambda f: f.Gamma(shape=2), "needs rate"),
        (lambda f: f.Gamma(shape=2, scale=1), "no parameter 'scale'"),
        (lambda f: f.Gamma(2, shape=2, rate=1), "twice"),
        (lambda f: f.Gamma(1, 2, 3), "3 values were given"),
        (lambda f: f.Gamma(shape="wide", rate=1), "it is a number"),
        (lambda f: f.Normal(mu=math.nan, sigma=1), "mu is nan"),
        (lambda f: f.Uniform(low=2, high=1), "low is the smaller"),
        (lambda f: f.Binomial(theta=0.5, trials=2.5), "whole number"),
        (lambda f: f.Logistic(0, 1).kl(f.Logistic(0, 1)), "has no kl"),
        (lambda f: f.Gamma(2, 1).kl(f.Normal(0, 1)), "its own kind"),
    ],
)
def test_what_means_nothing_is_refused(make, message):
    with pytest.raises(likely.UsageError, match=message):
        make(likely.families)


def test_an_unknown_family_is_no_attribute():
    with pytest.raises(AttributeError, match="Gama"):
        likely.families.Gama  # noqa: B018


ORDERS = [
    "import likely",
    "import likely.fit",
    "import likely.fit.fit",
    "from likely.fit import censoring",
    "import likely.families",
    "from likely.fit.fit import fit as f; import likely.fit.compare",
    "import likely; likely.compare; likely.fit; import likely.fit.saved",
    "from likely import *",
]


@pytest.mark.parametrize("first", ORDERS)
def test_fit_is_the_function_whatever_came_first(first):
    program = f"{first}\nimport likely\nassert likely.fit('poisson', [1, 2]).n == 2\n"
    program += "import likely.fit.report\nassert likely.fit('poisson', [1, 2]).n == 2\n"
    program += (
        "from likely import fit\nassert callable(fit)\nassert likely.families.Poisson(2.0).cdf(0.0) < 1"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_facade_costs_nothing_until_it_is_used():
    program = "import sys, likely; print([m for m in sys.modules if m.startswith(('likely.', 'numpy'))])"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
