"""The Kaplan–Meier estimate: who outlives each time, when some are only known to have lived so long.

S(t) = Π (1 − died/at risk) over the times up to t at which someone died

Source  Kaplan & Meier 1958, JASA 53, 457.
"""

from likely.formulas.elementary import Value

MOST = 2000  # stairs


def staircase(start: float, last: float, times: Value, died: Value, risk: Value) -> Value:
    """Corners (time, share still to come) from `start` to `last`.

    `times` ascend; `died` is the weight on each, `risk` the weight of all who lived that long. Of more than
    2,000 stairs an even selection is kept.
    """
    every = -(-len(times) // MOST)
    corners, alive, shown = [(start, 1.0)], 1.0, 1.0
    for at in range(len(times)):
        alive *= 1 - float(died[at]) / float(risk[at])
        if at % every == 0 or at == len(times) - 1:
            time = float(times[at])
            corners += [(time, shown), (time, alive)]
            shown = alive
    corners.append((max(last, corners[-1][0]), shown))
    return tuple(corners)
