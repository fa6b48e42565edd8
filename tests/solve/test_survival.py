"""The Kaplan–Meier estimate, on the treated patients of Freireich 1963 (Kalbfleisch & Prentice 2002)."""

import csv
from pathlib import Path

import pytest

from likely.formulas.families import exponential
from likely.lab import views
from likely.lab.kept import kept
from likely.notebook.lab import lab as module
from likely.solve.survival import staircase

DATA = Path(module.__file__).parent / "data" / "remission-treated.csv"


def test_it_is_the_published_one() -> None:
    counts: dict = {}
    with DATA.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            pair = (float(row["weeks"]), float(row["relapsed"]))
            counts[pair] = counts.get(pair, 0) + 1
    steps = dict(views.survival(kept(counts, "relapsed"), exponential, None).steps)
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for week, alive in published.items():
        assert steps[week] == pytest.approx(alive, abs=5e-4)
    assert max(steps) == 35


def test_very_many_stairs_are_thinned_and_end_where_they_should() -> None:
    times = list(range(1, 5001))
    steps = staircase(0.0, 6000.0, times, [1.0] * 5000, [5001.0 - k for k in range(5000)])
    assert len(steps) < 4010
    assert steps[-2] == (5000.0, pytest.approx(1 / 5001))
    assert steps[-1][0] == 6000.0
