"""Bootstrap and goodness of fit: what they promise, and that their numbers mean what they say."""

import json
import math

import numpy as np
import pytest

import likely
from likely.cli.main import main

RNG = np.random.default_rng(12)
GAMMA = RNG.gamma(2, 3, 60)


@pytest.mark.parametrize("kind", ["parametric", "rows"])
def test_the_spread_of_a_mean_is_what_theory_says(kind):
    fit = likely.fit("exponential", GAMMA)
    one = likely.bootstrap(likely.fit("normal", GAMMA), 2000, seed=4, kind=kind).parameters["mu"]
    assert one.interval_method == f"bootstrap-{kind}"
    assert one.stderr == pytest.approx(np.std(GAMMA) / math.sqrt(60), rel=0.06)
    reach = 1.96 * np.std(GAMMA) / math.sqrt(60)
    assert one.interval == pytest.approx((one.estimate - reach, one.estimate + reach), abs=0.1 * reach)
    assert likely.bootstrap(fit, 30).to_dict() == likely.bootstrap(fit, 30).to_dict()
    assert likely.bootstrap(fit, 30, seed=2).to_dict() != likely.bootstrap(fit, 30).to_dict()


@pytest.mark.parametrize("kind", ["parametric", "rows"])
@pytest.mark.parametrize(
    ("family", "data", "more"),
    [
        ("gaussian_mixture", np.concatenate([RNG.normal(0, 1, 30), RNG.normal(9, 1, 30)]), {}),
        ("categorical", ["a"] * 20 + ["b"] * 9 + ["c"], {}),
        ("multinomial", RNG.integers(0, 9, (20, 3)), {}),
        ("dirichlet", RNG.dirichlet([1.0, 2.0, 3.0], 30), {}),
        ("multivariate_normal", RNG.normal(size=(30, 2)), {}),
        ("binomial", [2, 3, 1, 4], {"trials": 5}),
        ("binomial", [2, 3, 1, 4], {"trials": [5, 6, 4, 4]}),
        ("normal", np.round(GAMMA, 0), {"resolution": 1.0}),
        ("student_t", RNG.standard_t(3, 60), {"fixed": {"df": 3.0}}),
        ("poisson", [3, 1, 4], {"weights": [3, 2, 4]}),
        ("geometric", [1, 1, 2, 5, 3], {"start": 1}),
        ("uniform", GAMMA, {}),
        ("beta", RNG.beta(2, 2, 40), {}),
        ("negative_binomial", RNG.negative_binomial(2, 0.2, 60), {}),
    ],
)
def test_every_shape_of_data(family, data, more, kind):
    fit = likely.fit(family, data, **more)
    again = likely.bootstrap(fit, 25, kind=kind)
    assert again.verdict == fit.verdict
    for name, one in again.parameters.items():
        assert one.estimate == fit.parameters[name].estimate
        if name in more.get("fixed", {}):
            assert one.interval_method == "fixed"
        else:
            assert one.interval_method == f"bootstrap-{kind}"
            leaf = one.interval
            while not isinstance(leaf, tuple):
                leaf = leaf[next(iter(leaf))] if isinstance(leaf, dict) else leaf[0]
            assert leaf[0] <= leaf[1]
    json.dumps(again.to_dict(), allow_nan=False)
    assert str(again)


def test_censored_rows_are_drawn_again_as_they_are():
    event = np.arange(60) % 3 > 0
    fit = likely.fit("weibull", GAMMA, event=event)
    rows = likely.bootstrap(fit, 200, kind="rows")
    for name, one in rows.parameters.items():
        assert one.stderr == pytest.approx(fit.parameters[name].stderr, rel=0.5)
    with pytest.raises(likely.UsageError, match="how the bounds came about"):
        likely.bootstrap(fit, 30)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: likely.bootstrap(likely.fit("gamma", GAMMA), 5), "at least 20"),
        (lambda: likely.bootstrap(likely.fit("gamma", GAMMA), 50, kind="wild"), "parametric or rows"),
        (lambda: likely.bootstrap(likely.fit("normal", [1.0, 1.0]), 50), "verdict is unbounded"),
        (lambda: likely.goodness(likely.fit("bernoulli", [1, 0, 1])), "exactly"),
        (lambda: likely.goodness(likely.fit("dirichlet", RNG.dirichlet([1.0, 2.0], 9))), "one column"),
        (lambda: likely.goodness(likely.fit("weibull", [1.0, 2, 3], event=[1, 0, 1])), "censored"),
        (lambda: likely.goodness(likely.fit("von_mises", [1.0, 2, 3])), "circle"),
        (lambda: likely.goodness(likely.fit("normal", [1.0, 1.0])), "no fitted model"),
        (lambda: likely.goodness(likely.fit("gamma", GAMMA), 3), "at least 19"),
    ],
)
def test_what_means_nothing_is_refused_with_its_reason(make, words):
    with pytest.raises(likely.UsageError, match=words):
        make()


