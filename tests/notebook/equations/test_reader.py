"""TeX in, a number out; and what is refused, with its reason."""

import math

import pytest

from likely.notebook.equations.notation import Derived, Function, Names, Notation
from likely.notebook.equations.reader import Reader
from likely.notebook.equations.tokens import Unreadable, tokens

VALUES = {
    "theta": 0.3, "x": 2.0, "n": 3, "k": 2.0, "p_hat": 0.4, "mu": 1.0, "sigma": 2.0,
    "p": [0.5, 0.3, 0.2], "q": [0.2, 0.3, 0.5], "y": [1.0, 0.0, 1.0], "p_theta": [0.1, 0.2, 0.7],
}  # fmt: skip
LISTS = frozenset(name for name, value in VALUES.items() if isinstance(value, list))
FUNCTIONS = {
    ("f", 1): Function(("x",), lambda names: names["x"] ** 2),
    ("g", 2): Function(("a", "b"), lambda names: names["a"] - names["b"]),
    ("f_theta", 1): Function(("x",), lambda names: names["theta"] ** names["x"]),
}
INTERVALS = {"theta": lambda _: (0.0, 1.0), "mu": lambda _: (-math.inf, math.inf)}
NOTATION = Notation(frozenset(VALUES) - LISTS | {"eta"}, LISTS, FUNCTIONS, INTERVALS)
NAMES = Names(VALUES, {"eta": Derived(lambda names: 2 * names["theta"], frozenset(["theta"]))})

READ = [
    ("1 + 2 \\cdot 3", 7),
    ("-2^2", -4),
    ("2^{-1}", 0.5),
    ("x^2 x", 8),
    ("\\theta (1 - \\theta)", 0.21),
    ("\\theta^{x} \\, (1 - \\theta)^{1 - x}", 0.3**2 * 0.7**-1),
    ("k \\log\\theta + (n - k) \\log(1 - \\theta)", 2 * math.log(0.3) + math.log(0.7)),
    ("\\log\\frac{\\hat p}{\\theta}", math.log(0.4 / 0.3)),
    ("\\log x \\log x", math.log(2) ** 2),
    ("\\exp\\left(-\\frac{1}{2} \\left(\\frac{x - \\mu}{\\sigma}\\right)^2\\right)", math.exp(-0.125)),
    ("e^{-x}", math.exp(-2)),
    ("\\frac{1}{\\sqrt{2 \\pi}}", 1 / math.sqrt(2 * math.pi)),
    ("\\sqrt[3]{8}", 2),
    ("\\binom{n}{k}", 3),
    ("n! + \\Gamma(4)", 12),
    ("|\\theta - x|", 1.7),
    ("\\tanh x", math.tanh(2)),
    ("\\log^2 x", math.log(2) ** 2),
    ("f(x) + f(\\theta)", 4.09),
    ("f(2 x)", 16),
    ("g(x, \\theta)", 1.7),
    ("g(x \\mid \\theta)", 1.7),
    ("f_\\theta(2)", 0.09),
    ("\\sum_{x} p(x) \\log q(x)", 0.5 * math.log(0.2) + 0.3 * math.log(0.3) + 0.2 * math.log(0.5)),
    ("\\sum_x p_\\theta(x)", 1),
    ("\\sum_{i=1}^{n} y_i", 2),
    ("\\sum_{i=1}^{n} y_i + 1", 3),
    ("-\\frac{1}{n} \\sum_{i=1}^{n} \\log f_\\theta(y_i)", -2 / 3 * math.log(0.3)),
    ("\\prod_{i=1}^{3} i", 6),
    ("\\sum_{i=1}^{2} \\sum_{j=1}^{2} i j", 9),
    ("\\int_{0}^{1} x^2 \\, dx", 1 / 3),
    ("\\int_0^x t \\, dt", 2),
    ("\\int_{-\\infty}^{\\infty} e^{-t^2} \\, dt", math.sqrt(math.pi)),
    ("\\int_{0}^{\\infty} e^{-t} \\, dt", 1),
    ("\\frac{d}{d\\theta} \\theta^2", 0.6),
    ("\\frac{d}{d\\theta} \\eta", 2),
    ("\\frac{\\partial}{\\partial\\theta} \\log\\theta", 1 / 0.3),
    ("\\frac{d}{d x} f(x)", 4),
    ("\\arg\\max_\\theta -(\\theta - 0.25)^2", 0.25),
    ("\\operatorname*{arg\\,min}_{\\mu} (\\mu - 3)^2", 3),
    ("\\begin{cases} \\theta & x = 1 \\\\ 1 - \\theta & \\text{otherwise} \\end{cases}", 0.7),
    ("\\begin{cases} 1 & \\text{if } x > 1 \\\\ 0 & x \\le 1 \\end{cases}", 1),
    ("\\begin{aligned} &1 \\\\ &\\quad + 2 \\end{aligned}", 3),
    ("\\tfrac12", 0.5),
]  # fmt: skip

REFUSED = [
    ("\\log x \\theta", "may mean two things"),
    ("\\log(x)^2", "may mean two things"),
    ("h(x) + 1", "h\\(…\\) has no meaning here"),
    ("\\alpha + 1", "alpha has no meaning here"),
    ("f(x, x)  + 1", "f\\(…\\) has no meaning here"),
    ("f(\\alpha)", "alpha has no meaning here"),
    ("p(x) + 1", "no outcome that a sum runs over"),
    ("\\sum p(x)", "does not say over what"),
    ("\\sum_{i=1} i", "only one of its two ends"),
    ("\\sum_{z} x", "runs over no list"),
    ("\\int x \\, dx", "without two ends"),
    ("\\int_0^1 x", "does not say over what"),
    ("\\frac{1}{2", "not closed"),
    ("(1 + 2", "not closed"),
    ("1 + 2)", "not expected"),
    ("1 +", "it ends"),
    ("\\hat", "it ends"),
    ("|x", "| is not closed"),
    (r"\lceil x", "lceil is not closed"),
    ("\\begin{cases} 1 & x > 1", "not closed"),
    ("\\begin{cases} 1 \\end{cases}", "a case has"),
    ("\\begin{matrix} 1 \\end{matrix}", "environment 'matrix'"),
    ("\\arg x", "after \\\\arg"),
    ("\\arg\\max_x f(x)", "between which ends"),
    ("\\nabla \\theta", "nabla is not a name"),
]


@pytest.mark.parametrize(("tex", "expected"), READ)
def test_what_is_read_has_its_value(tex: str, expected: float) -> None:
    side = Reader(tokens(tex), NOTATION, set()).side()
    assert side
    assert side(NAMES) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("tex", "words"), REFUSED)
def test_what_cannot_be_read_is_refused_and_never_guessed(tex: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        Reader(tokens(tex), NOTATION, set()).side()


@pytest.mark.parametrize(
    "tex", ["H(p)", "\\mathrm{NLL}", "P(a \\le X \\le b)", "r_c(y)", "\\mathrm{KL}(p \\,\\|\\, q)"]
)
def test_a_name_that_means_nothing_yet_is_what_the_equation_names(tex: str) -> None:
    assert Reader(tokens(tex), NOTATION, set()).side() is None


def test_the_end_of_a_sum_is_told() -> None:
    bounds: set[str] = set()
    Reader(tokens("\\sum_{i=1}^{n} y_i"), NOTATION, bounds).side()
    assert bounds == {"n"}
