"""A column of numbers in memory, and the sums over it that kernels take: moments, and passes with parameters.

Whatever was summed once is kept, so that a sum without parameters costs one pass in a whole fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from likely import kernels
from likely.data.plan import LOG, Affine, Form, Term, Unplannable, form_of, merged, number
from likely.formulas.elementary import log1pmx, log_ratio, sqrt
from likely.formulas.traced import Traced

if TYPE_CHECKING:
    import numpy as np

    Doubles = np.ndarray[tuple[int], np.dtype[np.float64]]


WINDOW = 16.0  # mean distances / √n: a median's interval is two


class Ridge(NamedTuple):
    """Σ F(t) with its slopes, for t = a·v + b over the rows, where a and b depend on the parameters.

    value                   Σ F
    first, first_v          Σ F′, Σ F′·v
    second, _v, _vv         Σ F″, Σ F″·v, Σ F″·v²
    """

    value: float
    first: float
    first_v: float
    second: float
    second_v: float
    second_vv: float


Assemble = Callable[[Ridge, Any, Any], Any]  # (sums, a, b) → Σ F, with derivatives if a and b have them


def value_only(sums: Ridge, a: Any, b: Any) -> float:
    """The way to assemble where parameters are plain numbers."""
    del a, b
    return sums.value


class Wanted(NamedTuple):
    """What the moments' pass must bring along: gaps between means, and whether log x has moments too."""

    gaps: tuple[str, ...] = ()
    x: bool = False
    log: bool = False


def wanted_by(forms: Sequence[Form]) -> Wanted:
    """The sums without parameters that these forms ask for."""
    terms = [term for form in forms for term in form.terms]
    log_squared = any(t.kind == "square" and t.arguments[0].base == LOG for t in terms)
    gaps: set[str] = set()
    x = False
    for term in terms:
        if term.kind in ("linear", "square") and term.arguments[0].base == LOG:
            if not log_squared:
                gaps.add("log")
        elif term.kind in ("linear", "square"):
            x = True
        elif term.kind == "quotient":
            gaps.add("reciprocal")
        elif term.kind in ("log1pmx", "log_of"):
            gaps.add("log1m" if term.arguments[0] else "log")
    return Wanted(tuple(sorted(gaps)), x or bool(gaps) or not log_squared, log_squared)


def sum_of_moments(term: Term, x: kernels.Moments | None, log: kernels.Moments | None, n: float) -> Any:
    """Σ of a term that needs no pass of its own, from the moments of x, or of log x."""
    if term.kind == "constant":
        return term.coefficient * n
    found = _sum(term.kind, term.arguments, x, log, n)
    return term.coefficient * found


def _sum(kind: str, arguments: Any, x: Any, log: Any, n: float) -> Any:
    if kind == "linear":
        return _linear(arguments[0], x, log, n)
    if kind == "square":
        a, b = arguments
        m = log if a.base == LOG else x
        spread = (m.square + m.square_low) + n * (_away(a, m) * _away(b, m))
        return a.sign * b.sign * spread / a.divisor / b.divisor
    if kind == "quotient":
        a, b, under = arguments
        spread = n * (_away(a, x) * _away(b, x)) / x.mean + a.root * b.root * x.reciprocal_gap
        return a.sign * b.sign * under.sign * spread / a.divisor / b.divisor * under.divisor
    if kind == "log1pmx":
        side, a = arguments
        mean = a.sign * _away(a, x) / a.divisor
        return n * log1pmx(mean) - (x.log1m_gap + x.log1m_gap_low if side else x.log_gap + x.log_gap_low)
    if kind == "log_of":  # side 1: log((1 − x)/divisor)
        rest = 1 - x.mean
        return n * (log_ratio(rest, arguments[1]) - x.mean_low / rest) - (x.log1m_gap + x.log1m_gap_low)
    raise Unplannable


def _away(a: Affine, m: kernels.Moments) -> Any:
    """Mean less root, on the affine's base."""
    root = math.log(a.root) if a.base == LOG and not hasattr(a.root, "value") else a.root
    if a.base == LOG and hasattr(a.root, "value"):
        root = a.root.log()
    return (m.mean - root) + m.mean_low


def _linear(a: Affine, x: Any, log: Any, n: float) -> Any:
    if a.base == LOG and log is None:
        away = n * (log_ratio(x.mean, a.root) + x.mean_low / x.mean) - (x.log_gap + x.log_gap_low)
        return a.sign * away / a.divisor
    return a.sign * n * _away(a, log if a.base == LOG else x) / a.divisor


