"""Browser = desktop: one stage, evaluated by both Pythons in every state."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from likely.notebook.bundle import portable_files
from likely.notebook.runtime.node import Told, run_micropython
from likely.notebook.runtime.survey import names, survey
from likely.stage.stage import Stage
from likely.stage.states import odd_states, states

LIMIT = 1e-12
_PATIENCE = 60.0  # seconds a page, and as many to start: a busy machine is no endless loop
_FLOOR = 1e-3  # below this size, differences are measured absolutely: 1e-15 is as good as none

_SURVEY = """\
import sys, json
for name in ("stage", "survey"):
    sys.modules.pop(name, None)
sys.path[:] = [part for part in sys.path if not part.startswith("/page")] + ["/page{number}", "/page"]
from stage import stage
from survey import survey
from likely.stage.states import odd_states, states
for line in survey(stage, states(stage) + odd_states(stage)):
    print(json.dumps(line))
"""


@dataclass(frozen=True)
class Case:
    """One page's code, and what CPython made of it."""

    stage: Stage
    stage_source: str
    witness_source: str


@dataclass(frozen=True)
class Comparison:
    """The two answers for one page.

    states     how many positions of sliders and choices there are
    odd        how many states were added for text fields, of which no list has every text
    worst      largest difference: relative, and absolute for numbers below 1e-3
    where      state and value in which it was found
    readouts   how many readout texts differ (a last digit on the edge of rounding may)
    browser    the values at the start state, by MicroPython
    witness    what the witness printed under MicroPython
    error      why MicroPython gave no values, if it gave none
    """

    states: int
    odd: int
    values: int
    worst: float
    where: str
    readouts: int
    browser: dict[str, float]
    witness: Told
    error: str | None


def compare(cases: Sequence[Case], node: Path, runtime: Path) -> list[Comparison]:
    """Run all pages' stages and witnesses in one MicroPython."""
    files = {f"/lib/{path}": source for path, source in portable_files().items()}
    files["/page/survey.py"] = Path(survey.__code__.co_filename).read_text(encoding="utf-8")
    programs = []
    for number, case in enumerate(cases):
        files[f"/page{number}/stage.py"] = case.stage_source
        programs += [_SURVEY.format(number=number), case.witness_source]
    told = run_micropython(node, runtime, files, programs, seconds=_PATIENCE * (1 + len(cases)))
    return [_compared(case, told[2 * i], told[2 * i + 1]) for i, case in enumerate(cases)]


def _compared(case: Case, told: Told, witness: Told) -> Comparison:
    listed, odd = states(case.stage), odd_states(case.stage)
    reach = listed + odd
    order = names(case.stage)
    if told.error:
        return Comparison(len(listed), len(odd), len(order), float("inf"), "", 0, {}, witness, told.error)
    browser = [json.loads(line) for line in told.printed.splitlines()]
    worst, where, readouts = 0.0, "", 0
    for state, here, there in zip(reach, survey(case.stage, reach), browser, strict=True):
        readouts += sum(a != b for a, b in zip(here[1], there[1], strict=True))
        for name, a, b in zip(order, here[0], there[0], strict=True):
            apart = difference(float(a), float(b))
            if apart > worst:
                worst, where = apart, f"{name} at {state}"
    start = reach.index({control.id: control.nearest(control.start) for control in case.stage.controls})
    at_start = dict(zip(order, map(float, browser[start][0]), strict=True))
    return Comparison(len(listed), len(odd), len(order), worst, where, readouts, at_start, witness, None)


def difference(a: float, b: float) -> float:
    """How far apart two numbers are, relative to the larger; equal infinities and two NaN agree."""
    if a == b or (a != a and b != b):
        return 0.0
    apart = abs(a - b) / max(abs(a), abs(b), _FLOOR)
    return apart if apart == apart else float("inf")
