"""Softmax regression, a million rows of twenty inputs and five classes: likely beside scikit-learn's lbfgs.

Run as `python -m benchmarks.softmax [ROWS] [REPEATS]`. Both are unpenalised and run until the slope is below
1e-8 of its scale (scikit-learn: tol=1e-8); first their log-likelihoods are compared, by likely's own formula.
likely's time is for the whole fit: design, verdict, standard errors and intervals too. scikit-learn's is for
its coefficients.
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
    for _ in range(repeats):
        start = time.perf_counter()
        fit = likely.fit("categorical", table, formula=formula)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        peer = LogisticRegression(C=np.inf, tol=1e-8, max_iter=10_000).fit(x, y)
        theirs.append(time.perf_counter() - start)
    peer_loglik = -loss(peer.decision_function(x), y).value * rows
    print(f"log-likelihood  likely {fit.loglik:.6f}   scikit-learn {peer_loglik:.6f}   ({fit.verdict})")
    assert fit.loglik >= peer_loglik - 1e-9 * abs(peer_loglik)
    a, b = statistics.median(ours), statistics.median(theirs)
    print(
        f"{rows:,} × {INPUTS}, {CLASSES} classes: likely {a:.2f} s, scikit-learn {b:.2f} s "
        f"({int(np.max(peer.n_iter_))} iterations): {b / a:.1f}×"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