class Column:
    """Observations that are all there, all finite; `weights` (or None: each counts once) are positive.

    passes   how often the rows were read so far
    """

    def __init__(
        self, values: Doubles, weights: Doubles | None = None, known: kernels.Moments | None = None
    ) -> None:
        self.values = values
        self.weights = weights
        self.passes = 0
        self._moments: dict[tuple[str, str], kernels.Moments] = {}
        if known is not None:  # the moments of x, with the gap of log x if there is one
            self._moments["x", "log" if known.wanted else ""] = known
        self._logs: tuple[float, Doubles] | None = None
        self._first: tuple[float, tuple[float, float, float, float]] | None = None
        self._window: _Window | None = None
        self.n = float(len(values)) if weights is None else self.moments().weight

    def pass_of(self, kernel: Callable[..., kernels.Totals], *parameters: Any) -> tuple[float, ...]:
        """The sums of one pass with parameters, over x."""
        self.passes += 1
        return kernel(self.values, *parameters, weights=self.weights).high

    def moments(self, gaps: Sequence[Any] = (), of: Any = "x") -> kernels.Moments:
        """One pass over x or log x, with the gaps asked for; none if they are known."""
        key = of, ",".join(gaps)
        for (kind, known), found in self._moments.items():
            if kind == of and set(gaps) <= set(known.split(",")):
                return found
        self.passes += 1
        self._moments[key] = kernels.moments(self.values, self.weights, gaps=gaps, of=of)
        return self._moments[key]

    @property
    def low(self) -> float:
        """The smallest observation."""
        return self.moments().low

    @property
    def high(self) -> float:
        """The largest observation."""
        return self.moments().high

    def logs(self, of: float = 1.0) -> Doubles:
        """log(x/of). The last ones are kept: Newton asks for the same ones again and again."""
        if self._logs is None or self._logs[0] != of:
            import numpy as np

            self.passes += 1
            self._logs = of, np.empty(len(self.values))
            kernels.logs(self.values, self._logs[1], 1 / of)
        return self._logs[1]

    def median(self) -> kernels.Ranked:
        """The two middle observations (weights are not looked at)."""
        self.passes += 1
        return kernels.median(self.values)

    def ties_at_most(self) -> int:
        """No observation occurs more often than this (weights are not looked at)."""
        self.passes += 1
        return kernels.ties_at_most(self.values)

    def rank(self, k: int) -> float:
        """The observation of rank k, from 0 (weights are not looked at)."""
        self.passes += 1
        return kernels.quantile(self.values, k)

    def absolute(self, centre: float) -> tuple[float, float, float, float]:
        """Weights below, at and above a centre, and Σ w·|x − centre|.

        When a second centre is asked for, the rows near the first are kept: for another one among them, only
        they are looked at again.
        """
        if self._first is not None and self._first[0] == centre:
            return self._first[1]
        if self._first is not None and self._window is None and self.weights is None:
            at, found = self._first
            half = WINDOW * found[3] / self.n / math.sqrt(self.n)
            self.passes += 1
            self._window = _window(self.values, at, half, found)
        known = self._window
        if known is not None and known.low <= centre <= known.high:
            return known.about(centre)
        self.passes += 1
        below, equal, above, size = kernels.absolute_sums(self.values, centre, self.weights).high
        self._first = self._first or (centre, (below, equal, above, size))
        return below, equal, above, size

    def sum_of(self, function: Callable[..., Any]) -> float | None:
        """Σ w·function(x); None if kernels cannot take it."""
        try:
            return float(self.total(merged(form_of(function(Traced.x()), self.low, self.high))))
        except (Unplannable, TypeError):
            return None

    def total(self, form: Form, assemble: Assemble = value_only) -> Any:
        """Σ of a form over the rows. Raises Unplannable where a pass cannot take the numbers at hand."""
        wanted = wanted_by([form])
        x = self.moments(wanted.gaps) if wanted.x else None
        log = self.moments(of="log") if wanted.log else None
        if (x is not None and x.infinite) or (log is not None and log.infinite):
            raise Unplannable
        result: Any = 0.0
        for term in form.terms:
            known = _PASSES.get(term.kind)
            if known is None:
                result = result + sum_of_moments(term, x, log, self.n)
            else:
                try:
                    sums, a, b = known(self, *term.arguments)
                except (ValueError, OverflowError):
                    raise Unplannable from None
                result = result + term.coefficient * assemble(sums, a, b)
        return result


