"""Exact values of likely.formulas.special and of the harder functions of elementary.

Run: python tools/reference/special.py            write tests/reference/special.json
     python tools/reference/special.py measure    print the worst error of each over many more points
"""

import math
from collections.abc import Iterator
from random import Random
from typing import Any

from cases import Function, around, log_uniform, main
from mpmath import digamma, erfc, erfinv, exp, expm1, findroot, log, log1p, loggamma, mpf, pi, polygamma, sqrt

Points = Iterator[tuple[Any, ...]]

LAST_LGAMMA = 2.5599833278516383e305
FIRST_DIGAMMA = 5.562684646268008e-309
FIRST_TRIGAMMA = 7.458340731200208e-155
DIGAMMA_ZERO = 1.4616321449683623


def gamma_points(low: float, high: float) -> Any:
    """All magnitudes from low to high; more where the code changes branch and where the zeros are."""

    def points(random: Random, count: int) -> Points:
        everywhere = log_uniform(random, max(low, 1e-307), high, count // 4)
        middle = [random.uniform(0, 14) for _ in range(count // 2)]
        edges = around(0.5, 1.0, DIGAMMA_ZERO, 1.5, 2.0, 2.5, 3.5, 9.5, 10.0)
        zeros = [1 + random.gauss(0, 0.01) for _ in range(count // 8)] + [
            2 + random.gauss(0, 0.01) for _ in range(count // 8)
        ]
        for x in [low, high, *everywhere, *middle, *edges, *zeros]:
            yield (x,)

    return points


def pair_points(random: Random, count: int) -> Points:
    """Arguments of the beta function: both small, one large, both large, and extreme."""
    for _ in range(count // 4):
        yield random.uniform(0, 15), random.uniform(0, 15)
        yield log_uniform(random, 1e-3, 1e6, 1)[0], log_uniform(random, 1e-3, 1e6, 1)[0]
        yield log_uniform(random, 1e-12, 1e15, 1)[0], log_uniform(random, 1e-12, 1e15, 1)[0]
        middle = log_uniform(random, 1, 1e15, 1)[0]
        yield middle, middle * random.uniform(0.5, 2)
    yield from [
        (1.0, 1.0),
        (0.5, 0.5),
        (1e-300, 1e-300),
        (1e-300, 1e300),
        (1.0, 1e300),
        (10.0, 10.0),
        (9.5, 1e8),
        (2e300, 1e300),
    ]


def choice_points(random: Random, count: int) -> Points:
    """Whole n up to 1e15, with k near 0, near n and anywhere."""
    for _ in range(count // 4):
        n = int(log_uniform(random, 2, 1e15, 1)[0])
        k = int(log_uniform(random, 1, n, 1)[0])
        few = random.randint(0, min(n, 12))
        yield float(n), float(k)
        yield float(n), float(n - k)
        yield float(n), float(few)
        small = random.randint(1, 60)
        yield float(small), float(random.randint(0, small))
    for n in (1, 2, 3, 10, 20, 21, 1000, 10**15):
        yield from [(float(n), float(k)) for k in sorted({0, 1, n // 2, n - 1, n})]


def normal_points(random: Random, count: int) -> Points:
    for x in (
        [random.uniform(-37.5, 9) for _ in range(count)]
        + around(-1.0, -5.5, -0.25)
        + [0.0, -1e-300, 1e-17, -37.5]
    ):
        yield (x,)


def probability_points(random: Random, count: int) -> Points:
    middle = [random.random() for _ in range(count // 2)]
    tails = log_uniform(random, 1e-307, 0.5, count // 2)
    edges = [
        *around(0.075, 0.925, math.exp(-25)),
        5e-324,
        1e-310,
        2.2250738585072014e-308,
        1 - 2**-53,
        0.5 + 2**-52,
    ]
    for p in [*middle, *tails, *(1 - p for p in tails if p > 1e-14), *edges]:
        if p < 1:
            yield (p,)


def log1p_points(random: Random, count: int) -> Points:
    small = log_uniform(random, 1e-300, 1, count // 4)
    large = log_uniform(random, 1, 1.7e308, count // 4)
    middle = [random.uniform(-1, 2) for _ in range(count // 2)]
    for x in [*small, *(-x for x in small), *large, *middle, *around(0.6, -0.4, -1.0)[:60], -1 + 2**-53]:
        if x > -1:
            yield (x,)


def expm1_points(random: Random, count: int) -> Points:
    small = log_uniform(random, 1e-300, 700, count // 2)
    for x in [
        *small,
        *(-x for x in small),
        *(random.uniform(-3, 3) for _ in range(count // 2)),
        709.7,
        -40.0,
        40.0,
    ]:
        yield (x,)


def log1pmx(x: mpf) -> mpf:
    """log(1 + x) − x by its series where 80 digits would cancel away."""
    if abs(x) > 1e-10:
        return log1p(x) - x
    return sum((-1) ** (k + 1) * x**k / k for k in range(2, 12))


def log_binomial(n: mpf, k: mpf) -> mpf:
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def log_beta(a: mpf, b: mpf) -> mpf:
    """Log B; far apart, log Γ(b) − log Γ(a + b) is taken as −∫ digamma, by its expansion in a."""
    low, high = min(a, b), max(a, b)
    if high > low * mpf(10) ** 30 and low < 1e-2 * high:
        falling = sum(
            low**k / math.factorial(k) * (digamma(high) if k == 1 else polygamma(k - 1, high))
            for k in (1, 2, 3)
        )
        return loggamma(low) - falling
    return loggamma(low) + loggamma(high) - loggamma(low + high)


def normal_cdf(x: mpf) -> mpf:
    return erfc(-x / sqrt(2)) / 2


def normal_quantile(p: mpf) -> mpf:
    """The root of log Φ, by secant steps from a rough start; from the lower tail by symmetry."""
    if p > 0.5:
        return -normal_quantile(1 - p)
    if p > 0.4:
        return -sqrt(2) * erfinv(1 - 2 * p)
    y = -2 * log(p)
    start = -sqrt(y - log(2 * pi * y)) if y > 4 else -sqrt(y) / 2
    return findroot(lambda x: log(normal_cdf(x)) - log(p), (start, start * mpf("1.001")), tol=1e-70)


def chi_square_quantile_1(level: mpf) -> mpf:
    return 2 * erfinv(level) ** 2 if level < 0.5 else normal_quantile((1 - level) / 2) ** 2


def level_points(random: Random, count: int) -> Points:
    for level in [*(random.random() for _ in range(count)), 0.5, 0.9, 0.95, 0.99, 0.999, 1e-12, 1 - 2**-53]:
        yield (level,)


HERE = "likely.formulas.special."
BASE = "likely.formulas.elementary."
FUNCTIONS = (
    Function(HERE + "lgamma", loggamma, gamma_points(5e-324, LAST_LGAMMA), 2e-15),
    Function(HERE + "digamma", digamma, gamma_points(FIRST_DIGAMMA, 1.7e308), 2e-15),
    Function(HERE + "trigamma", lambda x: polygamma(1, x), gamma_points(FIRST_TRIGAMMA, 1.7e308), 2e-15),
    Function(HERE + "log_beta", log_beta, pair_points, 2e-14, 2e-14),
    Function(HERE + "log_binomial", log_binomial, choice_points, 2e-14),
    Function(HERE + "normal_cdf", normal_cdf, normal_points, 2e-15),
    Function(HERE + "normal_quantile", normal_quantile, probability_points, 2e-15),
    Function(HERE + "chi_square_quantile_1", chi_square_quantile_1, level_points, 4e-15),
    Function(BASE + "log1pmx", log1pmx, log1p_points, 2e-15, 1e-323),
    Function(BASE + "log1p", log1p, log1p_points, 1e-15),
    Function(BASE + "_log1p_from_log", log1p, log1p_points, 1e-15),
    Function(BASE + "_expm1_from_exp", expm1, expm1_points, 1e-15),
    Function(BASE + "exp", exp, expm1_points, 1e-15, 1e-323),
)


if __name__ == "__main__":
    main("tools/reference/special.py", FUNCTIONS, 50)
