"""An equation that is what its code gives, and one that is not."""

import pytest

from likely.notebook.equations.agreement import agreement
from likely.notebook.equations.compared import Agreement, Disagreement, Written
from likely.notebook.equations.tokens import Unreadable
from likely.notebook.vocabulary import ExpressionError, Vocabulary

MODULES = ["families.bernoulli", "families.normal", "families.gamma", "information", "special", "elementary"]
VOCABULARY = Vocabulary.of([f"likely.formulas.{name}" for name in MODULES], {})
P_X = r"p_\theta(x) = elementary.exp(bernoulli.log_prob(x, theta))"
TOSSES = "n in 1..20; x in {0, 1}^n"

TRUE = [
    # TeX, code, where, draws, sides that are compared
    (
        r"c = -\hat p \log\theta - (1 - \hat p) \log(1 - \theta)",
        "bernoulli.nll(p_hat, theta)",
        "",
        "p_hat in [0, 1]",
        1,
    ),
    (
        r"L(\theta) = \prod_{i=1}^{n} p_\theta(x_i) = \theta^{k} (1 - \theta)^{n - k}",
        "elementary.exp(bernoulli.log_likelihood(n, k / n, theta))",
        f"{P_X}; k = elementary.total(x)",
        TOSSES,
        2,
    ),
    (
        r"\frac{d}{d\theta} \ell(\theta) = \frac{\hat p - \theta}{\theta (1 - \theta)}",
        "bernoulli.score(p_hat, theta)",
        r"\ell(\theta) = -bernoulli.nll(p_hat, theta)",
        "p_hat in [0, 1]; theta in (0, 1)",
        2,
    ),
    (
        r"\frac{d}{d\eta} \ell = \hat p - \theta",
        "-bernoulli.logit_gradient(p_hat, theta)",
        r"\ell = -bernoulli.nll(p_hat, theta); \theta = 1 / (1 + elementary.exp(-eta))",
        "p_hat in [0, 1]; eta in (-8, 8)",
        2,
    ),
    (
        r"\hat\theta = \arg\max_\theta \ell(\theta) = \frac{k}{n}",
        "bernoulli.mle(k / n)",
        r"\ell(\theta) = bernoulli.log_likelihood(n, k / n, theta)",
        "n in 1..20; k in 0..n; theta in (0, 1)",
        2,
    ),
    (r"H(p) = -\sum_{x} p(x) \log p(x)", "information.entropy(p)", "", "p in simplex(5)", 1),
    (r"H(p, q) = H(p) + D", "information.cross_entropy(p, q)", "H(p) = eq.entropy; D = information.kl(p, q)",
     "p in simplex(3); q in simplex(3)", 1),
    (
        r"P(a \le X \le b) = \int_a^b p(x) \, dx",
        "normal.cdf(b, mu, sigma) - normal.cdf(a, mu, sigma)",
        "p(x) = elementary.exp(normal.log_prob(x, mu, sigma))",
        "mu in (-2, 2); sigma in (0.5, 2); a in (-4, 4); b in (a, 4)",
        1,
    ),
    (
        r"p(x) = \frac{\lambda^{k}}{\Gamma(k)} x^{k - 1} e^{-\lambda x}",
        "elementary.exp(gamma.log_prob(x, k, lambda_))",
        "",
        r"\lambda in (0.1, 5); k in (0.1, 9); x in (0, inf)",
        1,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tex", "states", "where", "draws", "sides"), TRUE)
def test_a_true_equation_agrees(tex: str, states: str, where: str, draws: str, sides: int) -> None:
    found = agreement(
        Written(tex, states, where, draws), VOCABULARY, {"eq.entropy": "information.entropy(p)"}
    )
    assert (found.points, found.sides) == (1000, sides)
    assert found.worst < 2e-12
    assert str(found).startswith("checked against the code: 1,000 points, ")


FALSE = [
    # what a hand slips on, in the first equation above and in the second
    (r"c = -\hat p \log\theta + (1 - \hat p) \log(1 - \theta)", "it"),
    (r"c = -\hat p \log\theta - (1 - \hat p) \log(\theta)", "it"),
    (r"c = -\theta \log\hat p - (1 - \theta) \log(1 - \hat p)", "it"),
    (r"c = -\hat p \log\theta - (1 - \hat p) \log(1 - \theta) + 0.00001", "it"),
    (r"c = -\hat p \log\theta - (1 - \hat p) \log(1 - \theta) = \hat p", "side 3 of 3"),
]


@pytest.mark.parametrize(("tex", "which"), FALSE)
def test_a_false_equation_shows_its_worst_point(tex: str, which: str) -> None:
    written = Written(tex, "bernoulli.nll(p_hat, theta)", "", "p_hat in [0, 1]")
    with pytest.raises(Disagreement) as found:
        agreement(written, VOCABULARY, {})
    told = str(found.value)
    assert told.startswith(f"{which if which != 'it' else 'side 2 of 2'} is ")
    assert " where bernoulli.nll(p_hat, theta) is " in told
    assert ", at p_hat = " in told
    assert ", theta = " in told


def test_the_worst_point_of_a_list_is_shown_whole() -> None:
    written = Written(r"1 - \sum_x p(x)^2", "information.entropy(p)", "", "p in simplex(2)")
    with pytest.raises(Disagreement, match=r"it is 0\.\d+ where .* at p = \[0\.\d+, 0\.\d+\]"):
        agreement(written, VOCABULARY, {})


@pytest.mark.parametrize(
    ("tex", "states", "where", "draws", "words"),
    [
        ("H(p)", "information.entropy(p)", "", "p in simplex(2)", "no side of it can be computed"),
        (r"a \le b", "bernoulli.nll(p_hat, theta)", "", "p_hat in (0, 1)", "something else than equality"),
        (r"c = \hat p", "bernoulli.nll(p_hat, theta)", "", "", "nothing says where p_hat lies"),
        (r"c = \hat p", "bernoulli.nll(p_hat, theta)", "q", "p_hat in (0, 1)", "gives no meaning"),
        (
            r"c = q",
            "bernoulli.nll(p_hat, theta)",
            "q = eq.none",
            "p_hat in (0, 1)",
            "no equation eq.none above",
        ),
        (r"c = q", "bernoulli.nll(p_hat, theta)", "q = r; r = q", "p_hat in (0, 1)", "needs q itself"),
        (r"c = \sqrt{x}", "elementary.sqrt(x)", "", "x in (-2, -1)", "not finite at any point"),
        (r"c = \sum_{i=1}^{9999} x", "elementary.sqrt(x)", "", "x in (1, 2)", "takes too long"),
        (r"c = y_1", "elementary.total(y)", "", "y in (1, 2)^5000", "draw fewer"),
        (r"c = y_7", "elementary.total(y)", "", "y in (1, 2)^5", "none is number 7"),
        (r"c = " + "(" * 900 + "x" + ")" * 900, "elementary.sqrt(x)", "", "x in (1, 2)", "nested too deeply"),
        (r"c = ", "bernoulli.nll(p_hat, theta)", "", "p_hat in (0, 1)", "nothing stands on one side"),
    ],
)
def test_what_cannot_be_compared_says_why(tex: str, states: str, where: str, draws: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        agreement(Written(tex, states, where, draws), VOCABULARY, {})


def test_code_that_fails_is_told() -> None:
    with pytest.raises(ExpressionError, match="unknown module 'none'"):
        agreement(Written("c = x", "x", "c = none.f(x)", "x in (0, 1)"), VOCABULARY, {})


def test_an_agreement_in_words() -> None:
    assert str(Agreement(1000, 1, 0.0)) == "checked against the code: 1,000 points, no difference"
    assert str(Agreement(1, 1, 2.2e-16)) == "checked against the code: 1 point, worst difference below 1e−15"
