"""Whose maximum is higher: `likely.fit` and `scipy.stats` on the same random sets, 200 a family.

Run as `python -m benchmarks.never_worse`. Prints Markdown. The sets are drawn by SciPy itself, from fixed
seeds: n from 5 to 300, parameters over a few decades. Both fit the same parameters (`floc=0` and the like
where likely has no location); SciPy has no fit for counts, so there its `logpmf` is climbed by Nelder and
Mead's simplex. Both likelihoods are evaluated by SciPy's own `logpdf` or `logpmf` at the estimates. The
times are processor time for all that each returns: likely's includes the verdict and standard errors; its
profile intervals wait until they are read (`benchmarks.intervals` times them).
Where likely says that there is no maximum, the set is counted apart. A difference counts from 1e-9 of the
log-likelihood's size on. Exits with 1 if likely is ever below SciPy by that much.
"""

from __future__ import annotations

import math
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from mpmath import mp
from scipy import optimize, special, stats

import likely

SETS = 200
LIMIT = 1e-9


@dataclass(frozen=True)
class Peer:
    """A family as SciPy has it: `to_scipy` turns likely's parameters into SciPy's."""

    scipy: Any
    to_scipy: Callable[..., tuple[float, ...]]
    draw: Callable[[np.random.Generator], tuple[float, ...]]
    held: dict[str, float]
    opened: Callable[..., Any] | None = None  # for counts: SciPy's parameters from unbounded ones
    start: Callable[..., list[float]] = lambda x: []


def size(rng: np.random.Generator, decades: float = 0.7) -> float:
    """A positive number, as often above 1 as below it."""
    return float(10 ** rng.uniform(-decades, decades))


def placed(rng: np.random.Generator) -> tuple[float, float]:
    return float(rng.normal(0, 10)), size(rng)


def same(*values: float) -> tuple[float, ...]:
    return values


PEERS = {
    "normal": Peer(stats.norm, same, placed, {}),
    "laplace": Peer(stats.laplace, same, placed, {}),
    "logistic": Peer(stats.logistic, same, placed, {}),
    "gumbel": Peer(stats.gumbel_r, same, placed, {}),
    "cauchy": Peer(stats.cauchy, same, placed, {}),
    "student_t": Peer(stats.t, same, lambda r: (size(r) * 3, *placed(r)), {}),
    "exponential": Peer(stats.expon, lambda rate: (0, 1 / rate), lambda r: (0, size(r)), {"floc": 0}),
    "rayleigh": Peer(stats.rayleigh, lambda s: (0, s), lambda r: (0, size(r)), {"floc": 0}),
    "lognormal": Peer(
        stats.lognorm,
        lambda mu, sigma: (sigma, 0, math.exp(mu)),
        lambda r: (size(r, 0.4), 0, size(r)),
        {"floc": 0},
    ),
    "gamma": Peer(
        stats.gamma, lambda k, rate: (k, 0, 1 / rate), lambda r: (size(r), 0, size(r)), {"floc": 0}
    ),
    "weibull": Peer(stats.weibull_min, lambda k, s: (k, 0, s), lambda r: (size(r), 0, size(r)), {"floc": 0}),
    "inverse_gaussian": Peer(
        stats.invgauss,
        lambda mu, shape: (mu / shape, 0, shape),
        lambda r: (size(r), 0, size(r)),
        {"floc": 0},
    ),
    "beta": Peer(
        stats.beta, lambda a, b: (a, b, 0, 1), lambda r: (size(r), size(r), 0, 1), {"floc": 0, "fscale": 1}
    ),
    "pareto": Peer(
        stats.pareto,
        lambda low, alpha: (alpha, 0, low),
        lambda r: (size(r) + 0.3, 0, size(r)),
        {"floc": 0},
    ),
    "uniform": Peer(stats.uniform, lambda a, b: (a, b - a), placed, {}),
    "von_mises": Peer(
        stats.vonmises,
        lambda mu, kappa: (kappa, mu, 1),
        lambda r: (size(r), float(r.uniform(-3, 3)), 1),
        {"fscale": 1},
    ),
    "poisson": Peer(
        stats.poisson,
        same,
        lambda r: (3 * size(r),),
        {},
        lambda z: (np.exp(z),),
        lambda x: [math.log(np.mean(x) + 0.1)],
    ),
    "geometric": Peer(
        stats.geom,
        lambda p: (p, -1),
        lambda r: (float(r.uniform(0.05, 0.95)), -1),
        {},
        lambda z: (special.expit(z), -1),
        lambda x: [-math.log(np.mean(x) + 0.1)],
    ),
    "negative_binomial": Peer(
        stats.nbinom,
        lambda k, mu: (k, k / (k + mu)),
        lambda r: (size(r), float(r.uniform(0.05, 0.9))),
        {},
        lambda k, z: (np.exp(k), special.expit(z)),
        lambda x: [0.0, -math.log(np.mean(x) + 0.1)],
    ),
}


