"""A fit is the same from one piece, two, seven or a thousand."""

import contextlib
import importlib

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import likely
from likely.data.engines import plan as planning
from likely.data.engines.runner import InTurn, Spread
from likely.errors import DataError, UsageError
from likely.fit.catalogue import family, family_names
from likely.fit.spread_facts import _both, _double, _frequent, _keys

SCALARS = [name for name in family_names() if not hasattr(family(name), "fit_rows")]
SIZE = 1400


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    rng = np.random.default_rng(3)
    table = {
        "positive": rng.gamma(2, 3, SIZE),
        "unit": rng.beta(2, 3, SIZE),
        "real": rng.standard_t(4, SIZE) * 2 + 1,
        "count": rng.negative_binomial(3, 0.3, SIZE).clip(0, 12),
        "bit": rng.integers(0, 2, SIZE),
        "angle": rng.vonmises(1, 2, SIZE),
        "weight": rng.integers(0, 4, SIZE),
    }
    found = tmp_path_factory.mktemp("spread") / "t.parquet"
    pq.write_table(pa.table(table), found, row_group_size=10)
    return found


def column(name):
    if family(name).DISCRETE:
        return "bit" if name == "bernoulli" else "count"
    return {"beta": "unit", "von_mises": "angle"}.get(name) or (
        "real" if family(name).support(-1.0) else "positive"
    )


def more(name):
    return {"trials": 12} if name == "binomial" else {}


def cut(monkeypatch, pieces):
    monkeypatch.setattr(planning, "ROWS", -(-SIZE // pieces))
    monkeypatch.setattr(planning, "EACH", SIZE)


def same(one, other):
    assert (one.verdict, one.n, one.n_missing) == (other.verdict, other.n, other.n_missing)
    assert one.loglik == pytest.approx(other.loglik, rel=1e-12)
    for key, estimate in one.parameters.items():
        assert other.parameters[key].estimate == pytest.approx(estimate.estimate, rel=1e-12, abs=1e-13)


MANY_PASSES = ("laplace", "student_t")


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow) if n in MANY_PASSES else n for n in SCALARS]
)
def test_every_family_is_fitted_the_same_in_seven_pieces(name, path, monkeypatch):
    cut(monkeypatch, 7)
    assert len(planning.plan(path)) == 7
    whole = likely.fit(name, path, column(name), interval="wald", **more(name))
    same(whole, likely.fit(name, path, column(name), interval="wald", engine="turn", **more(name)))


