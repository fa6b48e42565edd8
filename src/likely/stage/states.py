"""The states of a stage that a build visits, and those it visits in place of all that may be typed."""

from likely.formulas.elementary import Value
from likely.stage.stage import Stage

State = Value
"""A dict {control id: number, or the text of a text field}; MicroPython has no subscripts of types."""


def states(stage: Stage) -> list[State]:
    """Every position of sliders and choices, the last control moving fastest; texts are as at the start."""
    return _all(stage, [control.reach() for control in stage.controls])


def odd_states(stage: Stage) -> list[State]:
    """Texts that nobody thought of in each text field, at both ends of every other control.

    No list holds every text a reader may type; these stand for them.
    """
    found = []
    for typed in stage.controls:
        if hasattr(typed, "odd"):
            found += _all(stage, [c.odd() if c is typed else _ends(c) for c in stage.controls])
    return found


def _ends(control: Value) -> list[Value]:
    reach = control.reach()
    return [reach[0], reach[-1]] if len(reach) > 1 else reach


def _all(stage: Stage, values: list[list[Value]]) -> list[State]:
    found: list[State] = [{}]
    for control, own in zip(stage.controls, values):
        found = [dict(list(state.items()) + [(control.id, value)]) for state in found for value in own]
    return found
