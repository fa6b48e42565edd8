"""The coefficients in likely/formulas/special.py, from mpmath at 50 digits, as they stand there.

Each function that is approximated is smooth on an interval. A fraction maps the interval to [−1, 1] and
keeps the function's singularities far from it; there the Chebyshev expansion is cut where what is left
is below a tenth of a double's rounding, and written out in powers of t.

Run: python tools/reference/coefficients.py
"""

from collections.abc import Callable

from mpmath import (
    chebyt,
    cos,
    digamma,
    erfc,
    exp,
    findroot,
    log,
    loggamma,
    mp,
    mpf,
    pi,
    polygamma,
    sqrt,
    taylor,
)

mp.dps = 50

NODES = 120
ZERO = findroot(digamma, mpf("1.46"))  # of digamma
FAR = mpf(10) ** 6  # beyond it, a difference is taken from its asymptotic series


def lgamma_near(t: mpf) -> mpf:
    """log Γ(1 + z) / (z·(z − 1)) on 0 ≤ z ≤ 3; t = 3 − 12/(z + 3)."""
    z = 12 / (3 - t) - 3
    return loggamma(1 + z) / (z * (z - 1))


def digamma_near(t: mpf) -> mpf:
    """ψ(1 + z) / (1 + z − zero) on 0 ≤ z ≤ 3; t = 3 − 12/(z + 3)."""
    z = 12 / (3 - t) - 3
    return digamma(1 + z) / (1 + z - ZERO)


def lgamma_far(t: mpf) -> mpf:
    """x·(log Γ(x) − Stirling's formula) on 1 ≤ x; t = 1 − 4/(x + 1)."""
    x = 4 / (1 - t) - 1
    if x > FAR:
        return mpf(1) / 12 - x**-2 / 360 + x**-4 / 1260 - x**-6 / 1680
    return x * (loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2)


def digamma_far(t: mpf) -> mpf:
    """x²·(log x − 1/(2x) − ψ(x)) on 1 ≤ x; t = 1 − 4/(x + 1)."""
    x = 4 / (1 - t) - 1
    if x > FAR:
        return mpf(1) / 12 - x**-2 / 120 + x**-4 / 252 - x**-6 / 240
    return x**2 * (log(x) - 1 / (2 * x) - digamma(x))


def trigamma_far(t: mpf) -> mpf:
    """x³·(ψ′(x) − 1/x − 1/(2x²)) on 1 ≤ x; t = 1 − 4/(x + 1)."""
    x = 4 / (1 - t) - 1
    if x > FAR:
        return mpf(1) / 6 - x**-2 / 30 + x**-4 / 42 - x**-6 / 30
    return x**3 * (polygamma(1, x) - 1 / x - 1 / (2 * x**2))


def normal_tail(t: mpf) -> mpf:
    """(1 + x)·exp(x²/2)·P(Z > x) on 0 ≤ x; t = 1 − 11/(x + 5.5)."""
    x = 11 / (1 - t) - mpf("5.5")
    if x > 1000:
        series = 1 - x**-2 + 3 * x**-4 - 15 * x**-6 + 105 * x**-8 - 945 * x**-10
        return (1 + x) / x * series / sqrt(2 * pi)
    return (1 + x) * exp(x * x / 2) * erfc(x / sqrt(2)) / 2


def expansion(function: Callable[[mpf], mpf]) -> list[float]:
    """Coefficients of t⁰, t¹, … on [−1, 1]."""
    angles = [pi * (j + mpf(1) / 2) / NODES for j in range(NODES)]
    values = [function(cos(angle)) for angle in angles]
    chebyshev = [
        2 * sum(v * cos(k * a) for v, a in zip(values, angles, strict=True)) / NODES for k in range(60)
    ]
    chebyshev[0] /= 2
    enough = min(abs(v) for v in values) * mpf(2) ** -53 / 10
    terms = next(k for k in range(60) if sum(abs(c) for c in chebyshev[k:]) < enough)
    powers = [mpf(0)] * terms
    for k in range(terms):
        for power, coefficient in enumerate(taylor(lambda t, k=k: chebyt(k, t), 0, k)):
            powers[power] += chebyshev[k] * coefficient
    return [float(p) for p in powers]


if __name__ == "__main__":
    print(f"DIGAMMA_ZERO = {float(ZERO)!r}\nDIGAMMA_ZERO_REST = {float(ZERO - float(ZERO))!r}")
    for function in (lgamma_near, digamma_near, lgamma_far, digamma_far, trigamma_far, normal_tail):
        print(f"{function.__name__.upper()} = (")
        numbers = [repr(c) for c in expansion(function)]
        for start in range(0, len(numbers), 4):
            print(f"    {', '.join(numbers[start : start + 4])},")
        print(")")
