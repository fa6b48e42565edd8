"""Sums of several sets of rows are the sums of all of them, whatever pivots the machines chose."""

import itertools
import json
from fractions import Fraction

import numpy as np
import pytest

import likely
from likely.data.partial_text import partial_text, read_partial
from likely.errors import DataError, UsageError
from likely.fit.catalogue import family, family_names

FINITE = [
    name
    for name in family_names()
    if hasattr(family(name), "moved") or hasattr(family(name), "summary_of_counts")
]


def rows(name, seed=0, size=400):
    rng = np.random.default_rng(seed)
    if name == "bernoulli":
        return rng.integers(0, 2, size).astype(float)
    if family(name).DISCRETE:
        return rng.negative_binomial(3, 0.3, size).clip(0, 12).astype(float)
    if name == "beta":
        return rng.beta(2, 3, size)
    if name == "von_mises":
        return rng.vonmises(1, 2, size)
    return rng.gamma(3, 2, size)


def more(name):
    return {"trials": 12} if name == "binomial" else {}


def estimates(fit):
    return {name: one.estimate for name, one in fit.parameters.items()}


@pytest.mark.parametrize("name", FINITE)
@pytest.mark.parametrize("pieces", [2, 7, 100])
def test_a_fit_to_merged_sums_is_the_fit_to_all_rows(name, pieces):
    x = np.sort(rows(name))  # pieces that differ as much as they can
    whole = likely.fit(name, x, **more(name))
    parts = [likely.sums(name, piece, **more(name)) for piece in np.array_split(x, pieces)]
    merged = likely.fit(name, sum(parts[1:], parts[0]))
    assert merged.n == whole.n
    assert merged.loglik == pytest.approx(whole.loglik, rel=1e-12)
    for key, value in estimates(whole).items():
        assert merged.parameters[key].estimate == pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", FINITE)
def test_sums_survive_their_text_to_the_last_bit(name):
    found = likely.sums(name, rows(name), **more(name))
    assert read_partial("a.json", partial_text(found).encode()) == found


def test_order_and_grouping_do_not_matter():
    x = np.random.default_rng(1).normal(1e8, 1, 4000)
    x.sort()  # the worst order for a running mean
    parts = [likely.sums("normal", piece) for piece in np.array_split(x, 40)]
    forward, backward = sum(parts[1:], parts[0]), sum(parts[-2::-1], parts[-1])
    exact = sum(map(Fraction, map(float, x))) / len(x)
    for merged in (forward, backward):
        fit = likely.fit("normal", merged)
        assert fit.parameters["mu"].estimate == float(exact)
        assert fit.parameters["sigma"].estimate == pytest.approx(np.std(x - 1e8), rel=1e-14)


def test_far_pivots_lose_nothing():
    x = np.concatenate([np.full(50, 1e-9) * (1 + np.arange(50) / 50), 1e9 * (1 + np.arange(50) / 50)])
    for name in ("gamma", "lognormal", "inverse_gaussian", "normal"):
        parts = [likely.sums(name, half) for half in np.array_split(x, 2)]
        whole = likely.fit(name, x)
        for a, b in itertools.permutations(parts):
            merged = estimates(likely.fit(name, a + b))
            assert merged == pytest.approx(estimates(whole), rel=1e-12)


def test_weights_and_dropped_rows_are_carried():
    table = {"x": [1.0, 2.0, None, 4.0], "w": [1.0, 2.5, 1.0, 3.0]}
    import polars as pl

    found = likely.sums("exponential", pl.DataFrame(table), "x", weights="w", missing="drop")
    assert (found.n, found.rows, found.missing) == (6.5, 3, 1)
    both = likely.fit("exponential", found + likely.sums("exponential", pl.DataFrame({"x": [5.0]}), "x"))
    assert both.parameters["rate"].estimate == pytest.approx(7.5 / (1 + 5 + 12 + 5), rel=1e-14)
    assert both.n_missing == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (("exponential", [1.0], {}), "different families, gamma and exponential"),
        (("gamma", [1.0], {"unit": "hours"}), "different units, minutes and hours"),
    ],
)
def test_sums_of_different_things_are_refused(other, words):
    name, values, options = other
    with pytest.raises(DataError, match=words):
        likely.sums("gamma", [1.0, 2.0], unit="minutes") + likely.sums(name, values, **options)


def test_what_has_no_finite_sums_says_what_to_do():
    with pytest.raises(UsageError, match=r"weibull has no finite sums.*fit the files together"):
        likely.sums("weibull", [1.0, 2.0])


@pytest.mark.parametrize("option", [{"fixed": {"shape": 1.0}}, {"weights": [1.0]}, {"resolution": 0.1}])
def test_sums_refuse_what_needs_rows(option):
    with pytest.raises(UsageError, match="sums know nothing of single rows"):
        likely.fit("gamma", likely.sums("gamma", [1.0, 2.0, 3.0]), **option)


def test_a_damaged_file_is_one_clear_message():
    whole = json.loads(partial_text(likely.sums("gamma", rows("gamma"))))
    counts = json.loads(partial_text(likely.sums("poisson", rows("poisson"))))
    wrong = [None, [], {}, "x", -1, True, "nan", 1e3, [[1]], [[1, 2, 3, 4]], [["0x1p+9999", 0]]]
    for start in (whole, counts):
        for key in start:
            if key in ("column", "parts"):
                continue
            for value in wrong:
                if (key, value) == ("missing", True) or start[key] == value:
                    continue
                told = json.dumps(start | {key: value}).encode()
                with pytest.raises(DataError, match=r"^a.json: "):
                    read_partial("a.json", told)
    for told in (b"", b"{", b'{"likely sums": 2}', b"\xff\xfe", b"[1]", b"[" * 100_000):
        with pytest.raises(DataError, match=r"^a.json: "):
            read_partial("a.json", told)
