"""The values that carry most of the mismatch."""

import math

import numpy as np
import pytest

import likely


def test_they_are_the_largest_terms_of_kl():
    counts = [0] * 30 + [1] * 4 + [2] * 20 + [3] * 8 + [9]
    fit = likely.fit("poisson", counts)
    n, rate = len(counts), np.mean(counts)
    terms = {}
    for value in set(counts):
        share = counts.count(value) / n
        p = math.exp(-rate) * rate**value / math.factorial(value)
        terms[value] = share * math.log(share / p) - share + p
    largest = sorted(terms, key=terms.get, reverse=True)[:3]
    assert [one.value for one in fit.carriers] == largest
    assert [one.nats for one in fit.carriers] == pytest.approx([terms[v] for v in largest], rel=1e-9)
    assert sum(terms.values()) <= fit.kl
    assert f"most of the KL  at {largest[0]} (seen" in str(fit)
    assert "Where most of the mismatch lies" in fit.report_html()


def test_cells_are_named_by_their_recorded_value():
    x = [1.0, 1.5, 1.5, 2.0, 2.0, 2.0, 2.5, 4.0]
    fit = likely.fit("normal", x, resolution=0.5)
    assert {one.value for one in fit.carriers} <= set(x)
    assert fit.carriers[0].value == 4.0


@pytest.mark.parametrize(
    "fit",
    [
        lambda: likely.fit("bernoulli", [0, 1, 1]),
        lambda: likely.fit("normal", [0.0, 1.0, 3.0]),
        lambda: likely.fit("negative_binomial", [2, 3, 3, 2]),
    ],
)
def test_there_are_none_where_nothing_mismatches_or_is_known(fit):
    assert fit().carriers == ()


def test_overlapping_cells_have_no_entropy_and_say_so():
    x = np.random.default_rng(0).gamma(2, 3, 40)
    for family, more in (("gamma", {}), ("gaussian_mixture", {"components": 1})):
        fit = likely.fit(family, x, resolution=0.5, **more)
        assert fit.entropy is None
        assert fit.kl is None
        assert any("cells overlap" in text for text in fit.warnings)
    with pytest.raises(likely.UsageError, match="cells overlap"):
        likely.goodness(likely.fit("gamma", x, resolution=0.5), 19)
    shifted = likely.fit("gamma", np.round(x * 2) / 2 + 0.25, resolution=0.5)
    assert shifted.entropy is not None
    assert shifted.nll == pytest.approx(shifted.entropy + shifted.kl, rel=1e-12)
