"""Designs that are wide, sparse, or badly scaled."""

import numpy as np
import pandas as pd
import pytest

import likely
from likely.data.frame import read_rows
from likely.fit.regression.design import build, parse


def test_many_categories_are_kept_sparse_and_fit_their_means():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"g": np.repeat([f"shop {i}" for i in range(300)], 8)})
    table["n"] = 1 + rng.poisson(3.0, len(table))
    design = build(parse("n ~ 0 + g"), read_rows(table, ["g"], drop=False))
    assert hasattr(design.matrix, "tocsr")
    assert design.matrix.shape == (2400, 300)
    fit = likely.fit("poisson", table, formula="n ~ 0 + g")
    means = table.groupby("g").n.mean()
    assert fit.verdict == "interior"
    for name in ("g[shop 7]", "g[shop 299]"):
        assert fit.parameters[name].estimate == pytest.approx(np.log(means[name[2:-1]]), abs=1e-10)
        assert fit.parameters[name].stderr == pytest.approx((8 * means[name[2:-1]]) ** -0.5, rel=1e-9)
    contrasts = likely.fit("poisson", table, formula="n ~ g")
    assert contrasts.loglik == pytest.approx(fit.loglik, rel=1e-12)


def test_inputs_of_any_unit_and_offset():
    rng = np.random.default_rng(1)
    small = rng.normal(size=80)
    table = pd.DataFrame({"x": small, "big": 1e9 + small, "tiny": 1e-12 * small})
    table["y"] = (rng.logistic(size=80) < small).astype(int)
    one = likely.fit("bernoulli", table, formula="y ~ x")
    for name, unit in (("big", 1.0), ("tiny", 1e-12)):
        other = likely.fit("bernoulli", table, formula=f"y ~ {name}")
        assert other.loglik == pytest.approx(one.loglik, rel=1e-6)
        assert other.parameters[name].estimate * unit == pytest.approx(one.parameters["x"].estimate, rel=1e-5)


def test_a_copy_in_another_unit_is_found():
    rng = np.random.default_rng(2)
    table = pd.DataFrame({"metres": rng.normal(100, 1, 30), "y": rng.normal(size=30)})
    table["feet"] = table.metres / 0.3048
    fit = likely.fit("normal", table, formula="y ~ metres + feet")
    assert fit.verdict == "not_unique"
    assert "feet = 3.28084·metres" in fit.message
    assert fit.loglik == pytest.approx(likely.fit("normal", table, formula="y ~ metres").loglik, rel=1e-13)


def test_a_column_that_never_varies_repeats_the_intercept():
    fit = likely.fit("poisson", {"n": [1, 2, 4], "x": [5, 5, 5]}, formula="n ~ x")
    assert fit.verdict == "not_unique"
    assert "x = 5" in fit.message
