"""Laws that every family keeps. Families are discovered, never listed."""

import math
from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import integrate

import likely
from likely.fit.catalogue import family, family_names
from likely.fit.draw import draw
from likely.solve.jet import Jet

SCALARS = [name for name in family_names() if not hasattr(family(name), "fit_rows")]
CONTINUOUS = [name for name in SCALARS if not family(name).DISCRETE]
COUNTS = [name for name in SCALARS if family(name).DISCRETE]
TRIALS = 12.0
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


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
    f = family(name)
    names = [p.name for p in f.PARAMETERS] + list(getattr(f, "CONSTANTS", ()))
    values = dict(zip(names, [*parameter_values(name, seed), *constants(name)], strict=True))
    return draw(f, values, n, np.random.default_rng(seed))


VECTORS = {
    "gaussian_mixture": {"weights": [0.4, 0.6], "means": [0.0, 4.0], "sigmas": [1.0, 1.5]},
    "categorical": {"probs": {"a": 0.25, "b": 0.45, "c": 0.3}},
    "multinomial": {"probs": [0.2, 0.5, 0.3]},
    "dirichlet": {"alpha": [1.0, 2.0, 3.0]},
    "multivariate_normal": {"mean": [0.0, 1.0], "cov": [[1.0, 0.5], [0.5, 2.0]]},
}


def columns_of(name, n, seed):
    """Rows of any family as named columns."""
    if name in SCALARS:
        return {"x": np.asarray(draws(name, n, seed), dtype=float)}
    rng = np.random.default_rng(seed)
    if name == "categorical":
        return {"x": rng.choice(list("abc"), n)}
    if name == "multinomial":
        rows = rng.multinomial(9, VECTORS[name]["probs"], n).astype(float)
    else:
        rows = draw(family(name), VECTORS[name], n, rng)
    rows = rows.reshape(n, -1)
    return {f"x{i}" if rows.shape[1] > 1 else "x": rows[:, i] for i in range(rows.shape[1])}


def fit_table(name, data, **more):
    if constants(name):
        more["trials"] = int(TRIALS)
    data = pl.DataFrame(data) if isinstance(data, dict) else data
    return likely.fit(name, data, ",".join(columns_of(name, 2, 0)), **more)


def flat(value):
    """The numbers of an estimate, whatever its shape."""
    if isinstance(value, dict):
        value = list(value.values())
    return [x for one in value for x in flat(one)] if isinstance(value, (list, tuple)) else [value]


def fit(name, x, **more):
    if constants(name):
        more["trials"] = int(TRIALS)
    return likely.fit(name, x, **more)


def ends(name, p):
    """The support, parted where a density may have a corner."""
    if name == "von_mises":
        return [(p[0] - math.pi, p[0] + math.pi)]
    if name == "uniform":
        return [(p[0], p[1])]
    if name == "beta":
        return [(0, 0.5), (0.5, 1)]
    if name == "pareto":
        return [(p[0], math.inf)]
    if bool(family(name).support(-1.0)):
        middle = p[-2]
        return [(-math.inf, middle), (middle, math.inf)]
    return [(0, 1), (1, math.inf)]


def mean(name, p, function):
    """The expectation of a vector-valued function of one observation."""
    f, more = family(name), constants(name)
    weighed = lambda x: math.exp(f.log_prob(x, *p, *more)) * function(x)  # noqa: E731
    if f.DISCRETE:
        top = 2 if name == "bernoulli" else int(TRIALS) + 1 if more else 600
        return sum(weighed(float(x)) for x in range(top))
    inside = lambda x: weighed(x) if f.log_prob(x, *p) > -700 else 0 * function(p[-1])  # noqa: E731
    return sum(integrate.quad_vec(inside, a, b, epsabs=1e-10, limit=200)[0] for a, b in ends(name, p))


@pytest.mark.parametrize("name", SCALARS)
@pytest.mark.parametrize("seed", [2, 3])
def test_entropy_kl_and_information_are_the_means_that_define_them(name, seed):
    f, more = family(name), constants(name)
    p, q = parameter_values(name, seed), parameter_values(name, seed + 20)
    if name == "beta":  # without poles, which take quadrature minutes
        p, q = [1 + v for v in p], [1 + v for v in q]
    kl = float(f.kl(p, q, *more)) if hasattr(f, "kl") and name != "bernoulli" else None
    size = len(p)

    def parts(x):
        here = float(f.log_prob(x, *p, *more))
        there = float(f.log_prob(x, *q, *more)) if kl is not None and math.isfinite(kl) else 0.0
        jet = f.log_prob(x, *(Jet.seed(v, i, size) for i, v in enumerate(p)), *more)
        score = [float(g or 0.0) for g in jet.first] if isinstance(jet, Jet) else [0.0] * size
        return np.array([-here, here - there, *np.outer(score, score).ravel()])

    found = mean(name, p, parts)
    close = partial(pytest.approx, rel=2e-6, abs=2e-7)
    if hasattr(f, "entropy"):
        assert float(f.entropy(*p, *more)) == close(found[0])
    if kl is not None and math.isfinite(kl):
        assert kl == close(found[1])
    if hasattr(f, "information"):
        assert np.ravel(np.array(f.information(*p, *more), dtype=float)) == close(found[2:])


