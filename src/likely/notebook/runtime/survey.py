"""Every value and readout of a stage in every state, as text. Runs in CPython and in MicroPython.

Numbers are written with `repr`, which gives each its own text; only their values are compared.
"""

from likely.stage.stage import Stage


def names(stage: Stage) -> list[str]:
    """The names of a stage's values, in order."""
    return sorted(stage.values(stage.start()))


def survey(stage: Stage, states: list[dict[str, float]]) -> list[list[list[str]]]:
    """For each state: the values in the order of their names, and the readouts' texts."""
    order = names(stage)
    told = []
    for state in states:
        values = stage.values(state)
        texts = [readout.text(values) for readout in stage.readouts]
        told.append([[repr(float(values[name])) for name in order], texts])
    return told
