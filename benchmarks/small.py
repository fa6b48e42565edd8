"""A thousand rows and fewer: what the overhead of a fit costs beside SciPy's."""

from __future__ import annotations

import math

from benchmarks.fits import against, generator
from benchmarks.harness import Row


def rows(quick: bool) -> list[Row]:
    """Target: never slower; 3 times SciPy's speed for gamma and beta."""
    del quick
    g = generator()
    scipy = "from scipy import stats"
    found = []
    for n in (100, 1000):
        works = {
            "normal": (g.normal(5, 2, n), "norm.fit(x)", lambda p: p, "≥ 1"),
            "exponential": (g.exponential(3, n), "expon.fit(x, floc=0)", lambda p: [1 / p[1]], "≥ 1"),
            "gamma": (g.gamma(2, 2, n), "gamma.fit(x, floc=0)", lambda p: [p[0], 1 / p[2]], "≥ 3"),
            "beta": (g.beta(2, 3, n), "beta.fit(x, floc=0, fscale=1)", lambda p: p[:2], "≥ 3"),
            "lognormal": (
                g.lognormal(1, 0.5, n), "lognorm.fit(x, floc=0)", lambda p: [math.log(p[2]), p[0]], "≥ 1",
            ),
            "weibull": (
                g.weibull(1.7, n), "weibull_min.fit(x, floc=0)", lambda p: [p[0], p[2]], "≥ 1",
            ),
            "laplace": (g.laplace(1, 2, n), "laplace.fit(x)", lambda p: p, "≥ 1"),
            "logistic": (g.logistic(1, 2, n), "logistic.fit(x)", lambda p: p, "≥ 1"),
            "gumbel": (g.gumbel(1, 2, n), "gumbel_r.fit(x)", lambda p: p, "≥ 1"),
            "student_t": (g.standard_t(4, n), "t.fit(x)", lambda p: p, "≥ 1"),
        }  # fmt: skip
        for name, (x, call, translate, target) in works.items():
            found.append(against(name, x, "scipy", scipy, f"stats.{call}", translate, target))
    return found
