"""The page on missing maxima tells the truth about what six likelihoods do in the end."""

import math
from collections.abc import Callable

import pytest
from scipy import stats

import likely
from likely.notebook.draft import Draft

NUMBERS = (-0.9, -0.3, 0.2, 0.6, 1.1, 2.0)
# Known from the theorems, not from the demo: separation, overlap, spike, cells, edge, one success.
FATES = ["levels", "turns", "endless", "levels", "levels", "turns"]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("probability/no-maximum")


def expected(case: int, step: float) -> float:
    """The log-likelihood, by SciPy."""
    if case in (0, 1):
        outcomes = [(0, 0, 0, 1, 1, 1), (0, 0, 1, 0, 1, 1)][case]
        signs = [2 * y - 1 for y in outcomes]
        odds = [0.5 * 2**step * (x - 3.5) for x in range(1, 7)]
        return math.fsum(float(stats.logistic.logcdf(s * o)) for s, o in zip(signs, odds, strict=True))
    if case in (2, 3):
        mean = sum(NUMBERS) / 6
        broad = stats.norm(mean, math.sqrt(sum((x - mean) ** 2 for x in NUMBERS) / 6))
        narrow = stats.norm(2.0, 0.5**step)
        if case == 2:
            return math.fsum(math.log((broad.pdf(x) + narrow.pdf(x)) / 2) for x in NUMBERS)
        return math.fsum(
            math.log(
                (broad.cdf(x + 0.05) - broad.cdf(x - 0.05) + narrow.cdf(x + 0.05) - narrow.cdf(x - 0.05)) / 2
            )
            for x in NUMBERS
        )
    theta = 0.5 ** (step + 1)
    return (case - 4) * math.log(theta) + (14 - case) * math.log1p(-theta)


def test_the_log_likelihood_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        case, step = round(state["case"]), state["knob"]
        assert values["loglik"] == pytest.approx(expected(case, step), rel=1e-9, abs=1e-12), state
        assert values["gain"] == pytest.approx(expected(case, step) - expected(case, 0), rel=1e-7, abs=1e-9)


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        assert draft.stage.question.truth(state, values) == FATES[round(state["case"])], state


def test_no_gain_passes_the_smallest_upper_bound(draft: Draft) -> None:
    assert all(values["gain"] <= values["supremum"] + 1e-12 for _, values in draft.everywhere)
    start = draft.stage.values({"case": 0, "knob": 0.0})
    assert start["supremum"] == pytest.approx(-start["loglik"], abs=1e-9), "the supremum itself is 0 nats"
    assert draft.stage.values({"case": 2, "knob": 0.0})["supremum"] == math.inf


@pytest.mark.parametrize(("heads", "verdict"), [(0, "boundary"), (1, "interior")])
def test_a_fit_gives_the_verdict_that_the_page_tells(heads: int, verdict: str, draft: Draft) -> None:
    fit = likely.fit("bernoulli", [1] * heads + [0] * (10 - heads))
    assert fit.verdict == verdict
    state = {"case": 4 + heads, "knob": 1.0}
    words = {"boundary": "on the edge", "interior": "interior"}
    assert words[verdict] in draft.stage.remark(state, draft.stage.values(state))


def test_the_witness_tells_the_verdicts(draft: Draft) -> None:
    printed = " ".join(draft.printed.split())
    assert "0 of 10, closed: boundary" in printed
    assert "0 of 10, open: not_attained" in printed
    assert "1 of 10: interior" in printed
