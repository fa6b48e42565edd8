"""Scoring somebody else's predictions: the numbers, the laws, and what bad tables are told."""

import json
import math

import numpy as np
import polars as pl
import pytest

import likely
from likely.errors import DataError, UsageError
from likely.fit.score.score_predictions import score_predictions
from likely.fit.score.temperature import temperature

RNG = np.random.default_rng(5)
LABELS = ("red", "green", "blue")


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def table():
    """Predictions 2.5 times too sure, with the truth beside them."""
    z = RNG.normal(size=(600, 3))
    target = [int(RNG.choice(3, p=row)) for row in softmax(z)]
    columns = {}
    for k, name in enumerate(LABELS):
        columns |= {
            f"p_{name}": softmax(2.5 * z)[:, k],
            f"z_{name}": 2.5 * z[:, k],
            f"q_{name}": softmax(z)[:, k],
        }
    return pl.DataFrame({**columns, "y": [LABELS[k] for k in target], "code": target})


def probs(table):
    return table.select(f"p_{name}" for name in LABELS).to_numpy()


def test_every_number_is_what_its_definition_says(table):
    found = score_predictions(table, probs="p_*", target="y", truth="q_*")
    p, y = probs(table), table["code"].to_numpy()
    q = table.select(f"q_{name}" for name in LABELS).to_numpy()
    each = -np.log(p[np.arange(600), y])
    assert found.classes == LABELS
    assert found.nll == pytest.approx(each.mean(), rel=1e-13)
    assert found.perplexity == pytest.approx(math.exp(each.mean()))
    assert found.accuracy == np.mean(p.argmax(axis=1) == y)
    assert found.brier == pytest.approx(np.mean(((p - np.eye(3)[y]) ** 2).sum(axis=1)))
    assert found.entropy == pytest.approx(np.mean(-(q * np.log(q)).sum(axis=1)))
    assert found.kl == pytest.approx(np.mean((q * np.log(q / p)).sum(axis=1)))
    share = np.bincount(y) / 600
    assert found.class_entropy == pytest.approx(-(share * np.log(share)).sum())
    assert sum(one.n for one in found.calibration) == 600
    expected = sum(one.n / 600 * abs(one.probability - one.observed) for one in found.calibration)
    assert found.calibration_error == pytest.approx(expected)
    low, high = found.interval
    assert low < found.nll < high
    assert high - low == pytest.approx(2 * 1.96 * each.std() / math.sqrt(600), rel=0.1)
    assert [one.nats for one in found.costliest] == pytest.approx(sorted(each, reverse=True)[:10])
    row = int(found.costliest[0].where.rpartition(" ")[2]) - 1
    assert each[row] == pytest.approx(found.costliest[0].nats)
    assert found.costliest[0].target == LABELS[y[row]]


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "parquet", "frame", "pandas", "arrays"])
def test_wherever_the_table_lives(table, tmp_path, kind):
    want = score_predictions(table, probs="p_*", target="y").to_dict()
    path = tmp_path / f"t.{kind}"
    if kind == "arrays":
        found = likely.score(probs=probs(table), target=table["code"].to_numpy()).to_dict()
        want["classes"] = ["0", "1", "2"]
        for one in (*want["costliest"], *found["costliest"]):
            del one["where"], one["target"]
    else:
        if kind == "csv":
            table.write_csv(path)
        elif kind == "csv.gz":
            import gzip

            path.write_bytes(gzip.compress(table.write_csv().encode()))
        elif kind == "parquet":
            table.with_columns(pl.col("y").cast(pl.Categorical)).write_parquet(path)
        source = {"frame": table.lazy(), "pandas": table.to_pandas()}.get(kind, path)
        found = likely.score(source, probs="p_*", target="y").to_dict()
        for one in (*want["costliest"], *found["costliest"]):
            one["where"] = one["where"].rpartition(",")[2]
    del want["source"], found["source"]
    assert found == want


def test_logits_are_worth_what_their_probabilities_are(table):
    a = score_predictions(table, probs="p_*", target="y", calibrate=True)
    b = score_predictions(table, logits="z_*", target="y", calibrate=True)
    for name in ("nll", "brier", "accuracy", "calibration_error", "calibration_error_after"):
        assert getattr(b, name) == pytest.approx(getattr(a, name), rel=1e-9)
    assert a.temperature.value == pytest.approx(b.temperature.value, rel=1e-9)


def test_the_order_of_classes_does_not_matter(table):
    a = score_predictions(table, probs="p_*", target="y")
    b = score_predictions(table.select(sorted(table.columns)), probs="p_*", target="y")
    assert b.classes != a.classes
    for name in ("nll", "brier", "accuracy", "calibration", "interval"):
        assert getattr(b, name) == (pytest.approx(a.brier) if name == "brier" else getattr(a, name))


def test_targets_may_be_numbers(table):
    assert score_predictions(table, probs="p_*", target="code").nll == pytest.approx(
        score_predictions(table, probs="p_*", target="y").nll
    )


@pytest.mark.parametrize("target", [[1, 0, 1, 1], [True, False, True, True], ["1", "0", "1", "1"]])
def test_one_column_is_the_probability_of_one(target):
    found = score_predictions(pl.DataFrame({"p": [0.9, 0.2, 0.6, 0.4], "y": target}), probs="p", target="y")
    assert found.nll == pytest.approx(-np.log([0.9, 0.8, 0.6, 0.4]).mean())
    assert (found.classes, found.accuracy) == (("0", "1"), 0.75)
    logit = pl.DataFrame({"z": np.log([9, 0.25, 1.5, 2 / 3]), "y": target})
    assert score_predictions(logit, logits="z", target="y").nll == pytest.approx(found.nll)


