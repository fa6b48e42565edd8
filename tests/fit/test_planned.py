"""A log-likelihood by plan equals the slow one, derivatives too, for every family that has a density."""

import numpy as np
import pytest

from likely import fit, kernels
from likely.data import reduce
from likely.data.column import Column
from likely.fit import planned
from likely.fit.catalogue import family, family_names
from likely.fit.facts import ColumnFacts, facts_of
from likely.fit.likelihood import of_table
from likely.fit.planned import of_column
from likely.solve.jet import Jet, pairs

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")

N = 500
PLANNED = {
    "cauchy", "exponential", "gumbel", "half_normal", "laplace", "log_logistic", "logistic", "lognormal",
    "normal", "pareto", "rayleigh", "student_t", "uniform", "weibull",
}  # fmt: skip


def continuous():
    scalar = [name for name in family_names() if not hasattr(family(name), "fit_rows")]
    return [name for name in scalar if not family(name).DISCRETE]


def table_of(x):
    return reduce.Table((x,), np.broadcast_to(np.float64(1), len(x)), float(len(x)), 0, len(x))


@pytest.mark.parametrize("name", continuous())
def test_value_gradient_and_hessian(name):
    formulas = family(name)
    g = np.random.default_rng(4)
    x = g.uniform(0.05, 0.95, N)
    values = {"loc": 0.4, "mu": 0.45, "low": 0.0, "high": 1.0, "minimum": 0.04}
    parameters = [values.get(p.name, 1.3) for p in formulas.PARAMETERS]
    jets = [Jet.seed(v, i, len(parameters), 0.7, 0.2) for i, v in enumerate(parameters)]
    slow = of_table(formulas.log_prob, table_of(x))
    asked = []

    def otherwise(*given):
        asked.append(given)
        return slow(*given)

    fast = of_column(formulas.log_prob, Column(x), otherwise)
    got, expected = fast(*jets), slow(*jets)
    assert not asked or name not in PLANNED
    size = abs(np.array([expected.value, *[a or 0.0 for a in expected.first]])).max() + N
    assert got.value == pytest.approx(expected.value, abs=1e-13 * size)
    for i in range(len(jets)):
        assert (got.first[i] or 0.0) == pytest.approx(expected.first[i] or 0.0, abs=1e-12 * size)
    for k, _ in enumerate(pairs(len(jets))):
        assert (got.second[k] or 0.0) == pytest.approx(expected.second[k] or 0.0, abs=1e-12 * size)
    assert fast(*parameters) == pytest.approx(expected.value, abs=1e-13 * size)


@pytest.mark.parametrize("ties", [False, True])
def test_facts_on_demand_are_the_facts(ties):
    g = np.random.default_rng(5)
    x = g.gamma(2.0, size=1001)
    if ties:
        x = np.append(np.round(x, 1), 7.0)
        x[:3] = 0.3
    slow, fast = facts_of(table_of(x)), ColumnFacts(Column(x))
    for name in slow._fields:
        assert getattr(fast, name) == pytest.approx(getattr(slow, name), rel=1e-13), name
    logs = facts_of(table_of(np.log(x)))
    fast = ColumnFacts(Column(x), "log")
    for name in slow._fields:
        assert getattr(fast, name) == pytest.approx(getattr(logs, name), rel=1e-12), name


@pytest.mark.parametrize("name", ["weibull", "student_t", "laplace"])
def test_a_large_fit_is_the_small_fit(name, monkeypatch):
    g = np.random.default_rng(6)
    x = {"weibull": g.weibull(1.7, 5000), "student_t": g.standard_t(4, 5000), "laplace": g.laplace(size=5000)}
    fast = fit(name, x[name])
    monkeypatch.setattr(reduce, "LARGE", 10**9)
    slow = fit(name, x[name])
    assert fast.verdict == slow.verdict
    assert fast.loglik == pytest.approx(slow.loglik, rel=1e-14)
    for one, other in zip(fast.parameters.values(), slow.parameters.values(), strict=True):
        assert one.estimate == pytest.approx(other.estimate, rel=1e-9)
        width = other.interval[1] - other.interval[0]
        assert one.interval == pytest.approx(other.interval, abs=1e-8 * width)


@pytest.mark.parametrize("name", ["weibull", "student_t", "gumbel", "log_logistic"])
def test_a_last_step_that_is_foreseen_ends_where_all_steps_do(name, monkeypatch):
    x = np.random.default_rng(7).gamma(3.0, size=100_000)
    foreseen = fit(name, x)
    monkeypatch.setattr(planned, "MANY", 10**9)  # no sample, and each step looked at
    seen = fit(name, x)
    assert foreseen.loglik == pytest.approx(seen.loglik, abs=1e-8)
    for one, other in zip(foreseen.parameters.values(), seen.parameters.values(), strict=True):
        assert abs(one.estimate - other.estimate) < 1e-8 * other.stderr
    assert foreseen.message == seen.message


def test_rough_facts_are_exact_where_a_theorem_needs_them_to_be():
    x = np.random.default_rng(8).standard_t(3, size=90_000)
    exact, rough = ColumnFacts(Column(x)), ColumnFacts(Column(x), "x", True)
    for name in ("n", "low", "high", "mean", "sd", "most"):
        assert getattr(rough, name) == getattr(exact, name), name
    assert rough.median == pytest.approx(exact.median, abs=0.1)
    x[:200] = 1.5
    assert ColumnFacts(Column(x), "x", True).most == 200


def test_how_sure_a_closed_form_is_waits_to_be_read():
    result = fit("gamma", np.random.default_rng(9).gamma(2.0, size=50))
    assert "message" not in vars(result)
    assert "curves down" in result.message
    assert "message" in vars(result)
    assert result.to_dict()["parameters"]["shape"]["interval_method"] == "profile"
    with pytest.raises(AttributeError):
        result.nothing  # noqa: B018