@pytest.mark.parametrize("name", CONTINUOUS)
@FEW
@given(seed=st.integers(0, 10**6))
def test_the_density_integrates_to_one(name, seed):
    f, p = family(name), parameter_values(name, seed)
    density = lambda x: float(np.exp(f.log_prob(x, *p)))  # noqa: E731
    total = sum(integrate.quad(density, a, b, epsabs=1e-10, limit=400)[0] for a, b in ends(name, p))
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


@pytest.mark.parametrize("name", [n for n in SCALARS if hasattr(family(n), "cdf")])
@pytest.mark.parametrize("seed", [4, 5])
def test_what_lies_below_and_what_lies_above_are_everything(name, seed):
    """P(X ≤ x) by its formula, by its logarithm, by what is above, and by the density between two draws."""
    f, p = family(name), [*parameter_values(name, seed), *constants(name)]
    for x in map(float, draws(name, 5, seed)):
        below = float(f.cdf(x, *p))
        if hasattr(f, "log_cdf"):
            assert math.exp(f.log_cdf(x, *p)) == pytest.approx(below, rel=1e-9)
        if hasattr(f, "log_sf"):
            assert below + math.exp(f.log_sf(x, *p)) == pytest.approx(1, abs=1e-9)
    low, high = sorted(map(float, draws(name, 2, seed + 1)))
    if f.DISCRETE:
        between = math.fsum(math.exp(f.log_prob(k, *p)) for k in np.arange(low + 1, high + 1))
    else:
        between = integrate.quad(lambda x: math.exp(f.log_prob(x, *p)), low, high, limit=200)[0]
    assert f.cdf(high, *p) - f.cdf(low, *p) == pytest.approx(between, abs=1e-8)


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
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
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
def test_sorted_rows_give_the_same_numbers(name):
    """Estimates and standard errors to 1e-12 of themselves, ends of intervals of the standard error, too."""
    x = np.asarray(draws(name, 1000, 0), dtype=float)
    one, other = fit(name, x), fit(name, np.sort(x))
    assert other.loglik == pytest.approx(one.loglik, rel=1e-12)
    for key, here in one.parameters.items():
        there, error = other.parameters[key], here.stderr or 0.0
        assert there.estimate == pytest.approx(here.estimate, rel=1e-12, abs=1e-300)
        assert (there.stderr or 0.0) == pytest.approx(error, rel=1e-12, abs=1e-300)
        for a, b in zip(here.interval, there.interval, strict=True):
            assert b == pytest.approx(a, rel=1e-12, abs=1e-12 * error)


def test_the_vectors_are_all_there():
    assert set(VECTORS) == set(family_names()) - set(SCALARS)


@pytest.mark.parametrize("name", family_names())
def test_pieces_merge_to_the_whole(name, tmp_path):
    """Row groups of 7 rows, a table, a lazy frame, and the rows in one array: the same fit."""
    columns = columns_of(name, 60, 5)
    whole = fit_table(name, columns)
    frame = pl.DataFrame(columns)
    frame.write_parquet(tmp_path / "rows.parquet", row_group_size=7)
    for data in (tmp_path / "rows.parquet", frame, frame.to_arrow(), frame.lazy()):
        again = fit_table(name, data)
        assert again.verdict == whole.verdict
        assert again.n == whole.n
        if math.isfinite(whole.loglik):
            assert again.loglik == pytest.approx(whole.loglik, rel=1e-12, abs=1e-10)
            for key, one in whole.parameters.items():
                assert flat(again.parameters[key].estimate) == pytest.approx(flat(one.estimate), rel=1e-6)


FREE = {"gaussian_mixture": 5, "categorical": 2, "multinomial": 2, "dirichlet": 3, "multivariate_normal": 5}
"""Free parameters of the vector families, at the sizes that are drawn here."""


@pytest.mark.parametrize("name", family_names())
def test_aic_and_bic_count_the_free_parameters(name):
    """2k − 2 log L and k·log n − 2 log L (Akaike 1974; Schwarz 1978)."""
    one = fit_table(
        name, columns_of(name, 60, 5), **({"components": 2} if name == "gaussian_mixture" else {})
    )
    k = FREE.get(name) or len(family(name).PARAMETERS)
    assert one.aic == pytest.approx(2 * k - 2 * one.loglik, rel=1e-12)
    assert one.bic == pytest.approx(k * math.log(one.n) - 2 * one.loglik, rel=1e-12)


