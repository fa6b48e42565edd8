"""Gamma and lognormal beside SciPy, and their passes beside np.sum on the same array."""

from __future__ import annotations

import math

from benchmarks.fits import against, generator
from benchmarks.harness import Row
from benchmarks.normal import pass_beside_sum


def rows(quick: bool) -> list[Row]:
    """Target: 4 times SciPy's speed; passes at most 1.8 and 3 times np.sum."""
    n = 1_000_000 if quick else 10_000_000
    x = generator().gamma(2, 2, n)
    y = generator().lognormal(1, 0.5, n)
    scipy = "from scipy import stats"
    return [
        against(
            "gamma", x, "scipy (floc=0)", scipy, "stats.gamma.fit(x, floc=0)",
            lambda p: [p[0], 1 / p[2]], "≥ 4",
        ),
        against(
            "lognormal", y, "scipy (floc=0)", scipy, "stats.lognorm.fit(x, floc=0)",
            lambda p: [math.log(p[2]), p[0]], "≥ 4",
        ),
        pass_beside_sum("pass of gamma", x, ("log",), "≤ 1.8"),
        pass_beside_sum("pass of lognormal", y, (), "≤ 3", of="log"),
    ]  # fmt: skip
