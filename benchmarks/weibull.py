"""Weibull and Student-t, which have no finite statistic, beside SciPy."""

from __future__ import annotations

from benchmarks.fits import against, generator
from benchmarks.harness import Row


def rows(quick: bool) -> list[Row]:
    """Target: 80 and 2,000 times SciPy's speed at a million rows."""
    n = 1_000_000
    x = generator().weibull(1.7, n) * 3
    y = generator().standard_t(4, n // 10 if quick else n) * 2 + 1
    scipy = "from scipy import stats"
    return [
        against(
            "weibull", x, "scipy (floc=0)", scipy, "stats.weibull_min.fit(x, floc=0)",
            lambda p: [p[0], p[2]], "≥ 80", 1,
        ),
        against("student_t", y, "scipy", scipy, "stats.t.fit(x)", lambda p: p, "≥ 2000", 1),
    ]  # fmt: skip
