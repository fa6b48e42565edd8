"""What profile intervals cost: a fit without and with them beside SciPy's estimates, n = 20, 200, 1,000.

    python -m benchmarks.intervals [--n 200] [FAMILY …]

Each line is the median over 15 turns, one fit of each kind a turn, in processor time: both sides run on one
core, and neighbours on the machine do not count. Four times, in milliseconds:

    fit         what `likely.fit` returns at once: estimates, verdict, likelihoods; standard errors and
                intervals wait until they are read
    profile     the same with every profile interval read
    wald        `interval="wald"`, read with its warnings: it seeks the profile too, to warn where the two
                disagree
    scipy       `scipy.stats.FAMILY.fit` with the same parameters: the estimates alone. SciPy has no fit for
                counts: there its `logpmf` is climbed by Nelder and Mead's simplex

The ratios are scipy/fit and scipy/profile: above 1, likely is faster. Data come from the peers of
`benchmarks.never_worse`, drawn by SciPy from fixed seeds.
"""

import argparse
import statistics
import time
import warnings
from typing import Any

import numpy as np
from scipy import optimize

import likely
from benchmarks.never_worse import PEERS, Peer

TURNS = 15


def scipy_fit(peer: Peer, x: Any) -> None:
    """SciPy's estimates."""
    if peer.opened is None:
        peer.scipy.fit(x, **peer.held)
        return
    opened = peer.opened
    optimize.minimize(
        lambda free: -float(np.sum(peer.scipy.logpmf(x, *opened(*free)))), peer.start(x), method="Nelder-Mead"
    )


def times(name: str, n: int) -> list[float]:
    """Medians in milliseconds: fit, with intervals read, wald, scipy."""
    peer = PEERS[name]
    rng = np.random.default_rng(20_000 + n)
    x = peer.scipy.rvs(*peer.draw(rng), size=n, random_state=rng)
    taken: list[list[float]] = [[], [], [], []]
    for turn in range(TURNS + 1):
        start = time.process_time()
        fit = likely.fit(name, x)
        middle = time.process_time()
        for one in fit.parameters.values():
            assert one.interval
        end = time.process_time()
        quick = likely.fit(name, x, interval="wald")
        assert all(one.interval for one in quick.parameters.values())
        assert quick.warnings is not None
        wald = time.process_time()
        scipy_fit(peer, x)
        last = time.process_time()
        if turn:  # the first warms up
            for kept, seconds in zip(
                taken, (middle - start, end - start, wald - end, last - wald), strict=True
            ):
                kept.append(1e3 * seconds)
    return [statistics.median(kept) for kept in taken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("families", nargs="*", default=list(PEERS))
    parser.add_argument("--n", type=int, action="append")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    print("| family | n | fit | profile | wald | scipy | scipy/fit | scipy/profile |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: |")
    for name in asked.families:
        for n in asked.n or (20, 200, 1000):
            fit, profile, wald, scipy = times(name, n)
            print(
                f"| {name} | {n} | {fit:.2f} | {profile:.2f} | {wald:.2f} | {scipy:.2f} "
                f"| {scipy / fit:.2g} | {scipy / profile:.2g} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
