"""The page on KL divergence tells the truth about one bell on two bumps."""

import math
from collections.abc import Callable

import pytest
from scipy import integrate, stats

from likely.notebook.draft import Draft

SHAPES = [(0.5, -2.0, 2.0, 0.6), (0.75, -2.0, 2.0, 0.6), (0.5, -0.8, 0.8, 0.6)]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("information/kl-divergence")


def gaps(state: dict[str, float]) -> tuple[float, float]:
    """Both divergences by adaptive quadrature of SciPy's densities."""
    share, left, right, width = SHAPES[round(state["target"])]

    def p(x: float) -> float:
        return float(share * stats.norm.pdf(x, left, width) + (1 - share) * stats.norm.pdf(x, right, width))

    q = stats.norm(state["mu"], state["sigma"])
    ends = max(-30.0, state["mu"] - 9 * state["sigma"]), min(30.0, state["mu"] + 9 * state["sigma"])
    forward = integrate.quad(lambda x: p(x) * (math.log(p(x)) - q.logpdf(x)), -8, 8, limit=400)[0]
    reverse = integrate.quad(lambda x: q.pdf(x) * (q.logpdf(x) - math.log(p(x))), *ends, limit=400)[0]
    return forward, reverse


def test_both_gaps_against_quadrature(draft: Draft) -> None:
    near = [(s, v) for s, v in draft.everywhere if abs(s["mu"]) <= 3 and s["sigma"] <= 1.6]
    for state, values in near[:: len(near) // 20]:
        forward, reverse = gaps(state)
        assert values["forward"] == pytest.approx(forward, abs=1e-7), state
        assert values["reverse"] == pytest.approx(reverse, abs=1e-7), state


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        gap = values["forward"] - values["reverse"]
        expected = "near" if abs(gap) < 0.05 else "forward" if gap > 0 else "reverse"
        assert draft.stage.question.truth(state, values) == expected, state


def test_seeking_is_dear_forward_and_covering_in_reverse(draft: Draft) -> None:
    seek = draft.stage.values({"target": 0, "mu": 2.0, "sigma": 0.6})
    cover = draft.stage.values({"target": 0, "mu": 0.0, "sigma": 2.0})
    assert seek["forward"] > 10 > 1 > cover["forward"]
    assert seek["reverse"] == pytest.approx(math.log(2), abs=2e-3)
    assert cover["reverse"] > seek["reverse"]


def test_no_place_on_the_sliders_beats_the_matched_moments(draft: Draft) -> None:
    assert all(values["forward"] >= values["least"] for _, values in draft.everywhere)
    for state, values in draft.everywhere:
        share, left, right, width = SHAPES[round(state["target"])]
        assert values["mean"] == pytest.approx(share * left + (1 - share) * right)
        assert values["sd"] ** 2 == pytest.approx(width**2 + share * (1 - share) * (right - left) ** 2)


def test_the_witness_finds_one_place_forward_and_two_in_reverse(draft: Draft) -> None:
    printed = " ".join(draft.printed.split())
    assert "closest forward μ 0.00 σ 2.0881" in printed
    assert "μ -2.0 σ 0.6" in printed
    assert "μ +2.0 σ 0.6" in printed
    assert "fair against never inf" in printed