@pytest.mark.parametrize("name", ["normal", "gamma", "beta", "negative_binomial"])
@pytest.mark.parametrize("pieces", [1, 2, 140])
def test_any_number_of_pieces(name, pieces, path, monkeypatch):
    cut(monkeypatch, pieces)
    assert len(planning.plan(path)) == pieces
    whole = likely.fit(name, path, column(name))
    same(whole, likely.fit(name, path, column(name), engine="turn"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gamma"])  # one that iterates reads the thousand again and again
def test_a_thousand_pieces(name, tmp_path, monkeypatch):
    x = np.random.default_rng(5).gamma(2, 3, 3000)
    pq.write_table(pa.table({"x": x}), tmp_path / "t.parquet", row_group_size=3)
    monkeypatch.setattr(planning, "ROWS", 3)
    monkeypatch.setattr(planning, "EACH", 1000)
    assert len(planning.plan(tmp_path / "t.parquet")) == 1000
    whole = likely.fit(name, x, interval="wald")
    same(whole, likely.fit(name, tmp_path / "t.parquet", "x", interval="wald", engine="turn"))


@pytest.mark.parametrize("name", ["gamma", "weibull"])
def test_weights_are_counts_of_rows(name, path, monkeypatch):
    cut(monkeypatch, 7)
    options = {"weights": "weight", "interval": "wald"}
    same(
        likely.fit(name, path, column(name), **options),
        likely.fit(name, path, column(name), engine="turn", **options),
    )


def test_missing_rows_and_splits_without_any_others(tmp_path, monkeypatch):
    pq.write_table(
        pa.table({"x": [None, None, 1.0, 2.0, None, 4.0]}), tmp_path / "t.parquet", row_group_size=2
    )
    monkeypatch.setattr(planning, "ROWS", 2)
    for name in ("exponential", "poisson", "weibull"):
        fit = likely.fit(name, tmp_path / "t.parquet", "x", missing="drop", engine="turn")
        assert (fit.n, fit.n_missing) == (3, 3)
        same(likely.fit(name, tmp_path / "t.parquet", "x", missing="drop"), fit)
    with pytest.raises(DataError, match=r'row 1, column "x": the value is missing'):
        likely.fit("weibull", tmp_path / "t.parquet", "x", engine="turn")


@pytest.mark.parametrize("name", ["cauchy", "student_t", "laplace"])
@pytest.mark.parametrize(
    "x", [[1, 1, 1, 2, 3], [1, 2, 3, 4], [5, 5], [1, 1, 2, 2], [-0.0, 0.0, 0.0, 7], [3]], ids=str
)
def test_ties_and_medians_are_found_exactly(name, x, tmp_path, monkeypatch):
    pq.write_table(pa.table({"x": np.array(x, dtype=float)}), tmp_path / "t.parquet", row_group_size=1)
    monkeypatch.setattr(planning, "ROWS", 1)
    whole = likely.fit(name, tmp_path / "t.parquet", "x", interval="wald")
    spread = likely.fit(name, tmp_path / "t.parquet", "x", interval="wald", engine="turn")
    assert (spread.verdict, spread.message) == (whole.verdict, whole.message)


def test_doubles_in_order_are_whole_numbers_in_order():
    x = np.array([-np.inf, -1e308, -1.0, -5e-324, -0.0, 5e-324, 1.0, np.nextafter(1, 2), 1e308, np.inf])
    keys = _keys(x)
    assert (np.diff(keys.astype(object)) > 0).all()
    assert [_double(int(key)) for key in keys] == x.tolist()


def test_no_frequent_value_is_thinned_away():
    rng = np.random.default_rng(1)
    found = None
    for _ in range(40):
        x = np.concatenate([rng.random(5000), np.full(15, 0.5)])
        one = _frequent(x, np.ones(len(x)))
        found = one if found is None else _both(found, one)
    assert found[2]
    assert 0.5 in found[0]
    assert found[1].max() <= 600


def test_what_an_engine_does_not_do_is_refused_before_it_is_started(path):
    for family_name, options in (
        ("gaussian_mixture", {}),
        ("gamma", {"resolution": 0.1}),
        ("normal", {"weights": "weight", "weights_mean": "precision"}),
        ("gamma", {"truncate_low": 0.1}),
    ):
        with pytest.raises(UsageError, match=r"leave --engine out|name the column"):
            likely.fit(family_name, path, "positive", engine="dask", **options)


def test_whatever_reads_rows_again_does_so_while_the_engine_is_up(path, monkeypatch):
    class Stopped(InTurn):
        up = True

        def run(self, function, splits, title=""):
            assert self.up, "the engine was stopped"
            return super().run(function, splits, title)

    @contextlib.contextmanager
    def stopping(name, source, scheduler=None):
        runner = Stopped()
        yield Spread(runner, tuple(planning.plan(source)), str(source))
        runner.up = False

    monkeypatch.setattr(importlib.import_module("likely.fit.fit"), "spread", stopping)
    there = likely.fit("weibull", path, "positive", engine="turn")
    whole = likely.fit("weibull", path, "positive")
    for name, one in whole.parameters.items():
        assert there.parameters[name].interval == pytest.approx(one.interval, rel=1e-7)
    assert there.message == whole.message
    regression = likely.fit("gamma", path, formula="positive ~ unit", engine="turn")
    assert "Intercept" in str(regression)
