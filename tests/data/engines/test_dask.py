"""A fit on Dask: the same numbers."""

import subprocess
import sys

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


LOSS = """
import os, signal, sys, threading, time

def main():
    from distributed import Client, LocalCluster
    import likely
    from likely.data.engines import plan

    plan.ROWS = 5_000
    path = sys.argv[1]
    whole = likely.fit("weibull", path, "x", interval="wald")
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster) as client:
        lost = next(iter(client.run(os.getpid).values()))
        found = []
        job = threading.Thread(
            target=lambda: found.append(
                likely.fit(
                    "weibull", path, "x", interval="wald", engine="dask", scheduler=cluster.scheduler_address
                )
            ),
            daemon=True,
        )
        job.start()
        at_work = lambda: any(len(keys) for keys in client.processing().values())
        while not at_work():
            time.sleep(0.01)
        os.kill(lost, signal.SIGKILL)
        job.join(250)
        assert found, "the fit did not end"
        try:
            os.kill(lost, 0)
        except ProcessLookupError:
            pass
        else:
            raise AssertionError("no worker was lost")
    there = found[0]
    for name, one in whole.parameters.items():
        assert abs(there.parameters[name].estimate / one.estimate - 1) < 1e-12, (there, whole)
    assert there.n == whole.n and abs(there.loglik / whole.loglik - 1) < 1e-13
    print("the same")

if __name__ == "__main__":
    main()
"""


def test_a_worker_killed_in_the_middle_changes_nothing(tmp_path):
    x = np.random.default_rng(9).weibull(1.6, 100_000)
    pq.write_table(pa.table({"x": x}), tmp_path / "t.parquet", row_group_size=5_000)
    (tmp_path / "loss.py").write_text(LOSS)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "loss.py"), str(tmp_path / "t.parquet")],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("the same\n")
