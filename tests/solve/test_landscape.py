"""Contours lie where the log-likelihood has fallen by what they say, at a corner too."""

import pytest

import likely
from likely.fit.build import build
from likely.fit.catalogue import family
from likely.fit.problem import Options
from likely.solve.landscape import landscape

X = [1.0 + 3 * (k * 0.6180339887 % 1) for k in range(41)]


@pytest.mark.parametrize("name", ["uniform", "pareto", "laplace", "gamma"])
def test_each_contour_has_fallen_by_its_drop(name) -> None:
    fit = likely.fit(name, X)
    values = tuple(one.estimate for one in fit.parameters.values())
    problem = build(family(name), X, None, Options())
    view = landscape(problem, values, [0, 1], [one.interval for one in fit.parameters.values()], 0.95)
    for drop, line in view.lines:
        away = [place for place in line if place != values]
        assert len(away) > 10
        for place in away:
            assert fit.loglik - problem.likelihood(*place) == pytest.approx(drop, abs=2e-3)


def test_a_contour_closes_along_the_edge_of_what_the_data_allow() -> None:
    fit = likely.fit("uniform", X)
    low, high = (one.estimate for one in fit.parameters.values())
    problem = build(family("uniform"), X, None, Options())
    ends = [one.interval for one in fit.parameters.values()]
    view = landscape(problem, (low, high), [0, 1], ends, 0.95)
    for _, line in view.lines:
        assert (low, high) in line
        assert all(a <= low and b >= high for a, b in line)


def test_an_open_interval_has_no_contour() -> None:
    problem = build(family("uniform"), [1.0, 2.0], None, Options())
    ends = [(float("-inf"), 1.0), (2.0, float("inf"))]
    assert landscape(problem, (1.0, 2.0), [0, 1], ends, 0.95) is None
