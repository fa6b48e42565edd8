"""The functions behind distributions that no math library has everywhere: log Γ, its slopes, the normal.

They run wherever `elementary` runs, with the same digits: MicroPython's own `lgamma` is wrong near 1
and 2 and overflows early, NumPy has none, a database has what it has.

log Γ, digamma and trigamma are one function and its two derivatives, so two series serve all three.

    near 2    log Γ(2 + z) = (1 − γ)·z + Σ_{k≥2} (−1)^k·(ζ(k) − 1)·z^k / k        |z| ≤ ½
    far away  log Γ(x) = (x − ½)·log x − x + ½·log 2π + Σ_{k≥1} B_2k / (2k·(2k − 1)·x^(2k−1))

The first has its zero at z = 0 as a factor and shrinks like 4^−k; the second is Stirling's, used from
10 on. The recurrence Γ(x + 1) = x·Γ(x) leads from anywhere below 10 to the neighbourhood of 2.

Domain       lgamma, digamma, trigamma: every x ≥ 0, denormal numbers too; below 0 they are not numbers
Accuracy     worst error found against mpmath at 50 digits, as a multiple of the exact value:
ACCURACY
Source       Abramowitz & Stegun 1964, 6.1.33, 6.1.40, 6.3.18, 6.4.12 (log Γ and its derivatives)
             Loader 2000, Fast and accurate computation of binomial probabilities (log_binomial, log_beta)
             Shepherd & Laframboise 1981, Math. Comp. 36, 249 (normal_cdf)
             Wichura 1988, AS 241, Appl. Statist. 37, 477 (normal_quantile)
             The constants are made by tools/reference/coefficients.py.
"""

from likely.formulas.elementary import INFINITY, NAN, Value, exp, log, log1p, sqrt, where

HALF_LOG_2PI = 0.9189385332046728
LAST_LGAMMA = 2.5599833278516383e305  # above it, log Γ is larger than every double
FIRST_DIGAMMA = 5.562684646268008e-309  # below it, −1/x is
FIRST_TRIGAMMA = 7.458340731200208e-155  # below it, 1/x² is

ONE_MINUS_EULER_GAMMA = 0.42278433509846713
ZETA_MINUS_1 = (  # ζ(2) − 1, ζ(3) − 1, …
    0.6449340668482264,
    0.2020569031595943,
    0.08232323371113819,
    0.03692775514336993,
    0.01734306198444914,
    0.008349277381922827,
    0.00407735619794434,
    0.0020083928260822143,
    0.0009945751278180853,
    0.0004941886041194645,
    0.0002460865533080483,
    0.00012271334757848915,
    6.124813505870483e-05,
    3.058823630702049e-05,
    1.528225940865187e-05,
    7.637197637899763e-06,
    3.81729326499984e-06,
    1.908212716553939e-06,
    9.539620338727962e-07,
    4.769329867878064e-07,
    2.38450502727733e-07,
    1.1921992596531106e-07,
    5.960818905125948e-08,
    2.980350351465228e-08,
    1.4901554828365043e-08,
    7.45071178983543e-09,
    3.725334024788457e-09,
    1.862659723513049e-09,
    9.313274324196682e-10,
    4.656629065033784e-10,
    2.3283118336765053e-10,
)
BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798)  # B_2, B_4, …

# Slope of log Γ(2 + z) in powers of z, and log Γ(2 + z)/z in powers of z.
SLOPE_NEAR_2 = (ONE_MINUS_EULER_GAMMA,) + tuple((-1) ** k * c for k, c in enumerate(ZETA_MINUS_1, 2))
RATIO_NEAR_2 = tuple(c / k for k, c in enumerate(SLOPE_NEAR_2, 1))

# Stirling's series in powers of 1/x².
LGAMMA_FAR = tuple(b / (2 * k * (2 * k - 1)) for k, b in enumerate(BERNOULLI, 1))
DIGAMMA_FAR = tuple(b / (2 * k) for k, b in enumerate(BERNOULLI, 1))