@pytest.mark.parametrize("name", sorted(set(family_names()) - set(SCALARS)))
def test_vectors_order_and_repeats(name):
    columns = columns_of(name, 40, 6)
    counts = np.random.default_rng(1).integers(1, 4, 40)
    turned = {key: value[::-1] for key, value in columns.items()}
    repeated = {key: np.repeat(value, counts) for key, value in columns.items()}
    if name == "gaussian_mixture":  # repeats alone make a mixture unbounded
        more = {"resolution": 0.1, "components": 2}
        columns, turned, repeated = (
            {key: np.round(value, 1) for key, value in one.items()} for one in (columns, turned, repeated)
        )
    else:
        more = {}
    close = partial(pytest.approx, rel=1e-9, abs=1e-8)
    assert fit_table(name, turned, **more).loglik == close(fit_table(name, columns, **more).loglik)
    weighted = fit_table(name, {**columns, "w": counts.astype(float)}, weights="w", **more)
    assert weighted.loglik == close(fit_table(name, repeated, **more).loglik)
    assert weighted.n == counts.sum()


SCALED = [n for n in CONTINUOUS if n not in ("beta", "von_mises")]  # these have no unit


@pytest.mark.parametrize("name", SCALED)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), power=st.integers(-60, 60))
def test_the_unit_does_not_matter(name, seed, power):
    x = draws(name, 40, seed)
    one, other = fit(name, x), fit(name, x * 2.0**power)
    assert one.verdict == other.verdict
    if math.isfinite(one.loglik):
        shift = 40 * power * math.log(2)
        assert other.loglik + shift == pytest.approx(one.loglik, abs=1e-9 * (1 + abs(shift)))


@pytest.mark.parametrize("name", [n for n in SCALARS if len(family(n).PARAMETERS) > 1])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_no_submodel_does_better(name, seed):
    """Holding a parameter anywhere never helps, and holding it at its estimate changes nothing."""
    x = draws(name, 50, seed)
    full = fit(name, x)
    if full.verdict not in ("interior", "local") or hasattr(family(name), "intervals"):
        return
    p = family(name).PARAMETERS[seed % len(family(name).PARAMETERS)]
    best = full.parameters[p.name].estimate
    same = fit(name, x, fixed={p.name: best})
    assert same.loglik == pytest.approx(full.loglik, abs=1e-7, rel=1e-10)
    away = best + 0.2 * (abs(best) or 1.0) if p.high == math.inf else 0.5 * best
    assert fit(name, x, fixed={p.name: away}).loglik <= full.loglik + 1e-9 * (1 + abs(full.loglik))


INSIDE = [
    ("gamma", "exponential"),
    ("weibull", "exponential"),
    ("weibull", "rayleigh"),
    ("gompertz", "exponential"),
    ("student_t", "normal"),
    ("student_t", "cauchy"),
    ("negative_binomial", "poisson"),
    ("negative_binomial", "geometric"),
    ("zero_inflated_poisson", "poisson"),
]


@pytest.mark.parametrize(("wide", "narrow"), INSIDE)
@pytest.mark.parametrize("drawn", [0, 1])
def test_a_family_inside_another_is_never_above_it(wide, narrow, drawn):
    x = draws((wide, narrow)[drawn], 60, 17)
    assert fit(wide, x).loglik >= fit(narrow, x).loglik - 1e-9 * 60


@pytest.mark.parametrize("name", SCALARS)
def test_surprise_is_entropy_and_mismatch(name):
    """NLL = H + KL to rounding: for counts, and for values with a resolution."""
    x, more = draws(name, 60, 9), {}
    if name in CONTINUOUS:
        if not hasattr(family(name), "log_sf") or name in ("uniform", "pareto"):
            return  # bounds and resolutions mean nothing there
        more = {"resolution": 0.0625}
        x = np.floor(x / 0.0625) * 0.0625 + 0.03125
    one = fit(name, x, **more)
    assert one.nll == pytest.approx(one.entropy + one.kl, rel=1e-12)
    assert one.kl >= 0
    assert one.loglik == pytest.approx(-one.n * one.nll, rel=1e-12)


@pytest.mark.parametrize("name", SCALARS)
def test_a_starved_fit_says_so(name):
    """One observation never fixes two parameters, and no fit is made of none."""
    x = draws(name, 1, 3)
    one = fit(name, x)
    if len(family(name).PARAMETERS) > 1:
        assert one.verdict not in ("interior", "local")
    assert one.message
    for estimate in one.parameters.values():
        low, high = estimate.interval
        assert low <= high
    with pytest.raises(likely.DataError, match=r"no|empty"):
        fit(name, [])


@pytest.mark.parametrize("name", SCALARS)
def test_a_fit_survives_saving_and_pickling(name, tmp_path):
    import pickle

    one = fit(name, draws(name, 40, 11))
    likely.save(one, tmp_path / "fit.json")
    assert likely.load(tmp_path / "fit.json").to_dict() == one.to_dict()
    assert pickle.loads(pickle.dumps(one)).to_dict() == one.to_dict()
