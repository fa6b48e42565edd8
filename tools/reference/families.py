"""tests/reference/families.json: densities and distribution functions of all families, by mpmath.

Every formula here is the textbook's, written for 80 digits and for nothing else: no cancellation is
avoided, since at 80 digits none hurts. Nothing is taken from likely.

Sources: Johnson, Kotz & Balakrishnan 1994 and 1995 (continuous), Johnson, Kemp & Kotz 2005 (discrete),
Mardia & Jupp 2000 (von Mises), Kotz et al. 2000 (Dirichlet).

Run: python tools/reference/families.py            (writes the JSON)
     python tools/reference/families.py measure    (worst error of likely over many more points)
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from cases import Function, main
from mpmath import (
    atan,
    besseli,
    beta,
    betainc,
    binomial,
    cos,
    digamma,
    e1,
    erfc,
    exp,
    expm1,
    gamma,
    gammainc,
    inf,
    log,
    loggamma,
    mpf,
    pi,
    quad,
    sqrt,
)

FAMILIES = "likely.formulas.families"
Points = Iterator[tuple[Any, ...]]


def normal_tail(x: mpf) -> mpf:
    """P(Z > x)."""
    return erfc(x / sqrt(mpf(2))) / 2


def inside(holds: bool, value: Any) -> mpf:
    """log p, or −∞ outside the support; `value` is called only inside."""
    return log(value()) if holds else -inf


# --- densities: p(x), not its logarithm


def normal(x: mpf, mu: mpf, sigma: mpf) -> mpf:
    return exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * sqrt(2 * pi))


def lognormal(x: mpf, mu: mpf, sigma: mpf) -> mpf:
    return normal(log(x), mu, sigma) / x


def gamma_density(x: mpf, shape: mpf, rate: mpf) -> mpf:
    return rate**shape * x ** (shape - 1) * exp(-rate * x) / gamma(shape)


def inverse_gaussian(x: mpf, mu: mpf, shape: mpf) -> mpf:
    return sqrt(shape / (2 * pi * x**3)) * exp(-shape * (x - mu) ** 2 / (2 * mu**2 * x))


def weibull(x: mpf, shape: mpf, scale: mpf) -> mpf:
    return shape / scale * (x / scale) ** (shape - 1) * exp(-((x / scale) ** shape))


def beta_density(x: mpf, a: mpf, b: mpf) -> mpf:
    return x ** (a - 1) * (1 - x) ** (b - 1) / beta(a, b)


def laplace(x: mpf, loc: mpf, scale: mpf) -> mpf:
    return exp(-abs(x - loc) / scale) / (2 * scale)


def logistic(x: mpf, loc: mpf, scale: mpf) -> mpf:
    e = exp(-(x - loc) / scale)
    return e / (scale * (1 + e) ** 2)


def gumbel(x: mpf, loc: mpf, scale: mpf) -> mpf:
    z = (x - loc) / scale
    return exp(-z - exp(-z)) / scale


def cauchy(x: mpf, loc: mpf, scale: mpf) -> mpf:
    return 1 / (pi * scale * (1 + ((x - loc) / scale) ** 2))


def student_t(x: mpf, df: mpf, loc: mpf, scale: mpf) -> mpf:
    front = 1 / (sqrt(df) * beta(df / 2, mpf(1) / 2) * scale)
    return front * (1 + ((x - loc) / scale) ** 2 / df) ** (-(df + 1) / 2)


def von_mises(x: mpf, mu: mpf, kappa: mpf) -> mpf:
    return exp(kappa * cos(x - mu)) / (2 * pi * besseli(0, kappa))


def negative_binomial(x: mpf, size: mpf, mu: mpf) -> mpf:
    p = size / (size + mu)
    return gamma(x + size) / (gamma(size) * gamma(x + 1)) * p**size * (1 - p) ** x


def inverse_gaussian_cdf(x: mpf, mu: mpf, shape: mpf) -> mpf:
    root = sqrt(shape / x)
    return normal_tail(-root * (x / mu - 1)) + exp(2 * shape / mu) * normal_tail(root * (x / mu + 1))


def student_t_cdf(x: mpf, df: mpf, loc: mpf, scale: mpf) -> mpf:
    z = (x - loc) / scale
    tail = betainc(df / 2, mpf(1) / 2, 0, df / (df + z * z), regularized=True) / 2
    return tail if z < 0 else 1 - tail


def von_mises_cdf(x: mpf, mu: mpf, kappa: mpf) -> mpf:
    places = [mu - pi, *(p for p in (mu - 3 / sqrt(kappa + 1), mu) if mu - pi < p < x), x]
    return quad(lambda u: von_mises(u, mu, kappa), places)


def inverse_gaussian_entropy(mu: mpf, shape: mpf) -> mpf:
    t = 2 * shape / mu
    return (1 + log(2 * pi * mu**3 / shape)) / 2 - mpf(3) / 2 * exp(t) * e1(t)


def student_t_entropy(df: mpf, loc: mpf, scale: mpf) -> mpf:
    rise = digamma((df + 1) / 2) - digamma(df / 2)
    return (df + 1) / 2 * rise + log(df) / 2 + log(beta(df / 2, mpf(1) / 2)) + log(scale)


def poisson_entropy(rate: mpf) -> mpf:
    reach = 25 * sqrt(rate) + 120
    logs = [
        k * log(rate) - rate - loggamma(k + 1) for k in range(max(0, int(rate - reach)), int(rate + reach))
    ]
    return -sum(exp(p) * p for p in logs)


def mixture(term: Any) -> Any:
    def total(x: mpf, weights: Any, means: Any, sigmas: Any) -> mpf:
        return sum(w * term(x, m, s) for w, m, s in zip(weights, means, sigmas, strict=True))

    return total


def dirichlet(x: Any, alpha: Any) -> mpf:
    value = gamma(sum(alpha))
    for part, a in zip(x, alpha, strict=True):
        value *= part ** (a - 1) / gamma(a)
    return log(value)


def multinomial(counts: Any, probs: Any) -> mpf:
    value = gamma(sum(counts) + 1)
    for x, p in zip(counts, probs, strict=True):
        value *= p**x / gamma(x + 1)
    return log(value)


# --- points


def spread(random: Random, decades: float = 1.0) -> float:
    """A positive parameter, mostly within `decades` of 1, now and then far out."""
    reach = decades if random.random() < 0.8 else 3 * decades
    return 10 ** random.uniform(-reach, reach)


def located(random: Random, count: int) -> Points:
    """x, loc, scale: in the bulk, in the tails, and where x − loc loses digits."""
    for i in range(count):
        loc, scale = random.choice((0.0, random.gauss(0, 3), 1e4)), spread(random)
        yield loc + scale * random.gauss(0, (1, 6, 30)[i % 3]), loc, scale


def positive(random: Random, count: int) -> Points:
    """x, and two positive parameters of about x's size: bulk, tails, and x ≤ 0."""
    yield -1.0, 2.0, 3.0
    for i in range(count):
        yield spread(random, (0.3, 1.0, 2.0)[i % 3]), spread(random), spread(random, 0.5)