def test_what_happened_had_probability_zero():
    table = pl.DataFrame({"p_a": [0.5, 0.0], "p_b": [0.5, 1.0], "y": ["a", "a"]})
    found = score_predictions(table, probs="p_*", target="y", calibrate=True)
    assert (found.nll, found.interval, found.impossible, found.finite) == (math.inf, None, 1, False)
    assert found.costliest[0].where.endswith("row 2")
    assert found.temperature.verdict == "not_unique"
    shape = found.to_dict()
    assert (shape["nll"], shape["perplexity"]) == ("Infinity", "Infinity")
    json.dumps(shape, allow_nan=False)
    assert "∞" in str(found)


def test_no_other_temperature_does_better(table):
    z = table.select(f"z_{name}" for name in LABELS).to_numpy()
    y = table["code"].to_numpy()
    found = temperature(z, y)
    assert found.verdict == "interior"
    assert found.value == pytest.approx(2.5, rel=0.25)
    assert found.nll_after < found.nll_before
    for by in (0.5, 0.999, 1.001, 2):
        assert likely.loss(z / (found.value * by), y).value > found.nll_after
    again = temperature(z / found.value, y)
    assert again.value == pytest.approx(1, rel=1e-7)


@pytest.mark.parametrize(
    ("logits", "target", "value", "verdict", "after"),
    [
        ([[2.0, 1.0], [0.0, 3.0]], [0, 1], 0.0, "not_attained", 0.0),
        ([[2.0, 2.0, 1.0]], [0], 0.0, "not_attained", math.log(2)),
        ([[2.0, 1.0], [0.0, 3.0]], [1, 0], math.inf, "not_attained", math.log(2)),
        ([[1.0, 1.0], [0.0, 0.0]], [1, 0], 1.0, "not_unique", math.log(2)),
        ([[0.0, -math.inf, 1.0], [0.0, 0.0, 4.0]], [0, 2], None, "interior", None),
    ],
)
def test_where_the_temperature_runs(logits, target, value, verdict, after):
    found = temperature(np.array(logits), np.array(target))
    assert found.verdict == verdict
    if value is not None:
        assert found.value == value
        assert found.nll_after == pytest.approx(after)
    else:
        z, y = np.array(logits), np.array(target)
        down, up = (likely.loss(z * (1 / found.value + step), y).value for step in (-1e-4, 1e-4))
        slope = (up - down) / 2e-4
        assert slope == pytest.approx(0, abs=1e-7)


GOOD = {"p_a": [0.5, 0.2], "p_b": [0.5, 0.8], "y": ["a", "b"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"p_a": [0.5, 0.3]}, "row 2: the probabilities sum to 1.1, not to 1 within 0.0001"),
        ({"p_a": [-0.5, 0.2], "p_b": [1.5, 0.8]}, "row 1: -0.5 is no probability"),
        ({"y": ["a", "z"]}, "row 2, column \"y\": 'z' is none of the classes a, b"),
        ({"p_a": [None, 0.2]}, "row 1: a value is missing"),
        ({"y": ["a", None]}, "row 2: a value is missing"),
        ({"p_a": ["0.5", "x"]}, "row 2, column \"p_a\": 'x' is not a number"),
        ({"y": [0, 2]}, "row 2, column \"y\": '2' is none"),
    ],
)
@pytest.mark.parametrize("kind", ["frame", "csv"])
def test_a_bad_row_is_named(tmp_path, kind, change, message):
    table = pl.DataFrame(GOOD | change)
    if kind == "csv":
        table.write_csv(tmp_path / "t.csv")
    with pytest.raises(DataError, match=message):
        score_predictions(table if kind == "frame" else tmp_path / "t.csv", probs="p_*", target="y")


def test_rows_with_something_missing_can_be_left_out():
    table = pl.DataFrame(GOOD | {"y": [None, "b"]})
    found = score_predictions(table, probs="p_*", target="y", missing="drop")
    assert (found.n, found.n_missing, found.nll) == (1, 1, pytest.approx(-math.log(0.8)))
    assert found.costliest[0].where.endswith("row 2")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"probs": "prob_*", "target": "y"}, DataError, "no column is called 'prob_\\*' · did you mean"),
        ({"probs": "p_*", "target": "yy"}, DataError, "did you mean y"),
        ({"probs": "p_*"}, UsageError, "--target"),
        ({"target": "y"}, UsageError, "one of --probs and --logits"),
        ({"probs": "p_*", "target": "y", "level": 2}, UsageError, "level"),
        ({"probs": "p_*", "target": "y", "truth": "p_a"}, DataError, "must name the same"),
    ],
)
def test_what_must_be_said(options, error, message):
    with pytest.raises(error, match=message):
        score_predictions(pl.DataFrame(GOOD), **options)


@pytest.mark.parametrize(
    ("p", "y", "message"),
    [
        ([[0.5, 0.5]], [2], "row 0: target 2"),
        ([[np.nan, 0.5]], [0], "row 0: a prediction is NaN"),
        ([[0.5, 0.5]], [0, 1], "shape"),
        ([[0.5, 0.5]], [0.5], "targets are float64"),
    ],
)
def test_bad_arrays(p, y, message):
    with pytest.raises(DataError, match=message):
        score_predictions(probs=np.array(p), target=np.array(y))


@pytest.mark.parametrize("z", [[[np.inf, 0.0]], [[-np.inf, -np.inf]]])
def test_logits_without_probabilities(z):
    with pytest.raises(DataError, match="no probabilities"):
        score_predictions(logits=np.array(z), target=np.array([0]))