def test_data_sets_without_a_maximum_are_counted():
    counts = [0, 3, 3, 6, 1, 8, 2, 3, 3, 2]
    fit = likely.bootstrap(likely.fit("negative_binomial", counts), 200)
    assert any("have no maximum" in text for text in fit.warnings)
    assert fit.parameters["size"].interval[1] == math.inf
    assert fit.parameters["size"].stderr is None


def test_anderson_and_darling_by_their_own_formula():
    from scipy import stats

    fit = likely.fit("normal", GAMMA)
    z = np.sort((GAMMA - GAMMA.mean()) / GAMMA.std())
    i = np.arange(1, 61)
    want = -60 - np.mean((2 * i - 1) * (stats.norm.logcdf(z) + stats.norm.logsf(z[::-1])))
    found = likely.goodness(fit, 39)
    assert found.statistic == "Anderson–Darling"
    assert found.value == pytest.approx(want, rel=1e-10)
    weighted = likely.goodness(likely.fit("normal", GAMMA[:20], weights=np.arange(1, 21)), 19).value
    repeated = likely.goodness(likely.fit("normal", np.repeat(GAMMA[:20], np.arange(1, 21))), 19).value
    assert weighted == pytest.approx(repeated, rel=1e-9)


def test_other_statistics():
    found = likely.goodness(likely.fit("uniform", GAMMA), 39)
    assert found.statistic == "Kolmogorov–Smirnov"
    fit = likely.fit("poisson", RNG.poisson(3, 50))
    found = likely.goodness(fit, 39)
    assert found.statistic == "likelihood-ratio deviance"
    assert found.value == pytest.approx(2 * fit.n * fit.kl)


def test_p_values_are_uniform_under_the_model_and_small_elsewhere():
    """Refitting makes the test exact: of 60 samples of the model itself some 6 fall below 0.1."""
    rng = np.random.default_rng(6)
    own = [
        likely.goodness(likely.fit("exponential", rng.exponential(2, 25)), 99, seed=i).p_value
        for i in range(60)
    ]
    assert 1 <= sum(p <= 0.1 for p in own) <= 14
    assert 18 <= sum(p <= 0.5 for p in own) <= 42
    assert likely.goodness(likely.fit("normal", rng.exponential(2, 80)), 99).p_value <= 0.02


def test_the_command_line_and_what_is_kept(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("x\n" + "\n".join(map(str, GAMMA)), encoding="utf-8")
    line = ["fit", "gamma", "x.csv", "--bootstrap", "40", "--seed", "3", "--gof", "39", "--format", "json"]
    assert main([*line, "--save", "fit.json", "--report", "out.html"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    shape = json.loads(told.out)
    assert shape["parameters"]["shape"]["interval_method"] == "bootstrap-parametric"
    assert 0 < shape["goodness"]["p_value"] <= 1
    loaded = likely.load("fit.json")
    assert loaded.to_dict() == shape
    assert "goodness of fit" in str(loaded)
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "--bootstrap 40 --seed 3 --bootstrap-kind parametric" in page
    assert "Anderson–Darling" in page


def test_information_both_ways():
    found = likely.information(likely.fit("gamma", GAMMA))
    np.testing.assert_allclose(found.observed, found.expected, rtol=1e-9)  # the same, in a natural family
    fit = likely.fit("cauchy", GAMMA)
    found = likely.information(fit)
    assert not np.allclose(found.observed, found.expected, rtol=1e-3)
    errors = [one.stderr for one in fit.parameters.values()]
    np.testing.assert_allclose(np.sqrt(np.diag(found.covariance)), errors, rtol=1e-6)
    assert likely.information(likely.fit("weibull", GAMMA, event=[1, 0] * 30)).expected is None
    with pytest.raises(likely.UsageError, match="smooth maximum"):
        likely.information(likely.fit("uniform", GAMMA))
