"""Von Mises: angles around a preferred direction, the normal of the circle.

log p(x) = κ·cos(x − μ) − log(2π·I₀(κ))      [nats]

Support      angles in radians; whole turns do not matter
Parameters   mu ∈ [−π, π], the mean direction;  kappa ≥ 0, the concentration (0 is uniform on the circle)
Statistic    sin and cos of x − centre   (1 − cos is taken as 2·sin²(half), so that it does not cancel)
Maximum      mu = the direction of the summed vectors; kappa by Newton for 1 − I₁(κ)/I₀(κ) = 1 − R
Exists       iff the observations are not all equal; else the likelihood grows without bound as kappa → ∞
Accuracy     log p 1.5e-15 (worst of thousands of points against mpmath; of its size, or of 1 if log p is
             smaller); cdf 2e-16 absolute, 1.1e-13 above kappa = 1e6; log I₀ to 1e-15; 1 − R with all digits
             for concentrated angles
Source       Mardia & Jupp 2000, Directional Statistics, §5.3
"""

from likely.formulas.bessel import log_i0_scaled, one_minus_ratio, ratio_slope
from likely.formulas.elementary import INFINITY, Value, atan2, cos, exp, floor, sin, sqrt, where
from likely.formulas.inverse import halved
from likely.formulas.maximum import BOUNDARY, INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import HALF_LOG_2PI, normal_cdf

PARAMETERS = (
    Parameter("mu", "μ", "mean direction, in radians"),
    Parameter("kappa", "κ", "concentration", 0.0, INFINITY, closed_low=True),
)
DISCRETE = False
CIRCULAR = True  # a density on the circle, not on the line
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


STEEP = 1e6
PI = 3.141592653589793
LOG_2PI = 2 * HALF_LOG_2PI


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value]:
    """Sine of the angle from the pivot, and 1 − its cosine."""
    half = sin(0.5 * (x - centre))
    return sin(x - centre), 2 * half * half


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    s, v = totals
    turn = float(old[0] - new[0])
    half = sin(0.5 * turn)
    a, b = type(n)(sin(turn)), type(n)(2 * half * half)
    return s + a * n - a * v - b * s, v + b * n - b * v + a * s


def summary(sums: Value) -> tuple[Value, Value]:
    """Mean direction in (−π, π], and 1 − R, R the length of the mean vector."""
    s, v = sums.mean
    c = 1 - v
    length = sqrt(s * s + c * c)
    direction = sums.centre + atan2(s, c)
    direction = direction - 2 * PI * ((direction + PI) // (2 * PI))
    lost = 0.0 if sums.low == sums.high else (2 * v - v * v - s * s) / (1 + length)  # (1 − R²)/(1 + R)
    return direction, lost if lost > 0 else 0.0


def log_prob(x: Value, mu: Value, kappa: Value) -> Value:
    """log p(x), in nats."""
    half = sin(0.5 * (x - mu))
    return -2 * kappa * half * half - LOG_2PI - log_i0_scaled(kappa)


def cdf(x: Value, mu: Value, kappa: Value) -> Value:
    """P(X ≤ x) of the angle taken between μ − π and μ + π; whole turns do not matter.

    A Fourier series whose coefficients I_j(κ)/I₀(κ) come from the recurrence downwards; above κ = 1e6 the
    normal distribution of 2·√κ·sin(half the angle), with its first correction. Absolute error some 1e-15
    (2e-13 above 1e6). Source: Hill 1977, ACM TOMS 3, 279.
    """
    angle = x - mu
    angle = angle - 2 * PI * floor((angle + PI) / (2 * PI))
    return _below(angle, kappa)


def _below(angle: Value, kappa: Value) -> Value:
    steep = kappa > STEEP
    k = where(steep, STEEP, kappa)
    flat = k <= 0
    inverse = 2 / where(flat, 1.0, k)
    most = float(k.max() if hasattr(k, "max") else k)
    ratio = total = 0.0 * angle + 0.0 * k
    for j in range(int(30 + 10 * sqrt(most)), 0, -1):
        ratio = 1 / (j * inverse + ratio)
        total = ratio * (sin(j * angle) / j + total)
    series = 0.5 + angle / (2 * PI) + where(flat, 0.0, total) / PI
    high = where(steep, kappa, STEEP)
    z = 2 * sqrt(high) * sin(0.5 * angle)
    bump = z * exp(-0.5 * z * z - HALF_LOG_2PI) / (8 * high + 1)
    return where(steep, normal_cdf(z) - bump, where(series > 0, where(series < 1, series, 1.0), 0.0))


def quantile(p: Value, mu: Value, kappa: Value) -> Value:
    """The angle between μ − π and μ + π below which the share p lies, by bisection."""
    return mu + halved(p, lambda angle: _below(angle, kappa), -PI, PI)


def log_likelihood(n: Value, direction: Value, lost: Value, mu: Value, kappa: Value) -> Value:
    """log L(μ, κ) in nats, of n angles with this mean direction and 1 − R."""
    half = sin(0.5 * (direction - mu))
    return n * (-kappa * (lost + 2 * (1 - lost) * half * half) - LOG_2PI - log_i0_scaled(kappa))


def mle(direction: float, lost: float) -> tuple[float, float]:
    """Newton for I₁(κ)/I₀(κ) = R, from Best & Fisher's approximation."""
    r = 1 - lost
    if r < 0.53:
        kappa = 2 * r + r * r * r + 5 * r * r * r * r * r / 6
    elif r < 0.85:
        kappa = -0.4 + 1.39 * r + 0.43 / lost
    else:
        kappa = 1 / (lost * (2 - lost * (1 + lost)))
    for _ in range(100):
        step = (one_minus_ratio(kappa) - lost) / ratio_slope(kappa)
        kappa = kappa + step if kappa + step > 0 else kappa / 2
        if abs(step) <= 1e-15 * kappa:
            break
    return direction, kappa


def maximum(n: float, direction: float, lost: float) -> Maximum:
    """The maximum of the likelihood of n angles with this mean direction and 1 − R."""
    if lost >= 1:
        return Maximum((direction, 0.0), BOUNDARY, "the directions cancel: kappa = 0, and mu means nothing")
    if lost > 0:
        reason = "the mean vector gives the only stationary point with kappa > 0, and a maximum"
        return Maximum(mle(direction, lost), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {direction:g}, so the likelihood grows without bound as kappa → ∞ "
        "(the limit is a "
        "point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((direction, INFINITY), UNBOUNDED, reason)


def information(mu: Value, kappa: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    return (kappa * (1 - one_minus_ratio(kappa)), 0.0 * mu), (0.0 * mu, ratio_slope(kappa))


def entropy(mu: Value, kappa: Value) -> Value:
    """Differential entropy, in nats."""
    return kappa * one_minus_ratio(kappa) + LOG_2PI + log_i0_scaled(kappa) + 0.0 * mu


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two von Mises, each (mu, kappa), in nats."""
    r = 1 - one_minus_ratio(p[1])
    own = -p[1] * one_minus_ratio(p[1]) - log_i0_scaled(p[1])
    return own + q[1] - q[1] * r * cos(p[0] - q[0]) + log_i0_scaled(q[1])