def with_shape(random: Random, count: int) -> Points:
    """x, shape, rate with x near shape/rate as well as far from it; shapes up to 1e8."""
    yield 0.0, 2.0, 3.0
    for i in range(count):
        shape, rate = 10 ** random.uniform(-2, (2, 4, 8)[i % 3]), spread(random)
        yield 10 ** random.uniform(-300, -10), 10 ** random.uniform(-1, 1), rate
        yield abs(shape / rate * (1 + random.gauss(0, (1, 3, 0.1)[i % 3]) / shape**0.5)) + 1e-9, shape, rate


def moderate_shape(random: Random, count: int) -> Points:
    for x, shape, rate in with_shape(random, count):
        if shape < 1e4:
            yield x, shape, rate


def logarithmic(random: Random, count: int) -> Points:
    yield -1.0, 0.0, 1.0
    for i in range(count):
        mu, sigma = random.gauss(0, 2), spread(random, 0.5)
        power = mu + sigma * random.gauss(0, (1, 4, 15)[i % 3])
        yield 2.718281828459045 ** max(-700.0, min(700.0, power)), mu, sigma


def proportions(random: Random, count: int) -> Points:
    yield 1.5, 2.0, 3.0
    yield 0.5, 1e6, 1e6
    for i in range(count):
        x = random.random() ** (1, 5, 30)[i % 3]
        yield x if i % 2 or x < 1e-16 else 1 - x, spread(random), spread(random)


def aging(random: Random, count: int) -> Points:
    yield -1.0, 1.0, 1.0
    for i in range(count):
        b, a = spread(random, 0.5), spread(random)
        yield random.random() * (1, 3, 8)[i % 3] / b, b, a


