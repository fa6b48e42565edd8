"""Every state that the controls of a stage can reach."""

from itertools import product

from likely.stage.stage import Stage


def states(stage: Stage) -> list[dict[str, float]]:
    """All states, the last control moving fastest."""
    reach = [[control.low + i * control.step for i in range(control.count())] for control in stage.controls]
    names = [control.id for control in stage.controls]
    return [dict(zip(names, place, strict=True)) for place in product(*reach)]
