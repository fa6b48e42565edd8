"""The page on certainty tells the truth about its intervals."""

import math
from collections.abc import Callable

import pytest
from scipy import optimize, stats

from likely.notebook.draft import Draft

LINE = stats.chi2.ppf(0.95, 1) / 2


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("probability/how-sure")


def fall(n: int, k: int, theta: float) -> float:
    """From SciPy's binomial probabilities."""
    return float(stats.binom.logpmf(k, n, k / n) - stats.binom.logpmf(k, n, theta))


def counted(state: dict[str, float]) -> tuple[int, int]:
    n = (20, 200)[round(state["size"])]
    return n, round(n * state["share"])


def interval(n: int, k: int) -> tuple[float, float]:
    low, high = 0.0, 1.0
    if k > 0:
        low = optimize.brentq(
            lambda theta: fall(n, k, theta) - LINE, 1e-12, min(k / n, 1 - 1e-12), xtol=1e-14
        )
    if k < n:
        high = optimize.brentq(
            lambda theta: fall(n, k, theta) - LINE, max(k / n, 1e-12), 1 - 1e-12, xtol=1e-14
        )
    return low, high


def test_the_intervals_in_every_state(draft: Draft) -> None:
    known = {}
    for state, values in draft.everywhere:
        n, k = counted(state)
        if (n, k) not in known:
            known[n, k] = interval(n, k)
        assert (values["low"], values["high"]) == pytest.approx(known[n, k], abs=1e-9), state
        reach = stats.norm.ppf(0.975) * math.sqrt(k / n * (1 - k / n) / n)
        assert (values["wald_low"], values["wald_high"]) == pytest.approx(
            (k / n - reach, k / n + reach), abs=1e-12
        )


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    told = set()
    for state, values in draft.everywhere:
        n, k = counted(state)
        low, high = interval(n, k)
        gap = (high - k / n) - (k / n - low)
        expected = "alike" if abs(gap) < 0.002 else "right" if gap > 0 else "left"
        assert draft.stage.question.truth(state, values) == expected, state
        told.add(expected)
    assert told == {"left", "alike", "right"}


@pytest.mark.parametrize("theta", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("size", [0, 1])
def test_how_often_the_promise_is_kept(draft: Draft, size: int, theta: float) -> None:
    values = draft.stage.values({"size": size, "share": 0.9, "theta": theta})
    n = (20, 200)[size]
    chances = stats.binom.pmf(range(n + 1), n, theta)
    likely = sum(chance for k, chance in enumerate(chances) if fall(n, k, theta) <= LINE)
    wald = 0.0
    for k, chance in enumerate(chances):
        reach = stats.norm.ppf(0.975) * math.sqrt(k / n * (1 - k / n) / n)
        wald += chance * (k / n - reach <= theta <= k / n + reach)
    assert values["likely_holds"] == pytest.approx(100 * likely, abs=1e-9)
    assert values["wald_holds"] == pytest.approx(100 * wald, abs=1e-9)


def test_on_the_edge_one_arm_stays_and_wald_vanishes(draft: Draft) -> None:
    state = {"size": 0, "share": 0.0, "theta": 0.1}
    values = draft.stage.values(state)
    assert values["low"] == 0
    assert values["high"] == pytest.approx(1 - math.exp(-LINE / 20), rel=1e-9)
    assert values["wald_low"] == values["wald_high"] == 0
    assert f"{1 - 0.05 ** (1 / 20):.3f}" in draft.stage.remark(state, values)


def test_the_witness_and_the_prose_tell_the_numbers(draft: Draft) -> None:
    low, high = interval(20, 18)
    assert f"likelihood {low:.4f} to {high:.4f}" in draft.printed
    assert f">{low:.3f}</span>" in draft.sections["intuition"]
    assert f">{high:.3f}</span>" in draft.sections["intuition"]
