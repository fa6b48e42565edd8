"""A formula that is handed a stand-in for the observations returns its expression, and never branches."""

import math

import pytest

from likely.formulas import elementary as e
from likely.formulas.families import gamma, laplace
from likely.formulas.traced import Traced

FLOATS = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "modulo": lambda a, b: a % b,
    "negative": lambda a: -a,
    "absolute": abs,
    "less": lambda a, b: a < b,
    "greater": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
    "not": lambda a: not a,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "where": e.where,
    "arctan": e.atan,
}


def computed(node, x):
    """What an expression is at one observation."""
    if not isinstance(node, Traced):
        return node
    if node.operation == "x":
        return x
    function = FLOATS.get(node.operation) or getattr(e, node.operation)
    return function(*(computed(part, x) for part in node.arguments))


@pytest.mark.parametrize("x", [0.3, 1.0, 7.5])
def test_the_expression_computes_what_the_formula_does(x):
    traced = [computed(node, x) for node in gamma.statistic(Traced.x(), 1.5, 2.0)]
    assert traced == list(gamma.statistic(x, 1.5, 2.0))
    assert computed(laplace.log_prob(Traced.x(), 1.0, 2.0), x) == laplace.log_prob(x, 1.0, 2.0)
    assert computed(laplace.log_cdf(Traced.x(), 1.0, 2.0), x) == laplace.log_cdf(x, 1.0, 2.0)


@pytest.mark.parametrize(
    "name", ["log", "log1p", "exp", "expm1", "sqrt", "sin", "cos", "atan", "floor", "ceil", "log1pmx"]
)
def test_every_elementary_function_takes_an_expression(name):
    function = getattr(e, name)
    assert computed(function(Traced.x()), 0.25) == function(0.25)


def test_operators_on_either_side():
    x = Traced.x()
    for node, value in [
        (2 - x, 1.5),
        (2 / x, 4.0),
        (1 + x, 1.5),
        (3 * x, 1.5),
        (x % 1, 0.5),
        ((x != 0.5) | ~(x <= 2), False),
        (True & (x == 0.5), True),
    ]:
        assert computed(node, 0.5) == value


def test_a_branch_on_the_observations_is_refused():
    with pytest.raises(TypeError, match="where"):
        math.sqrt(2) if Traced.x() > 0 else 0.0
