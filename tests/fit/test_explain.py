"""The plan of a fit names its sums, its passes, its engine and its bytes, and agrees with what is done."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import likely
from likely import kernels
from likely.cli.main import main
from likely.data.column import Column
from likely.errors import UsageError
from likely.fit import mixture_climb
from likely.fit.catalogue import family_names
from likely.fit.explain import CORNERS, ENDS, MIXTURE, STEPS, explain

built = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")


@built
def test_a_parquet_file(tmp_path, capsys):
    path = tmp_path / "waits.parquet"
    parquet.write_table(pa.table({"minutes": np.ones(200_000)}), path)
    assert main(["fit", "gamma", str(path), "--column", "minutes", "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"plan      gamma · {path}, column minutes"
    assert "Σ log x" in lines[3]
    assert lines[4].startswith("passes    1;")
    assert kernels.instruction_set() in lines[5]
    assert "200,000 rows" in lines[6]
    assert "memory is flat" in lines[6]


def test_a_small_file_is_added_up_in_plain_python(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("x\n1\n2\n")
    assert "plain Python" in explain("normal", str(path))
    assert "6 B to read" in explain("normal", str(path))


@built
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weibull", "Σ exp(t)"),
        ("student_t", "log(1 + t²)"),
        ("logistic", "cosh"),
        ("laplace", "Σ |t|"),
        ("lognormal", "Σ (log x"),
        ("beta", "Σ log(1 − x)"),
        ("poisson", "how often each value occurs"),
        ("von_mises", "NumPy in blocks"),
    ],
)
def test_sums(name, words):
    assert words in explain(name, np.ones(100_000))


@pytest.mark.parametrize("name", family_names())
def test_every_family_has_a_plan(name):
    lines = explain(name, np.ones(1000)).splitlines()
    assert [line.split()[0] for line in lines if line[0] != " "] == [
        "plan", "sums", "passes", "engine", "bytes",
    ]  # fmt: skip


def test_an_unknown_family():
    with pytest.raises(UsageError, match="did you mean 'gamma'"):
        explain("gammma", [1.0])


def test_what_would_change_the_plan_is_refused(capsys):
    assert main(["fit", "gamma", "x.csv", "--weights", "w", "--explain"]) == 2
    assert "leave out --weights" in capsys.readouterr().err


ROWS = 90_000
ITERATED = {
    "weibull": lambda random, n: random.weibull(1.7, n),
    "student_t": lambda random, n: random.standard_t(5, n),
    "logistic": lambda random, n: random.logistic(size=n),
    "gumbel": lambda random, n: random.gumbel(size=n),
    "cauchy": lambda random, n: random.standard_cauchy(n),
    "log_logistic": lambda random, n: np.exp(random.logistic(size=n)),
}


@pytest.fixture
def passes(monkeypatch):
    """How often all rows were looked at, not those of a sample."""
    seen = []
    total = Column.total
    monkeypatch.setattr(Column, "total", lambda self, *a: seen.append(len(self.values)) or total(self, *a))
    step = mixture_climb.step_of
    monkeypatch.setattr(
        mixture_climb, "step_of", lambda column, parts: seen.append(len(column.values)) or step(column, parts)
    )
    return lambda: sum(size == ROWS for size in seen)


@built
@pytest.mark.parametrize("name", ITERATED)
def test_as_many_passes_are_made_as_the_plan_says(name, passes):
    fit = likely.fit(name, ITERATED[name](np.random.default_rng(1), ROWS))
    assert STEPS[0] <= passes() <= STEPS[1]
    for one in fit.parameters.values():
        before = passes()
        assert one.interval
        assert 2 * ENDS[0] <= passes() - before <= 2 * ENDS[1]


@built
def test_corners_cost_no_more_than_the_plan_says(passes):
    fit = likely.fit("laplace", np.random.default_rng(1).laplace(size=ROWS))
    before = passes()
    assert fit.parameters["loc"].interval
    assert passes() - before <= 2 * CORNERS


@built
def test_a_mixture_makes_as_many_passes_as_the_plan_says(passes):
    random = np.random.default_rng(1)
    x = np.concatenate([random.normal(-4, 1, ROWS // 2), random.normal(3, 2, ROWS // 2)])
    likely.fit("gaussian_mixture", x, components=2)
    assert MIXTURE[0] <= passes() <= MIXTURE[1]