def few_proportions(random: Random, count: int) -> Points:
    return (p for p in proportions(random, count) if max(p[1:]) < 1e3)


def few_df(random: Random, count: int) -> Points:
    return (p for p in with_df(random, count) if p[1] < 1e3 and abs(p[0] - p[2]) < 12 * p[3])


def near_angles(random: Random, count: int) -> Points:
    for _, mu, kappa in angles(random, count // 3):
        yield mu + random.uniform(-1, 1) * min(3.1, 3 / (kappa + 0.1) ** 0.5), mu, kappa


def two_positive(random: Random, count: int) -> Points:
    for _ in range(count // 2):
        yield spread(random), spread(random)


def three(random: Random, count: int) -> Points:
    for _, df, loc, scale in with_df(random, count // 2):
        yield df, loc, scale


def rates(random: Random, count: int) -> Points:
    for _ in range(count // 4):
        yield (10 ** random.uniform(-3, 4.2),)


def one_scale(random: Random, count: int) -> Points:
    yield -1.0, 2.0
    for i in range(count):
        yield spread(random, (0.3, 1.0, 2.0)[i % 3]), spread(random)


def ends(random: Random, count: int) -> Points:
    yield from ((3.0, 0.0, 2.0), (0.0, 0.0, 2.0), (2.0, 0.0, 2.0))
    for _ in range(count // 2):
        low, width = random.gauss(0, 3), spread(random)
        yield low + width * random.uniform(-0.2, 1.2), low, low + width


def above(random: Random, count: int) -> Points:
    yield 0.5, 1.0, 2.0
    for i in range(count):
        minimum = spread(random)
        yield minimum * (1 + spread(random, (0.5, 2.0, 4.0)[i % 3])), minimum, spread(random)


def angles(random: Random, count: int) -> Points:
    yield 1.0, 0.5, 0.0
    for i in range(count):
        yield random.uniform(-3, 3), random.uniform(-3, 3), spread(random, (0.5, 1.0, 2.0)[i % 3])


def with_df(random: Random, count: int) -> Points:
    for x, loc, scale in located(random, count):
        yield x, 10 ** random.uniform(-1, 4), loc, scale


def counts(random: Random, count: int) -> Points:
    """x and a rate: near each other and not, up to 1e9."""
    yield from ((0.0, 0.0), (1.0, 0.0), (0.0, 5.0))
    for i in range(count):
        if i % 6 == 0:
            yield float(random.randrange(1, 9)), 10 ** random.uniform(-200, -10)
        rate = 10 ** random.uniform(-3, (2, 4, 9)[i % 3])
        yield float(max(0, round(rate + random.gauss(0, (1, 4, 10)[i % 3]) * rate**0.5))), rate


def few_counts(random: Random, count: int) -> Points:
    return ((x, rate) for x, rate in counts(random, 2 * count) if rate < 1e3)


def chances(random: Random, count: int) -> Points:
    yield from ((0.0, 1.0), (3.0, 1.0))
    for i in range(count):
        theta = random.random() ** (1, 6)[i % 2]
        yield float(round(random.expovariate(1) / theta)), theta


def flips(random: Random, count: int) -> Points:
    for i in range(count // 3):
        theta = random.random() ** (1, 12)[i % 2]
        yield 0.0, theta
        yield 1.0, theta


def trials(random: Random, count: int) -> Points:
    yield from ((0.0, 0.0, 5.0), (5.0, 1.0, 5.0), (2.0, 1.0, 5.0))
    for i in range(count):
        n, theta = float(round(10 ** random.uniform(0, (1, 3, 7)[i % 3]))), random.random() ** (1, 3)[i % 2]
        x = round(n * theta + random.gauss(0, (1, 4)[i % 2]) * (n * theta * (1 - theta)) ** 0.5)
        yield float(min(n, max(0, x))), theta, n


def few_trials(random: Random, count: int) -> Points:
    return (p for p in trials(random, 2 * count) if p[2] < 300)


def inflated(random: Random, count: int) -> Points:
    for i in range(count):
        rate = spread(random)
        yield float(round(rate * random.expovariate(1) * (i % 3))), random.random() ** (1, 6)[i % 2], rate


def clumps(random: Random, count: int) -> Points:
    for i in range(count):
        size, mu = 10 ** random.uniform(-1, (1, 3, 8)[i % 3]), spread(random)
        yield float(round(mu * random.expovariate(1))), size, mu


def few_clumps(random: Random, count: int) -> Points:
    return (p for p in clumps(random, count) if p[2] < 100)


def mixtures(random: Random, count: int) -> Points:
    for i in range(count // 2):
        w = random.uniform(0.01, 0.99)
        means, sigmas = (random.gauss(0, 2), random.gauss(3, 2)), (spread(random, 0.5), spread(random, 0.5))
        yield random.gauss(1, (3, 20)[i % 2]), (w, 1 - w), means, sigmas


def simplex(random: Random, count: int) -> Points:
    for i in range(count // 3):
        parts = [random.expovariate(1) ** (1, 4)[i % 2] + 1e-9 for _ in range(2 + i % 3)]
        yield tuple(p / sum(parts) for p in parts), tuple(spread(random) for _ in parts)


def tallies(random: Random, count: int) -> Points:
    for x, _ in simplex(random, count):
        yield tuple(float(round(10 ** random.uniform(0, 3)) - 1) for _part in x), x


# --- name → (log p, points, cdf or None, points of the cdf)

ALL: dict[str, tuple[Any, ...]] = {
    "normal": (lambda *a: log(normal(*a)), located, lambda x, m, s: normal_tail((m - x) / s)),
    "lognormal": (
        lambda x, *a: inside(x > 0, lambda: lognormal(x, *a)),
        logarithmic,
        lambda x, m, s: normal_tail((m - log(x)) / s) if x > 0 else mpf(0),
    ),
    "gamma": (
        lambda x, *a: inside(x > 0, lambda: gamma_density(x, *a)),
        with_shape,
        lambda x, k, r: gammainc(k, 0, r * x, regularized=True),
        moderate_shape,
    ),
    "inverse_gaussian": (
        lambda x, *a: inside(x > 0, lambda: inverse_gaussian(x, *a)),
        positive,
        lambda x, *a: inverse_gaussian_cdf(x, *a) if x > 0 else mpf(0),
    ),
    "weibull": (
        lambda x, *a: inside(x > 0, lambda: weibull(x, *a)),
        positive,
        lambda x, k, s: -expm1(-((x / s) ** k)) if x > 0 else mpf(0),
    ),
    "exponential": (
        lambda x, r: inside(x >= 0, lambda: r * exp(-r * x)),
        one_scale,
        lambda x, r: -expm1(-r * x) if x > 0 else mpf(0),
    ),
    "rayleigh": (
        lambda x, s: inside(x > 0, lambda: x / s**2 * exp(-(x**2) / (2 * s**2))),
        one_scale,
        lambda x, s: -expm1(-(x**2) / (2 * s**2)) if x > 0 else mpf(0),
    ),
    "beta": (
        lambda x, *a: inside(0 < x < 1, lambda: beta_density(x, *a)),
        proportions,
        lambda x, a, b: betainc(a, b, 0, min(mpf(1), x), regularized=True),
        few_proportions,
    ),
    "laplace": (
        lambda *a: log(laplace(*a)),
        located,
        lambda x, m, s: exp((x - m) / s) / 2 if x < m else 1 - exp((m - x) / s) / 2,
    ),
    "logistic": (lambda *a: log(logistic(*a)), located, lambda x, m, s: 1 / (1 + exp(-(x - m) / s))),
    "gumbel": (lambda *a: log(gumbel(*a)), located, lambda x, m, s: exp(-exp(-(x - m) / s))),
    "cauchy": (
        lambda *a: log(cauchy(*a)),
        located,
        lambda x, m, s: (
            atan(s / (m - x)) / pi if x < m else 1 - atan(s / (x - m)) / pi if x > m else mpf(0.5)
        ),
    ),
    "student_t": (lambda *a: log(student_t(*a)), with_df, student_t_cdf, few_df),
    "log_logistic": (
        lambda x, k, s: inside(x > 0, lambda: k / x * (x / s) ** k / (1 + (x / s) ** k) ** 2),
        positive,
        lambda x, k, s: 1 / (1 + (s / x) ** k) if x > 0 else mpf(0),
    ),
    "half_normal": (
        lambda x, s: inside(x >= 0, lambda: 2 * normal(x, mpf(0), s)),
        one_scale,
        lambda x, s: 1 - 2 * normal_tail(x / s) if x > 0 else mpf(0),
    ),
    "gompertz": (
        lambda x, b, a: inside(x >= 0, lambda: a * exp(b * x - a * expm1(b * x) / b)),
        aging,
        lambda x, b, a: -expm1(-a * expm1(b * x) / b) if x > 0 else mpf(0),
    ),
    "uniform": (
        lambda x, a, b: inside(a <= x <= b, lambda: 1 / (b - a)),
        ends,
        lambda x, a, b: min(mpf(1), max(mpf(0), (x - a) / (b - a))),
    ),
    "pareto": (
        lambda x, m, a: inside(x >= m, lambda: a * m**a / x ** (a + 1)),
        above,
        lambda x, m, a: 1 - (m / x) ** a if x > m else mpf(0),
    ),
    "von_mises": (lambda *a: log(von_mises(*a)), angles, von_mises_cdf, near_angles),
    "gaussian_mixture": (
        lambda *a: log(mixture(normal)(*a)),
        mixtures,
        mixture(lambda x, m, s: normal_tail((m - x) / s)),
    ),
    "dirichlet": (dirichlet, simplex),
    "bernoulli": (
        lambda x, t: inside(x in (0, 1), lambda: t if x else 1 - t),
        flips,
        lambda x, t: 1 - t if x < 1 else mpf(1),
    ),
    "binomial": (
        lambda x, t, n: inside(
            t**x * (1 - t) ** (n - x) > 0, lambda: binomial(n, x) * t**x * (1 - t) ** (n - x)
        ),
        trials,
        lambda x, t, n: sum(binomial(n, k) * t**k * (1 - t) ** (n - k) for k in range(int(x) + 1)),
        few_trials,
    ),
    "geometric": (
        lambda x, t: inside(x == 0 or t < 1, lambda: t * (1 - t) ** x),
        chances,
        lambda x, t: 1 - (1 - t) ** (x + 1),
    ),
    "poisson": (
        lambda x, r: inside(r > 0 or x == 0, lambda: exp(x * log(r) - r) / gamma(x + 1) if r else mpf(1)),
        counts,
        lambda x, r: sum(r**k * exp(-r) / gamma(k + 1) for k in range(int(x) + 1)),
        few_counts,
    ),
    "negative_binomial": (
        lambda *a: log(negative_binomial(*a)),
        clumps,
        lambda x, *a: sum(negative_binomial(mpf(k), *a) for k in range(int(x) + 1)),
        few_clumps,
    ),
    "zero_inflated_poisson": (
        lambda x, z, r: log((z if x == 0 else mpf(0)) + (1 - z) * exp(x * log(r) - r) / gamma(x + 1)),
        inflated,
        lambda x, z, r: z + (1 - z) * sum(r**k * exp(-r) / gamma(k + 1) for k in range(int(x) + 1)),
    ),
    "multinomial": (multinomial, tallies),
}

# Where the stated error is larger than that of the rest, and why.
LOG_PROB = (2e-13, 2e-13)
CDF = (1e-12, 1e-300)  # below it a double has no digits to compare
ERRORS: dict[str, tuple[float, float]] = {
    f"{FAMILIES}.von_mises.cdf": (1e-14, 1e-15),  # a Fourier series: its error is absolute
}
ENTROPIES: dict[str, tuple[Any, Any]] = {
    "gompertz": (lambda b, a: 1 - log(a) - exp(a / b) * e1(a / b), two_positive),
    "half_normal": (
        lambda s: (1 + log(pi * s**2 / 2)) / 2,
        lambda r, n: ((s,) for s, _ in two_positive(r, n)),
    ),
    "log_logistic": (lambda k, s: log(s / k) + 2, two_positive),
    "inverse_gaussian": (inverse_gaussian_entropy, two_positive),
    "poisson": (poisson_entropy, rates),
    "student_t": (student_t_entropy, three),
}


def functions() -> Iterator[Function]:
    for name, (log_prob, points, *rest) in ALL.items():
        full = f"{FAMILIES}.{name}.log_prob"
        yield Function(full, log_prob, points, *ERRORS.get(full, LOG_PROB))
        if rest:
            full = f"{FAMILIES}.{name}.cdf"
            yield Function(full, rest[0], rest[1] if len(rest) > 1 else points, *ERRORS.get(full, CDF))
    for name, (entropy, points) in ENTROPIES.items():
        yield Function(f"{FAMILIES}.{name}.entropy", entropy, points, 1e-13, 1e-13)


if __name__ == "__main__":
    main("tools/reference/families.py", list(functions()), 24)
