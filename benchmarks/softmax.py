"""Softmax regression, a million rows of twenty inputs and five classes: likely beside scikit-learn's lbfgs.

Run as `python -m benchmarks.softmax [ROWS] [REPEATS]`. Both are unpenalised and run until the slope is below
1e-8 of its scale (scikit-learn: tol=1e-8); first their log-likelihoods are compared, by likely's own formula.
likely's time is for the whole fit: design, verdict, standard errors and intervals too. scikit-learn's is for
its coefficients. On a busy machine the processors' seconds say more than the clock's; with
OPENBLAS_NUM_THREADS=1 both keep to one of them.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
import pandas as pd

import likely
from benchmarks._peers import bring
from likely.fit.loss import loss

ROWS, INPUTS, CLASSES, REPEATS = 1_000_000, 20, 5, 3


def main(rows: int = ROWS, repeats: int = REPEATS) -> None:
    """Print both times, both log-likelihoods, and the ratio."""
    bring("scikit-learn==1.9.1")
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(7)
    x = random.normal(size=(rows, INPUTS))
    slopes = random.normal(size=(INPUTS, CLASSES)) / 3
    y = np.argmax(x @ slopes + random.gumbel(size=(rows, CLASSES)), axis=1)
    names = [f"x{j}" for j in range(INPUTS)]
    table = pd.DataFrame(x, columns=names).assign(y=y)
    formula = "y ~ " + " + ".join(names)
    ours, theirs = [], []
    likely.fit("categorical", table[:1000], formula=formula)  # what is imported is imported
    for _ in range(repeats):
        start = time.perf_counter(), time.process_time()
        fit = likely.fit("categorical", table, formula=formula)
        ours.append((time.perf_counter() - start[0], time.process_time() - start[1]))
        start = time.perf_counter(), time.process_time()
        peer = LogisticRegression(C=np.inf, tol=1e-8, max_iter=10_000).fit(x, y)
        theirs.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    peer_loglik = -loss(peer.decision_function(x), y).value * rows
    print(f"log-likelihood  likely {fit.loglik:.6f}   scikit-learn {peer_loglik:.6f}   ({fit.verdict})")
    assert fit.loglik >= peer_loglik - 1e-9 * abs(peer_loglik)
    print(f"{rows:,} × {INPUTS}, {CLASSES} classes; scikit-learn took {int(np.max(peer.n_iter_))} iterations")
    for k, what in enumerate(("by the clock", "of the processors")):
        a, b = (statistics.median(one[k] for one in times) for times in (ours, theirs))
        print(f"  seconds {what}: likely {a:.2f}, scikit-learn {b:.2f}: {b / a:.1f}×")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
