"""Laws that every family keeps. Families are discovered, never listed."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import integrate

import likely
from likely.fit.catalogue import family, family_names
from likely.solve.jet import Jet

SCALARS = [name for name in family_names() if not hasattr(family(name), "fit_rows")]
CONTINUOUS = [name for name in SCALARS if not family(name).DISCRETE]
COUNTS = [name for name in SCALARS if family(name).DISCRETE]
TRIALS = 12.0
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def constants(name):
    return tuple(TRIALS for _ in getattr(family(name), "CONSTANTS", ()))


def parameter_values(name, seed):
    """Values well inside each parameter's interval."""
    rng = np.random.default_rng(seed)
    out = []
    for p in family(name).PARAMETERS:
        if p.low == -math.inf:
            out.append(float(rng.normal()))
        elif p.high == math.inf:
            out.append(float(np.exp(rng.normal(0.3, 0.5))))
        else:
            out.append(float(rng.uniform(0.1, 0.9)))
    if name == "uniform":
        out = [out[0], out[0] + 1 + abs(out[1])]
    return out


def draws(name, n, seed):
    """Random data from the family itself."""
    rng = np.random.default_rng(seed)
    f, p = family(name), parameter_values(name, seed)
    if name == "student_t":
        return f.sample(rng.normal(size=n), rng.chisquare(p[0], n), *p)
    if name == "beta":
        return f.sample(rng.gamma(p[0], size=n), rng.gamma(p[1], size=n))
    if name == "von_mises":
        return rng.vonmises(p[0], p[1], n)
    return f.sample(rng.uniform(1e-9, 1 - 1e-9, n), *p, *constants(name))


def fit(name, x, **more):
    if constants(name):
        more["trials"] = int(TRIALS)
    return likely.fit(name, x, **more)


@pytest.mark.parametrize("name", CONTINUOUS)
@FEW
@given(seed=st.integers(0, 10**6))
def test_the_density_integrates_to_one(name, seed):
    f, p = family(name), parameter_values(name, seed)
    density = lambda x: float(np.exp(f.log_prob(x, *p)))  # noqa: E731
    if name == "von_mises":
        ends = [(p[0] - math.pi, p[0] + math.pi)]
    elif name == "uniform":
        ends = [(p[0], p[1])]
    elif name == "beta":
        ends = [(0, 0.5), (0.5, 1)]
    elif name == "pareto":
        ends = [(p[0], math.inf)]
    elif bool(f.support(-1.0)):
        middle = p[-2]
        ends = [(-math.inf, middle), (middle, math.inf)]
    else:
        ends = [(0, 1), (1, math.inf)]
    total = sum(integrate.quad(density, a, b, epsabs=1e-10, limit=400)[0] for a, b in ends)
    assert total == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", COUNTS)
@FEW
@given(seed=st.integers(0, 10**6))
def test_probabilities_sum_to_one(name, seed):
    f, p = family(name), parameter_values(name, seed)
    top = 2 if name == "bernoulli" else int(TRIALS) + 1 if constants(name) else 3000
    total = math.fsum(np.exp(f.log_prob(np.arange(top, dtype=float), *p, *constants(name))))
    assert total == pytest.approx(1, abs=1e-11)


