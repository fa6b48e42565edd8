"""Beta and Laplace beside SciPy."""

from __future__ import annotations

from benchmarks.fits import against, generator
from benchmarks.harness import Row


def rows(quick: bool) -> list[Row]:
    """Target: 10 and 8 times SciPy's speed."""
    n = 200_000 if quick else 1_000_000
    x = generator().beta(2, 3, n)
    y = generator().laplace(1, 2, n)
    scipy = "from scipy import stats"
    return [
        against(
            "beta", x, "scipy (floc=0, fscale=1)", scipy, "stats.beta.fit(x, floc=0, fscale=1)",
            lambda p: p[:2], "≥ 10",
        ),
        against("laplace", y, "scipy", scipy, "stats.laplace.fit(x)", lambda p: p, "≥ 8"),
    ]  # fmt: skip
