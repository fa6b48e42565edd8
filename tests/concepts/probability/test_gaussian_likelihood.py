"""The page on Gaussian likelihood tells the truth about six leaves."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from likely.notebook.draft import Draft

LEAVES = [(4.2, 4.7, 4.9, 5.1, 5.4, 5.7), (4.9, 5.0, 5.0, 5.0, 5.0, 5.1), (5.0,) * 6]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("probability/gaussian-likelihood")


def test_the_three_log_likelihoods_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        x = np.array(LEAVES[round(state["sample"])])
        model = stats.norm(state["mu"], state["sigma"])
        assert values["loglik"] == pytest.approx(model.logpdf(x).sum(), rel=1e-12, abs=1e-12)
        in_millimetres = stats.norm(10 * state["mu"], 10 * state["sigma"]).logpdf(10 * x).sum()
        assert values["millimetres"] == pytest.approx(in_millimetres, rel=1e-12, abs=1e-9)
        assert values["loglik"] - values["millimetres"] == pytest.approx(6 * math.log(10), abs=1e-9)
        assert values["rounded"] < 0
        assert values["top"] == pytest.approx(model.pdf(x).max(), rel=1e-12)


def test_cells_are_probabilities(draft: Draft) -> None:
    values = draft.stage.values({"sample": 0, "mu": 5.0, "sigma": 0.5})
    model = stats.norm(5.0, 0.5)
    cells = [math.log(model.cdf(x + 0.05) - model.cdf(x - 0.05)) for x in LEAVES[0]]
    assert values["rounded"] == pytest.approx(math.fsum(cells), rel=1e-10)


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    """Against the log-likelihood itself, half a step to either side."""
    told = set()
    for state, values in draft.everywhere:
        x = np.array(LEAVES[round(state["sample"])])
        here, half = state["sigma"], 0.025
        slopes = [math.fsum((x - state["mu"]) ** 2) / 6 - sigma**2 for sigma in (here - half, here + half)]
        if min(map(abs, slopes)) < 1e-9:
            continue
        expected = "decrease" if slopes[0] < 0 else "increase" if slopes[1] > 0 else "leave"
        assert draft.stage.question.truth(state, values) == expected, state
        told.add(expected)
    assert told == {"decrease", "leave", "increase"}


def test_equal_records_have_no_best_spread(draft: Draft) -> None:
    halves = [0.8, 0.4, 0.2, 0.1, 0.05]
    told = [draft.stage.values({"sample": 2, "mu": 5.0, "sigma": sigma}) for sigma in halves]
    gains = np.diff([values["loglik"] for values in told])
    assert gains == pytest.approx([6 * math.log(2)] * 4, rel=1e-12)
    assert np.diff(np.diff([values["rounded"] for values in told])).max() < 0
    assert told[-1]["best"] == math.inf
    assert "Unbounded" in draft.stage.remark({"sample": 2, "mu": 5.0, "sigma": 0.05}, told[-1])


def test_the_witness_and_the_prose_tell_the_numbers(draft: Draft) -> None:
    spread = float(np.std(LEAVES[0]))
    assert f"σ̂ {spread:.4f}" in draft.printed
    assert draft.printed.rstrip().endswith("unbounded")
    assert f">{spread:.4f}</span>" in draft.sections["math"]
    assert f">{6 * math.log(10):.4f}</span>" in draft.sections["intuition"]