@pytest.mark.parametrize("name", SCALARS)
@FEW
@given(seed=st.integers(0, 10**6))
def test_jets_are_the_derivatives_and_score_agrees(name, seed):
    f, p = family(name), parameter_values(name, seed)
    for x in map(float, draws(name, 3, seed)):
        jets = [Jet.seed(v, i, len(p)) for i, v in enumerate(p)]
        got = f.log_prob(x, *jets, *constants(name))
        assert got.value == pytest.approx(float(f.log_prob(x, *p, *constants(name))), rel=1e-12, abs=1e-12)
        for i in range(len(p)):
            h = 1e-5 * max(1.0, abs(p[i]))
            if name in ("laplace", "uniform", "pareto") and abs(x - p[0]) < 3 * h:
                continue
            up, down = ([*p[:i], p[i] + s * h, *p[i + 1 :]] for s in (1, -1))
            slope = (f.log_prob(x, *up, *constants(name)) - f.log_prob(x, *down, *constants(name))) / (2 * h)
            assert (got.first[i] or 0.0) == pytest.approx(slope, rel=2e-4, abs=2e-5)
        if hasattr(f, "score") and name != "bernoulli":
            own = f.score(x, *p, *constants(name))
            assert [g or 0.0 for g in got.first] == pytest.approx(list(map(float, own)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", SCALARS)
def test_floats_and_arrays_agree(name):
    f, p = family(name), parameter_values(name, 3)
    x = draws(name, 50, 3)
    many = f.log_prob(x, *p, *constants(name))
    one = [f.log_prob(float(v), *p, *constants(name)) for v in x]
    np.testing.assert_allclose(many, one, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize(
    "name", [n for n in SCALARS if hasattr(family(n), "quantile") and hasattr(family(n), "cdf")]
)
@FEW
@given(seed=st.integers(0, 10**6), share=st.floats(1e-6, 1 - 1e-6))
def test_quantile_undoes_cdf(name, seed, share):
    f, p = family(name), [*parameter_values(name, seed), *constants(name)]
    x = float(f.quantile(share, *p))
    if f.DISCRETE:
        assert f.cdf(x, *p) >= share * (1 - 1e-12)
        assert x == 0 or f.cdf(x - 1, *p) <= share * (1 + 1e-12)
    else:
        assert float(f.cdf(x, *p)) == pytest.approx(share, rel=1e-8)


@pytest.mark.parametrize("name", [n for n in SCALARS if hasattr(family(n), "kl") and n != "bernoulli"])
@FEW
@given(seed=st.integers(0, 10**6))
def test_kl_is_never_negative_and_zero_on_itself(name, seed):
    f = family(name)
    p, q = parameter_values(name, seed), parameter_values(name, seed + 1)
    more = constants(name)
    assert float(f.kl(p, q, *more)) >= -1e-12
    assert float(f.kl(p, p, *more)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", SCALARS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_no_rival_does_better(name, seed):
    """Row order, repeats against weights, list against array; and no nearby parameters beat the fit."""
    x = draws(name, 60, seed)
    rng = np.random.default_rng(seed)
    one = fit(name, x)
    shuffled = fit(name, rng.permutation(x))
    listed = fit(name, [float(v) for v in x])
    assert one.verdict == shuffled.verdict == listed.verdict
    if not math.isfinite(one.loglik):
        return
    close = partial(pytest.approx, rel=1e-10, abs=1e-8)
    assert shuffled.loglik == close(one.loglik)
    assert listed.loglik == close(one.loglik)
    counts = rng.integers(1, 4, 60)
    repeated, weighted = fit(name, np.repeat(x, counts)), fit(name, x, weights=counts)
    assert repeated.verdict == weighted.verdict
    assert repeated.n == weighted.n
    if math.isfinite(repeated.loglik):
        assert repeated.loglik == close(weighted.loglik)
    if one.verdict not in ("interior", "local"):
        return
    f = family(name)
    best = [e.estimate for e in one.parameters.values()]
    at = float(np.sum(f.log_prob(x, *best, *constants(name))))
    assert at == close(one.loglik)
    for _ in range(20):
        rival = [
            b + 0.05 * rng.normal() * (abs(b) if p.low > -math.inf else 1)
            for b, p in zip(best, f.PARAMETERS, strict=True)
        ]
        if all(p.contains(v) for p, v in zip(f.PARAMETERS, rival, strict=True)):
            with np.errstate(all="ignore"):
                assert not float(np.sum(f.log_prob(x, *rival, *constants(name)))) > one.loglik + 1e-9 * (
                    1 + abs(one.loglik)
                )


@pytest.mark.parametrize("name", SCALARS)
def test_a_fit_survives_saving_and_pickling(name, tmp_path):
    import pickle

    one = fit(name, draws(name, 40, 11))
    likely.save(one, tmp_path / "fit.json")
    assert likely.load(tmp_path / "fit.json").to_dict() == one.to_dict()
    assert pickle.loads(pickle.dumps(one)).to_dict() == one.to_dict()
