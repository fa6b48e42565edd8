"""QQ and PP: what was observed against what the model expects, quantile by quantile, share by share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from likely.fit.views.observed import Observed

MOST = 200


@dataclass(frozen=True)
class Against:
    """Points (expected, observed). On the diagonal the two agree."""

    points: tuple[tuple[float, float], ...]


def _places(seen: Observed) -> Any:
    import numpy as np

    m = min(MOST, len(seen.values))
    return (np.arange(m) + 0.5) / m


def quantiles(formulas: Any, seen: Observed, parameters: tuple[Any, ...]) -> Against | None:
    """Quantiles of the data against the model's, at up to 200 shares; None without a quantile function."""
    import numpy as np

    if not hasattr(formulas, "quantile"):
        return None
    share = _places(seen)
    with np.errstate(all="ignore"):
        expected = np.asarray(formulas.quantile(share, *parameters), dtype=float)
    return _points(expected, seen.quantile(share))


def shares(formulas: Any, seen: Observed, parameters: tuple[Any, ...]) -> Against | None:
    """The model's share below each quantile of the data against the data's own; None without a cdf."""
    import numpy as np

    if not hasattr(formulas, "cdf"):
        return None
    share = _places(seen)
    with np.errstate(all="ignore"):
        expected = np.asarray(formulas.cdf(seen.quantile(share), *parameters), dtype=float)
    return _points(expected, share)


def shares_of_counts(table: Any, cdf: Any, parameters: tuple[Any, ...]) -> Against | None:
    """The same for counts, at each distinct value (at most 200 of them)."""
    import numpy as np

    values = np.asarray(table.values, dtype=float)
    reached = np.cumsum(np.asarray(table.weights, dtype=float)) / table.n
    step = max(1, len(values) // MOST)
    if values.max() > 1e6:
        return None
    with np.errstate(all="ignore"):
        expected = np.asarray(cdf(values[::step], *parameters), dtype=float)
    return _points(expected, reached[::step])


def _points(expected: Any, observed: Any) -> Against:
    import numpy as np

    keep = np.isfinite(expected) & np.isfinite(observed)
    return Against(tuple((float(a), float(b)) for a, b in zip(expected[keep], observed[keep], strict=True)))
