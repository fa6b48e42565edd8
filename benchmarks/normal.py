"""Normal and exponential beside SciPy, and one pass beside np.sum on the same array."""

from __future__ import annotations

import numpy as np

from benchmarks.fits import against, generator
from benchmarks.harness import Row, in_turns, measured
from likely import kernels


def rows(quick: bool) -> list[Row]:
    """Target: 4 and 2.5 times SciPy's speed; a pass at most 1.3 times np.sum."""
    n = 1_000_000 if quick else 10_000_000
    x = generator().normal(5, 2, n)
    y = generator().exponential(3, n)
    scipy = "from scipy import stats"
    return [
        against("normal", x, "scipy", scipy, "stats.norm.fit(x)", lambda p: p, "≥ 4"),
        against(
            "exponential", y, "scipy (floc=0)", scipy, "stats.expon.fit(x, floc=0)",
            lambda p: [1 / p[1]], "≥ 2.5",
        ),
        pass_beside_sum("pass of normal", x, (), "≤ 1.3"),
    ]  # fmt: skip


def pass_beside_sum(work: str, x: np.ndarray, gaps: tuple[str, ...], target: str, of: str = "x") -> Row:
    """A kernel's pass on one thread beside np.sum."""
    times, _, _ = in_turns(
        lambda: kernels.moments(x, gaps=gaps, of=of, threads=1), lambda: measured(lambda: np.sum(x)), 15
    )
    return Row(work, len(x), "np.sum", times[0], times[2], times[1], times[3], target)
