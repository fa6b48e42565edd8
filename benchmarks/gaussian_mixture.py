"""A mixture of three normals, converged, beside scikit-learn at tolerance 1e-10."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

import likely
from benchmarks.fits import generator
from benchmarks.harness import Peer, Row, in_turns


def rows(quick: bool) -> list[Row]:
    """Target: 100 times scikit-learn's speed at equal or higher likelihood."""
    n = 50_000 if quick else 1_000_000
    g = generator()
    x = g.permutation(
        np.concatenate(
            [g.normal(-2, 1, 3 * n // 10), g.normal(0, 0.7, 4 * n // 10), g.normal(2, 1.2, 3 * n // 10)]
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.npy"
        np.save(path, x)
        before = (
            "import numpy as np\nfrom sklearn.mixture import GaussianMixture\n"
            f"x = np.load({str(path)!r})[:, None]\n"
            "def fit():\n"
            "    m = GaussianMixture(3, tol=1e-10, max_iter=5000, reg_covar=0, random_state=1).fit(x)\n"
            "    return m.score(x) * len(x)"
        )
        with Peer(before) as other:
            times, fit, theirs = in_turns(
                lambda: likely.fit("gaussian_mixture", x, components=3),
                lambda: other.time("fit()"),
                repeats=1,
            )
    gap = fit.loglik - theirs
    if gap < -max(1e-8, 1e-14 * abs(theirs)):
        raise SystemExit(f"scikit-learn found a higher peak, by {-gap:.3g} nats")
    name = "gaussian_mixture, 3 components"
    return [Row(name, n, "scikit-learn", times[0], times[2], times[1], times[3], "≥ 100", gap)]