class _Window(NamedTuple):
    """The rows between low and high in order, and what is known about all of them at one centre.

    below, above   weights outside the window
    reached        sums of the first 0, 1, … of (values − centre)
    size           Σ |x − centre| of what lies outside the window
    """

    low: float
    high: float
    values: Doubles
    reached: Doubles
    centre: float
    below: float
    above: float
    size: float

    def about(self, centre: float) -> tuple[float, float, float, float]:
        """Weights below, at and above another centre in the window, and Σ |x − centre|."""
        import numpy as np

        i, j = (int(np.searchsorted(self.values, centre, side)) for side in ("left", "right"))
        many, total = len(self.values), float(self.reached[-1])
        near = (2 * i - many) * (centre - self.centre) + total - 2 * float(self.reached[i])
        size = self.size + (centre - self.centre) * (self.below - self.above) + near
        return self.below + i, float(j - i), self.above + many - j, size


def _window(values: Doubles, centre: float, half: float, found: Sequence[float]) -> _Window:
    import numpy as np

    low, high = centre - half, centre + half
    inside = np.sort(values[(values >= low) & (values <= high)])
    low, high = (float(inside[0]), float(inside[-1])) if len(inside) else (centre, centre)
    below = found[0] - float(np.sum(inside < centre))
    above = found[2] - float(np.sum(inside > centre))
    reached = np.concatenate([[0.0], np.cumsum(inside - centre)])
    outside = found[3] - float(np.sum(np.abs(inside - centre)))
    return _Window(low, high, inside, reached, centre, below, above, outside)


def column_of(table: Any) -> Column:
    """The column of a `reduce.Table` of arrays. Equal weights of 1 are no weights."""
    import numpy as np

    values = np.asarray(table.values, dtype=np.float64)
    plain = getattr(table.weights, "strides", None) == (0,)
    return Column(values, None if plain else np.asarray(table.weights, dtype=np.float64))


def _exp(column: Column, t: Affine) -> tuple[Ridge, Any, Any]:
    slope = number(t.slope)
    if t.base == LOG:
        end = column.high if slope > 0 else column.low
        if not 1e-300 < end < 1e300:
            raise Unplannable
        column.passes += 1
        unit = -1 / slope
        s, sv, svv = kernels.exponential_sums(column.logs(end), 0.0, unit, column.weights).high
        a, b = t.slope * unit, t.slope * log_ratio(end, t.root)
    else:
        unit = -1 / slope
        end = column.low if unit > 0 else column.high
        s, sv, svv = column.pass_of(kernels.exponential_sums, end, unit)
        a, b = t.slope * unit, t.slope * (end - t.root)
    lift = math.exp(number(b))
    s, sv, svv = lift * s, lift * sv, lift * svv
    return Ridge(s, s, sv, s, sv, svv), a, b


def _log1p_square(column: Column, root: Any, by: Any) -> tuple[Ridge, Any, Any]:
    steep = sqrt(by)
    unit = 1 / number(steep)
    value, r, rz, rzz, _, rrz, rrzz = column.pass_of(kernels.rational_sums, number(root), unit, 1.0)
    sums = Ridge(value, 2 * rz, 2 * rzz, 2 * r - 4 * rrzz, 4 * rrz - 2 * rz, 4 * rrzz - 2 * rzz)
    return sums, steep * unit, steep * (number(root) - root)


def _log_cosh(column: Column, t: Affine) -> tuple[Ridge, Any, Any]:
    values = column.values if t.base != LOG else column.logs()
    root = number(t.root) if t.base != LOG else math.log(number(t.root))
    unit = abs(1 / number(t.slope))
    column.passes += 1
    value, tanh, tanh_z, q, qz, qzz = kernels.logistic_sums(values, root, unit, column.weights).high
    shift = log_ratio(number(t.root), t.root) if t.base == LOG else number(t.root) - t.root
    return Ridge(value, tanh / 2, tanh_z / 2, q, qz, qzz), t.slope * unit, t.slope * shift


def _absolute(column: Column, t: Affine) -> tuple[Ridge, Any, Any]:
    if t.base == LOG:
        raise Unplannable
    root, slope = number(t.root), number(t.slope)
    below, at, above, size = column.absolute(root)
    side = above + at - below if slope > 0 else below + at - above
    sums = Ridge(abs(slope) * size, side, math.copysign(size, slope), 0.0, 0.0, 0.0)
    return sums, t.slope, t.slope * (root - t.root)


_PASSES: dict[str, Callable[..., tuple[Ridge, Any, Any]]] = {
    "exp": _exp,
    "log1p_square": _log1p_square,
    "log_cosh": _log_cosh,
    "absolute": _absolute,
}
