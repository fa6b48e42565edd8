"""Fits beside SciPy, statsmodels and scikit-learn: not a benchmark itself, but what several share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import likely
from benchmarks.harness import Peer, Row, in_turns
from likely.fit.catalogue import family
from likely.fit.likelihood import weighted_total

SEED = 20_260
ENOUGH = 1e-8  # nats by which our log-likelihood may be below the peer's; 1e-14 of itself past 1e6


def against(
    name: str,
    x: Any,
    peer: str,
    before: str,
    expression: str,
    translate: Callable[[Sequence[float]], Sequence[float]],
    target: str,
    repeats: int = 5,
) -> Row:
    """One row: our fit of `x` beside the peer's `expression`, in which the data are called x.

    `translate` turns what the peer returns into our parameters. Stops if the peer's maximum is higher.
    """
    formulas = family(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.npy"
        np.save(path, x)
        with Peer(f"{before}\nimport numpy as np\nx = np.load({str(path)!r})") as other:
            times, fit, value = in_turns(
                lambda: likely.fit(name, x), lambda: other.time(expression), repeats=repeats
            )
    theirs = [float(v) for v in translate(value)]
    with np.errstate(all="ignore"):
        there = float(weighted_total(formulas.log_prob, (x,), np.ones(len(x)), theirs))
    gap = fit.loglik - there
    if gap < -max(ENOUGH, 1e-14 * abs(there)):
        raise SystemExit(f"{name}: {peer} found a higher maximum, by {-gap:.3g} nats")
    return Row(name, len(x), peer, times[0], times[2], times[1], times[3], target, gap)


def generator() -> np.random.Generator:
    """The seed of all data."""
    return np.random.default_rng(SEED)