# (1 + x)·exp(x²/2)·P(Z > x) in powers of (x − 5.5)/(x + 5.5).
NORMAL_TAIL = (
    0.45722751116333127,
    -0.08833898904448781,
    0.03618652602924568,
    0.0022150251247766485,
    -0.02141363456773337,
    0.024305078466733715,
    -0.018229966318649572,
    0.010221481356223656,
    -0.004252400937679916,
    0.0011587135099966007,
    -8.14707360323394e-05,
    -9.055982523610532e-05,
    3.8858307887531815e-05,
    -4.841163219023936e-07,
    -4.692504776419721e-06,
    1.0582646734699478e-06,
    4.4589472971422187e-07,
    -2.1355382375777712e-07,
    -3.937589302541151e-08,
    3.420196994675212e-08,
    3.5629127308281236e-09,
    -4.553560537435101e-09,
    -3.416059693580607e-10,
    3.697724132204897e-10,
    2.498002481097428e-11,
)

# AS 241: a numerator and a denominator for the centre, the shoulder and the tail.
QUANTILE_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
QUANTILE_SHOULDER = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
QUANTILE_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip


def lgamma(x: Value) -> Value:
    """log Γ(x), and log (x − 1)! at whole numbers: ∞ at 0, zero at 1 and 2."""
    low = where((x > 0) & (x < 10), x, 2.0)
    high = where((x < 10) | (x > LAST_LGAMMA), 10.0, x)
    below = where(x > 0, _lgamma_below_10(low), where(x == 0, INFINITY, NAN))
    above = _stirling(high) + _stirling_error_from_10(high)
    return where(x < 10, below, where(x > LAST_LGAMMA, where(x < 10, 10.0, x) + INFINITY, above))


def digamma(x: Value) -> Value:
    """ψ(x), the slope of log Γ(x): −∞ at 0, zero at 1.4616…"""
    low = where((x >= FIRST_DIGAMMA) & (x < 10), x, 2.0)
    high = where(x < 10, 10.0, x)
    z = _distance_from_2(low)
    below = _polynomial(z, SLOPE_NEAR_2)
    for step in range(1, 9):
        below = below + 1 / where(low >= step + 1.5, low - step, INFINITY)
    below = below - 1 / where(low < 1.5, 1 + z, INFINITY) - 1 / where(low < 0.5, low, INFINITY)
    r = 1 / high
    above = log(high) - r * (0.5 + r * _polynomial(r * r, DIGAMMA_FAR))
    return where(x < 10, where(x >= FIRST_DIGAMMA, below, where(x >= 0, -INFINITY, NAN)), above)


def trigamma(x: Value) -> Value:
    """ψ′(x), the curvature of log Γ(x): ∞ at 0, then falling to 0 like 1/x.

    ψ′(x) = Σ_{i<10} 1/(x + i)² + ψ′(x + 10), and Stirling's series for the last: nothing is subtracted.
    """
    inside = where(x < FIRST_TRIGAMMA, 1.0, x)
    r = 1 / (inside + 10)
    curvature = r * (1 + r * (0.5 + r * _polynomial(r * r, BERNOULLI)))
    for step in range(9, -1, -1):
        r = 1 / (inside + step)
        curvature = curvature + r * r
    return where(x < FIRST_TRIGAMMA, where(x >= 0, INFINITY, NAN), curvature)


def log_beta(a: Value, b: Value) -> Value:
    """log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b > 0: ∞ where one of them is 0.

    The three cancel if one argument is large, so their Stirling parts are taken together: what is left
    of them is a product of probabilities, a/(a + b) and b/(a + b), and the three small corrections.
    """
    inside = (a > 0) & (b > 0)
    a_inside = where(inside, a, 1.0)
    b_inside = where(inside, b, 1.0)
    less = where(a_inside < b_inside, a_inside, b_inside)
    more = where(a_inside < b_inside, b_inside, a_inside)
    odds = less / more
    rest = log1p(odds)  # log((a + b)/more)
    main = more * rest + less * (rest - log(where(odds > 0, odds, 1.0)))
    errors = _stirling_error(less) + (_stirling_error(more) - _stirling_error(less + more))
    value = errors - main + (0.5 * (rest - log(less)) + HALF_LOG_2PI)
    return where(inside, value, where((a >= 0) & (b >= 0), INFINITY, NAN))


def log_binomial(n: Value, k: Value) -> Value:
    """log of n choose k, the number of ways to pick k of n: −∞ unless 0 ≤ k ≤ n.

    C(n, k) = n / (k·(n − k)·B(k, n − k)). Between whole numbers it follows the Γ function.
    """
    inside = (k > 0) & (k < n)
    n_inside = where(inside, n, 2.0)
    k_inside = where(inside, k, 1.0)
    left = n_inside - k_inside
    value = log(n_inside / k_inside / left) - log_beta(k_inside, left)
    return where(inside, value, where((k == 0) & (n >= 0) | (k == n), 0.0, -INFINITY))


