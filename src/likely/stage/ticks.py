"""Round numbers along an axis."""

from likely.formulas.elementary import ceil, floor, log


def ticks(low: float, high: float, most: int = 6) -> tuple[tuple[float, str], ...]:
    """At most `most` + 1 multiples of 1, 2 or 5 times a power of ten within [low, high], with their texts."""
    step = _step((high - low) / most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    size = max(abs(low), abs(high))
    if size / step > 1e9:  # so narrow beside its distance from 0 that the texts would all be one
        return ((low, _text(low, 0.0)), (high, _text(high, 0.0)))
    return tuple([(k * step, _text(k * step, step)) for k in range(int(first), int(last) + 1)])


def _step(rough: float) -> float:
    base = 10.0 ** _power(rough)
    for factor in (1, 2, 5):
        if factor * base >= rough * (1 - 1e-9):
            return factor * base
    return 10 * base


def _text(value: float, step: float) -> str:
    """As many digits as the step asks; powers of ten beyond a million and below a thousandth."""
    if value == 0:
        return "0"
    if step == 0:
        text = f"{value:.10g}"
    elif abs(value) >= 1e6 or abs(value) < 1e-3:
        digits = max(0, _power(abs(value)) - _power(step))
        text = f"{value:.{min(digits, 12)}e}"
    else:
        text = f"{value:.{max(0, -_power(step))}f}"
    return text.replace("-", "−")


def _power(x: float) -> int:
    """The power of ten that x > 0 begins with."""
    return int(floor(log(x) / log(10) + 1e-9))