@dataclass
class Count:
    """What happened in a family."""

    fitted: int = 0
    below: int = 0
    above: int = 0
    failed: int = 0
    none: int = 0
    most: float = 0.0
    worst: float = 0.0
    ours: float = 0.0
    theirs: float = 0.0


def compare(name: str, peer: Peer, sets: int) -> Count:
    """Fit `sets` random sets by both."""
    count = Count()
    for seed in range(sets):
        rng = np.random.default_rng([seed, *name.encode()])
        x = peer.scipy.rvs(*peer.draw(rng), size=int(rng.integers(5, 300)), random_state=rng).astype(float)
        start = time.process_time()
        mine = likely.fit(name, x)
        count.ours += time.process_time() - start
        start = time.process_time()
        theirs, where = scipy_fit(peer, x)
        count.theirs += time.process_time() - start
        if not mine.exists:
            # a supremum is a bound: nothing may lie above it. Where SciPy's own density says otherwise
            # (its nbinom.logpmf loses digits at sizes of 1e7 and more), 50 digits decide.
            count.none += 1
            if theirs > mine.loglik and peer.scipy is stats.nbinom:
                theirs = exact_nbinom(x, *where)
            count.below += theirs > mine.loglik + LIMIT * max(1.0, abs(mine.loglik))
            continue
        ours = loglik(peer, x, peer.to_scipy(*(float(one.estimate) for one in mine.parameters.values())))
        count.fitted += 1
        if not math.isfinite(theirs):
            count.failed += 1
            continue
        gap = (ours - theirs) / max(1.0, abs(ours))
        count.below += gap < -LIMIT
        count.above += gap > LIMIT
        count.worst = min(count.worst, gap)
        count.most = max(count.most, ours - theirs)
    return count


def loglik(peer: Peer, x: Any, parameters: tuple[float, ...]) -> float:
    """By SciPy's own density."""
    density = peer.scipy.logpmf if peer.opened else peer.scipy.logpdf
    return float(np.sum(density(x, *parameters)))


def exact_nbinom(x: Any, size: float, p: float) -> float:
    """The log-likelihood of a negative binomial, by its textbook formula in 50 digits."""
    with mp.workdps(50):
        size, p = mp.mpf(size), mp.mpf(p)
        ways = [mp.loggamma(v + size) - mp.loggamma(size) - mp.loggamma(v + 1) for v in map(mp.mpf, x)]
        return float(mp.fsum(ways) + len(x) * size * mp.log(p) + mp.mpf(float(sum(x))) * mp.log(1 - p))


def scipy_fit(peer: Peer, x: Any) -> tuple[float, tuple[float, ...]]:
    """SciPy's best and where it is, or not a number where it gives up."""
    try:
        if peer.opened is None:
            at = peer.scipy.fit(x, **peer.held)
            return loglik(peer, x, at), at
        found = optimize.minimize(
            lambda free: -loglik(peer, x, peer.opened(*free)),
            peer.start(x),
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000},
        )
        at = peer.opened(*found.x)
        return loglik(peer, x, at), tuple(map(float, at))
    except (ValueError, RuntimeError, stats.FitError, FloatingPointError):
        return math.nan, ()


def main(sets: int = SETS) -> int:
    """Print one row a family."""
    print(
        "| family | sets | likely lower | SciPy lower | by at most (nats) | SciPy gave up | no maximum | "
        "time a fit, likely / SciPy (ms) |\n| --- | --: | --: | --: | --: | --: | --: | --: |"
    )
    lower = 0
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    for name, peer in PEERS.items():
        c = compare(name, peer, sets)
        lower += c.below
        print(
            f"| {name} | {sets} | {c.below} | {c.above} | {c.most:.2g} | {c.failed} | {c.none} | "
            f"{1e3 * c.ours / sets:.1f} / {1e3 * c.theirs / sets:.1f} |",
            flush=True,
        )
    return 1 if lower else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else SETS))
