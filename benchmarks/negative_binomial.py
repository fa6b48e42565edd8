"""Negative binomial beside statsmodels."""

from __future__ import annotations

import math

from benchmarks.fits import against, generator
from benchmarks.harness import Row


def rows(quick: bool) -> list[Row]:
    """Target: 1,000 times statsmodels' speed at a million rows. Its alpha is 1/size, its constant log mu."""
    del quick
    n = 1_000_000
    x = generator().negative_binomial(3, 0.3, n).astype(float)
    before = "import statsmodels.api as sm"
    fit = "list(sm.NegativeBinomial(x, np.ones(len(x))).fit(disp=0, maxiter=200).params)"
    return [
        against(
            "negative_binomial", x, "statsmodels", before, fit,
            lambda p: [1 / p[1], math.exp(p[0])], "≥ 1000", 1,
        )
    ]  # fmt: skip