def normal_cdf(x: Value) -> Value:
    """Φ(x) = P(Z ≤ x) of the standard normal, with all digits down the lower tail."""
    tail = _normal_tail(where(x < 0, -x, x))
    return where(x < 0, tail, 1 - tail)


def normal_quantile(p: Value) -> Value:
    """The x with Φ(x) = p: −∞ at 0, ∞ at 1, not a number outside [0, 1]."""
    return _normal_quantile(p - 0.5, where(p < 0.5, p, 1 - p))


def chi_square_quantile_1(level: Value) -> Value:
    """The x that a squared standard normal (χ², 1 degree of freedom) stays below with probability `level`.

    Twice the drop in log-likelihood that bounds a confidence interval: 3.84… at level 0.95.
    """
    z = _normal_quantile(0.5 * level, 0.5 - 0.5 * level)
    return z * z


def _polynomial(x: Value, coefficients: Value) -> Value:
    """Horner's rule; the first coefficient is the constant."""
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def _distance_from_2(x: Value) -> Value:
    """The z in [−½, ½] with x = 2 + z + a whole number, exactly, for 0 < x < 10.

    Every step takes 1 off x itself, not off what is left, so that in a database, where nothing is
    remembered between steps, the expression grows by one term a step instead of doubling.
    """
    z = x - 2
    for step in range(1, 9):
        z = z - where(x >= step + 1.5, 1.0, 0.0)
    return where(x < 0.5, x, where(x < 1.5, x - 1, z))


def _lgamma_below_10(x: Value) -> Value:
    z = _distance_from_2(x)
    product = 1.0
    for step in range(1, 9):
        product = product * where(x >= step + 1.5, x - step, 1.0)
    near_2 = z * _polynomial(z, RATIO_NEAR_2)
    return near_2 + log(product) - log1p(where(x < 1.5, z, 0.0)) - log(where(x < 0.5, x, 1.0))


def _stirling(x: Value) -> Value:
    """(x − ½)·log x − x + ½·log 2π, arranged so that it overflows no earlier than log Γ."""
    return (x - 0.5) * (log(x) - 1) + (HALF_LOG_2PI - 0.5)


def _stirling_error_from_10(x: Value) -> Value:
    r = 1 / x
    return r * _polynomial(r * r, LGAMMA_FAR)


def _stirling_error(x: Value) -> Value:
    """log Γ(x) − Stirling's formula, for x > 0: about 1/(12x)."""
    low = where(x < 10, x, 2.0)
    high = where(x < 10, 10.0, x)
    return where(x < 10, _lgamma_below_10(low) - _stirling(low), _stirling_error_from_10(high))


def _normal_tail(x: Value) -> Value:
    """P(Z > x) for x ≥ 0.

    One polynomial for all of it times exp(−x²/2), and x² in two parts: the square of a head of 26 bits
    is exact, the rest is small.
    """
    near = where(x < 40, x, 40.0)  # P(Z > 40) is 0 in doubles
    shifted = near * 134217729.0  # 2²⁷ + 1
    head = shifted - (shifted - near)
    density = exp(-0.5 * head * head) * exp(-0.5 * (near - head) * (near + head))
    return density * _polynomial(1 - 11 / (x + 5.5), NORMAL_TAIL) / (1 + x)


def _normal_quantile(centred: Value, tail: Value) -> Value:
    """The quantile at p, from p − ½ and min(p, 1 − p): each keeps digits where the other has none."""
    central = (centred >= -0.425) & (centred <= 0.425)
    q = where(central, centred, 0.0)
    middle = q * _ratio(0.180625 - q * q, QUANTILE_CENTRE)
    outer = (tail > 0) & (tail < 0.5)
    r = sqrt(-log(where(outer, tail, 0.25)))
    far = r > 5
    shoulder = _ratio(where(far, 0.0, r - 1.6), QUANTILE_SHOULDER)
    end = where(tail > 0, where(far, _ratio(where(far, r - 5, 0.0), QUANTILE_TAIL), shoulder), where(tail == 0, INFINITY, NAN))
    return where(central, middle, where(centred < 0, -end, end))


def _ratio(x: Value, coefficients: Value) -> Value:
    return _polynomial(x, coefficients[0]) / _polynomial(x, coefficients[1])
