"""Time against the number of rows, from a hundred on: gamma by likely and SciPy, and the memory's limit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import likely
from benchmarks.fits import generator
from benchmarks.harness import HERE, Peer, in_turns, measured

PICTURE = HERE.parent / "docs" / "pictures" / "time-against-n.svg"
LIKELY, PEER, LIMIT = "likely.fit", "scipy.stats.gamma.fit", "np.sum, the memory's limit"


def points(quick: bool) -> list[dict[str, Any]]:
    """For each n the seconds of both sides, and of np.sum on the same array."""
    sizes = [10**k for k in range(2, 7 if quick else 9)]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.npy"
        with Peer("from scipy import stats\nimport numpy as np") as other:
            for n in sizes:
                x = generator().gamma(2, 2, n)
                np.save(path, x)
                other.time("None", f"x = np.load({str(path)!r})")
                times, _, _ = in_turns(
                    lambda x=x: likely.fit("gamma", x),
                    lambda: other.time("stats.gamma.fit(x, floc=0)[0]"),
                    5 if n < 10_000_000 else 2,
                )
                limit = min(measured(lambda x=x: np.sum(x))[0] for _ in range(5))
                found.append({"n": n, LIKELY: times[0], PEER: times[2], LIMIT: limit})
    return found


def draw(found: list[dict[str, Any]], path: Path = PICTURE) -> None:
    """The picture, log-log, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "likely"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7.2, 4.6), layout="constrained")
    n = [one["n"] for one in found]
    styles = {PEER: ("#b0502a", "s-"), LIKELY: ("#1f5fa8", "o-"), LIMIT: ("#777777", "--")}
    for name, (colour, style) in styles.items():
        seconds = [one[name] for one in found]
        axes.loglog(n, seconds, style, color=colour, markersize=5)
        axes.annotate(
            name,
            (n[1], seconds[1]),
            (0, {PEER: -16, LIKELY: 9}.get(name, 22)),
            textcoords="offset points",
            color=colour,
        )
    axes.set_xlabel("rows")
    axes.set_ylabel("seconds")
    axes.set_title("A gamma fit: time against the number of rows", loc="left", fontsize=11)
    axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
