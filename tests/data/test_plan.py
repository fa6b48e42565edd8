"""Which sums a formula asks for; what has no plan says so."""

import pytest

from likely.data.plan import Affine, Unplannable, decided, form_of, merged, terms_of
from likely.formulas.elementary import exp, log, log1p, sin, where
from likely.formulas.families import beta, cauchy, gamma, inverse_gaussian, logistic, normal, poisson, weibull
from likely.formulas.traced import Traced


def kinds(form):
    return [term.kind for term in form.terms]


def test_statistics():
    def of(family):
        return [kinds(form)[0] for form in terms_of(family.statistic, 0.4, 0.125)]

    assert of(normal) == ["linear", "square"]
    assert of(gamma) == ["linear", "linear", "log1pmx"]
    assert of(inverse_gaussian) == ["linear", "quotient", "linear"]
    assert of(beta) == ["linear", "linear", "log1pmx", "log_of", "log1pmx", "square"]


def test_log_densities():
    x = Traced.x()
    assert kinds(form_of(weibull.log_prob(x, 1.5, 2.0), 0.1, 9.0)).count("exp") == 1
    assert kinds(form_of(cauchy.log_prob(x, 1.5, 2.0), -9.0, 9.0)).count("log1p_square") == 1
    # −|z| − 2·log(1 + exp(−|z|)) is −2·log(2·cosh(z/2)): the distances cancel
    assert kinds(merged(form_of(logistic.log_prob(x, 1.5, 2.0), -9.0, 9.0))) == ["constant", "log_cosh"]


def test_conditions_are_decided_by_the_extent():
    x = Traced.x()
    assert decided((x > 0) & (x < 1), 0.1, 0.9) is True
    assert decided((x > 0) & (x < 1), 1.0, 3.0) is False
    assert decided((x > 0) & (x < 1), 0.1, 1.0) is None
    assert decided(poisson.support(x), 0.0, 3.0) is None  # whole numbers are no interval
    assert form_of(where(x >= 2, x - 1, x), 2.0, 5.0).terms[0].arguments == (Affine("x", 1.0, 1.0, 1.0),)


def test_an_absolute_value_of_one_sign_is_linear():
    assert kinds(form_of(abs(Traced.x() - 1), 1.0, 5.0)) == ["linear"]
    assert kinds(form_of(abs(Traced.x() - 1), 0.0, 5.0)) == ["absolute"]


@pytest.mark.parametrize(
    "formula",
    [
        sin,
        lambda x: x * x * x,
        lambda x: log(x) * x,
        lambda x: log1p(x),
        lambda x: exp(x * x),
        lambda x: where(x > 1, x, 1.0),
        lambda x: 1 / (x - 1),
        lambda x: x % 2,
        lambda x: log(x + 3),
    ],
)
def test_no_plan(formula):
    with pytest.raises(Unplannable):
        form_of(formula(Traced.x()), 0.5, 2.0)
