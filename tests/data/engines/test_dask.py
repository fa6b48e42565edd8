"""A fit on Dask: the same numbers."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import likely
from likely.data.engines import plan as planning
from likely.data.engines.dask import dask_runner
from likely.data.engines.plan import plan
from likely.data.engines.runner import Spread
from likely.errors import DataError
from likely.fit.build import build
from likely.fit.catalogue import family
from likely.fit.problem import Options
from likely.fit.regression.asked import Asked
from likely.fit.regression.spread import regress_spread

pytestmark = [
    pytest.mark.slow,  # a cluster takes seconds to start
    pytest.mark.filterwarnings("ignore"),  # Dask's own, while workers come and go
]
SIZE = 4000


@pytest.fixture(scope="module")
def runner():
    with dask_runner(None) as found:
        yield found


@pytest.fixture
def path(tmp_path, monkeypatch):
    x = np.random.default_rng(7).gamma(2, 3, SIZE)
    pq.write_table(pa.table({"x": x}), tmp_path / "t.parquet", row_group_size=200)
    monkeypatch.setattr(planning, "ROWS", 200)
    return tmp_path / "t.parquet"


def problem(runner, path, name):
    spread = Spread(runner, tuple(plan(path, 2)), str(path))
    return build(family(name), str(path), "x", Options(spread=spread))


@pytest.mark.parametrize("name", ["gamma", "weibull"])
def test_the_sums_are_those_of_one_process(runner, path, name):
    whole = likely.fit(name, path, "x", interval="wald")
    values = [one.estimate for one in whole.parameters.values()]
    there = problem(runner, path, name)
    assert there.n == SIZE
    assert there.likelihood(*values) == pytest.approx(whole.loglik, rel=1e-12)


def test_what_a_worker_finds_wrong_is_one_message(runner, tmp_path):
    pq.write_table(pa.table({"x": [1.0, -1.0]}), tmp_path / "t.parquet", row_group_size=1)
    with pytest.raises(DataError, match=r'row 2, column "x": -1 cannot happen under gamma'):
        problem(runner, tmp_path / "t.parquet", "gamma")


def test_a_regression(runner, tmp_path, monkeypatch):
    g = np.random.default_rng(8)
    x, group = g.normal(size=SIZE), g.choice(["a", "b"], SIZE)
    y = (g.random(SIZE) < 1 / (1 + np.exp(-x - (group == "b")))).astype(int)
    pq.write_table(pa.table({"x": x, "group": group, "y": y}), tmp_path / "t.parquet", row_group_size=500)
    monkeypatch.setattr(planning, "ROWS", 1000)
    spread = Spread(runner, tuple(plan(tmp_path / "t.parquet", 2)), "t.parquet")
    there = regress_spread("bernoulli", spread, "y ~ x + group", Asked(interval="wald"))
    whole = likely.fit("bernoulli", tmp_path / "t.parquet", formula="y ~ x + group", interval="wald")
    assert there.loglik == pytest.approx(whole.loglik, abs=1e-8)
    assert list(there.parameters) == list(whole.parameters)
