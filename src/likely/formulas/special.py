"""The functions behind distributions that no math library has everywhere: log Γ, its slopes, the normal.

They run wherever `elementary` runs, with the same digits: MicroPython's own `lgamma` is wrong near 1
and 2 and overflows early, NumPy has none, a database has what it has.

    log Γ(x) = (x − 1)·(x − 2)·smooth(x)                       1 ≤ x < 4: exact at its zeros
             = (x − ½)·log x − x + ½·log 2π + smooth(x)/x      above: Stirling's formula
             = log Γ(x + 1) − log x                            below

and likewise for its slope ψ (digamma) and its curvature ψ′ (trigamma). Each smooth(x) is a polynomial
in a fraction of x that maps the whole interval to [−1, 1]. In a database nothing is remembered between
steps of an expression, so a recurrence over x would double at every step; a polynomial in a fraction of
x stays short.

Domain       lgamma, digamma, trigamma: every x ≥ 0, denormal numbers too; below 0 they are not numbers
Accuracy     worst relative error at thousands of points against mpmath at 50 digits, on floats:
                 lgamma 4.1e-16 (also beside 1 and 2)      digamma 5.1e-16 (also beside 1.4616…)
                 trigamma 3.7e-16                          log_binomial 7e-16, n up to 1e15
                 normal_cdf 3.8e-16, down to −37.5         normal_quantile 6.6e-16, down to 5e-324
                 chi_square_quantile_1 1.3e-15             log_beta 9.6e-15 of its value or of 1
Source       Abramowitz & Stegun 1964, 6.1.15, 6.1.40, 6.3.18, 6.4.12 (log Γ, ψ, ψ′)
             DiDonato & Morris 1992, ACM TOMS 708 (log_beta without cancellation)
             Shepherd & Laframboise 1981, Math. Comp. 36, 249 (normal_cdf)
             Wichura 1988, AS 241, Appl. Statist. 37, 477 (normal_quantile)
             tools/reference/coefficients.py (every polynomial but Wichura's)
"""

from likely.formulas.elementary import INFINITY, NAN, Value, exp, log, log1p, sqrt, where

HALF_LOG_2PI = 0.9189385332046728
LAST_LGAMMA = 2.5599833278516383e305  # above it, log Γ is larger than every double
FIRST_DIGAMMA = 5.562684646268008e-309  # below it, −1/x is
FIRST_TRIGAMMA = 7.458340731200208e-155  # below it, 1/x² is
DIGAMMA_ZERO = 1.4616321449683622
DIGAMMA_ZERO_REST = 9.549995429965697e-17  # the digits of the zero that a double has no room for

# fmt: off
# log Γ(1 + z) = z·(z − 1)·polynomial in 3 − 12/(z + 3), for 0 ≤ z ≤ 3
LGAMMA_NEAR = (
    0.42278433509846713, -0.1337564022324719, 0.014018978137897362, -0.005147314340599466,
    0.0010239266685646918, -0.0003586682737447027, 8.549139162125017e-05, -2.931287535198523e-05,
    7.6106383609765916e-06, -2.5826269864749385e-06, 7.051831036004023e-07, -2.3796886560099655e-07,
    6.719185368183354e-08, -2.2600536764746862e-08, 6.516073373322238e-09, -2.1854094612496522e-09,
    6.646128728127736e-10, -2.239666454584769e-10, 5.0848733823043284e-11, -1.6476988313971052e-11,
    1.1700663383675368e-11, -4.018526075344529e-12,
)

# ψ(1 + z) = (1 + z − zero)·polynomial in 3 − 12/(z + 3), for 0 ≤ z ≤ 3
DIGAMMA_NEAR = (
    0.7853075386041053, -0.34765193957733526, 0.07789365039445005, -0.026897206699957134,
    0.00836732265304762, -0.002860360809299011, 0.0009310664986799747, -0.00031505157113705893,
    0.00010374637138438038, -3.490538075035053e-05, 1.154720596892847e-05, -3.873020502486813e-06,
    1.284278350226997e-06, -4.301509334415167e-07, 1.4285615103796712e-07, -4.750927929591473e-08,
    1.5768318036636522e-08, -5.5688222017772626e-09, 1.868462089114531e-09, -4.141679449370483e-10,
    1.3087960766992823e-10, -1.2767335122154266e-10, 4.3750601968531474e-11,
)

# log Γ(x) = Stirling's formula + polynomial/x in 1 − 4/(x + 1), for x ≥ 1
LGAMMA_FAR = (
    0.08303377705499501, 0.0007762599042827305, -0.000720059519230438, 0.00032825428276483546,
    -0.00010823033780833388, 2.921135559947642e-05, -7.470266687118203e-06, 2.0391992143947324e-06,
    -5.691459656542244e-07, 1.546465276673423e-07, -4.380993634193963e-08, 1.2730419078668536e-08,
    -3.564074196087588e-09, 1.0518817209639956e-09, -3.1894802647506756e-10, 8.991322970957834e-11,
    -2.4217221376818735e-11, 7.148044665965669e-12, -3.797391357413838e-12, 1.2518590176728238e-12,
)

# ψ(x) = log x − 1/(2x) − polynomial/x² in 1 − 4/(x + 1), for x ≥ 1
DIGAMMA_FAR = (
    0.08245158212678297, 0.002244479135269538, -0.0019846261986104148, 0.0007852969607358465,
    -0.00018804288487704094, 2.7625606617010178e-05, -4.072667695482647e-06, 1.3858744979904315e-06,
    -3.2099854589639426e-07, 4.0828002038618284e-08, -1.9916805272144896e-08, 5.3279232092501955e-09,
    -2.318876805247016e-10, 4.996304046359788e-10, -8.774859362095632e-11, -1.6851305121922434e-11,
    -2.513272399587156e-11, -1.1688684256322246e-12, 1.953234271444989e-12, 1.2443726606653762e-12,
)

# ψ′(x) = 1/x + 1/(2x²) + polynomial/x³ in 1 − 4/(x + 1), for x ≥ 1
TRIGAMMA_FAR = (
    0.1632198049021138, 0.008588137136089486, -0.00715967697366982, 0.0023203549179002052,
    -0.00026679484375913276, -4.540065044996555e-05, 6.892828528541151e-06, 3.4392993082539797e-06,
    2.2370113377215418e-07, -2.272383880048566e-07, -9.151418862173459e-08, -7.746966033829123e-09,
    7.93541439882427e-09, 4.4738006660559754e-09, 1.0085535163886556e-09, -1.6522236889714672e-10,
    -2.860754825339609e-10, -1.4106873278544566e-10, -7.924913887266923e-12, 2.464379993070375e-11,
    7.320511484631668e-12, -4.271895925982863e-13,
)

# P(Z > x) = exp(−x²/2)/(1 + x)·polynomial in 1 − 11/(x + 5.5), for x ≥ 0
NORMAL_TAIL = (
    0.45722751116333127, -0.08833898904448781, 0.03618652602924568, 0.0022150251247766485,
    -0.02141363456773337, 0.024305078466733715, -0.018229966318649572, 0.010221481356223656,
    -0.004252400937679916, 0.0011587135099966007, -8.14707360323394e-05, -9.055982523610532e-05,
    3.8858307887531815e-05, -4.841163219023936e-07, -4.692504776419721e-06, 1.0582646734699478e-06,
    4.4589472971422187e-07, -2.1355382375777712e-07, -3.937589302541151e-08, 3.420196994675212e-08,
    3.5629127308281236e-09, -4.553560537435101e-09, -3.416059693580607e-10, 3.697724132204897e-10,
    2.498002481097428e-11,
)

# AS 241: numerator and denominator for the centre, the shoulder and the tail.
QUANTILE_CENTRE = (
    (
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ),
    (
        1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751,
        21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854,
    ),
)
QUANTILE_SHOULDER = (
    (
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ),
    (
        1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
        0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09,
    ),
)
QUANTILE_TAIL = (
    (
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07,
    ),
    (
        1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
        0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15,
    ),
)
# fmt: on


def lgamma(x: Value) -> Value:
    """log Γ(x), and log (x − 1)! at whole numbers: ∞ at 0, zero at 1 and 2."""
    small = where((x > 0) & (x < 1), x, 1.0)
    z = where(x < 1, small, where(x < 4, x - 1, 1.0))
    near = z * (z - 1) * _polynomial(3 - 12 / (z + 3), LGAMMA_NEAR) - log(small)
    large = where((x < 4) | (x > LAST_LGAMMA), 4.0, x)
    far = (large - 0.5) * (log(large) - 1) + (HALF_LOG_2PI - 0.5) + _stirling_error(large)
    below = where(x > 0, near, where(x == 0, INFINITY, NAN))
    return where(x < 4, below, where(x > LAST_LGAMMA, where(x < 4, 4.0, x) + INFINITY, far))


def digamma(x: Value) -> Value:
    """ψ(x), the slope of log Γ(x): −∞ at 0, zero at 1.4616…"""
    small = where((x >= FIRST_DIGAMMA) & (x < 1), x, 1.0)
    z = where(x < 1, small, where(x < 4, x - 1, 1.0))
    zero = z - (DIGAMMA_ZERO - 1) - DIGAMMA_ZERO_REST
    near = zero * _polynomial(3 - 12 / (z + 3), DIGAMMA_NEAR) - where(x < 1, 1 / small, 0.0)
    large = where(x < 4, 4.0, x)
    r = 1 / large
    far = log(large) - r * (0.5 + r * _polynomial(_far(large), DIGAMMA_FAR))
    return where(x < 4, where(x >= FIRST_DIGAMMA, near, where(x >= 0, -INFINITY, NAN)), far)


def trigamma(x: Value) -> Value:
    """ψ′(x), the curvature of log Γ(x): ∞ at 0, then falling to 0 like 1/x."""
    small = 1 / where((x >= FIRST_TRIGAMMA) & (x < 1), x, 1.0)
    large = where(x < FIRST_TRIGAMMA, 1.0, where(x < 1, x + 1, x))
    r = 1 / large
    far = r * (1 + r * (0.5 + r * _polynomial(_far(large), TRIGAMMA_FAR)))
    value = far + where(x < 1, small * small, 0.0)
    return where(x < FIRST_TRIGAMMA, where(x >= 0, INFINITY, NAN), value)


def log_beta(a: Value, b: Value) -> Value:
    """log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for finite a, b > 0: ∞ where one is 0.

    B(a, b) = B(a + 1, b + 1)·(a + b)·(a + b + 1)/(a·b), and the last is free of the cancellation.
    """
    inside = (a > 0) & (b > 0)
    a_inside = where(a > 0, a, 1.0)
    b_inside = where(b > 0, b, 1.0)
    both = a_inside + b_inside
    step = (log(both) - log(a_inside)) + (log(both + 1) - log(b_inside))
    value = step + _log_beta_from_1(a_inside + 1, b_inside + 1)
    return where(inside, value, where((a >= 0) & (b >= 0), INFINITY, NAN))


def log_binomial(n: Value, k: Value) -> Value:
    """log of n choose k, the number of ways to pick k of n: −∞ unless 0 ≤ k ≤ n.

    C(n, k) = 1 / ((n + 1)·B(k + 1, n − k + 1)), which between whole numbers follows the Γ function.
    """
    left = 1.0 * n - k  # unsigned whole numbers would wrap around below 0
    inside = (k > 0) & (left > 0)
    ends = (k == 0) & (left >= 0) | (left == 0) & (k >= 0)
    picked = where(inside, k, 0.0)
    spared = where(inside, left, 0.0)
    value = 0.0 - log(picked + spared + 1) - _log_beta_from_1(picked + 1, spared + 1)
    return where(inside, value, where(ends, 0.0, where((k < 0) | (left < 0), -INFINITY, NAN)))


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
    """Horner's rule; the first coefficient is the constant. A number with derivatives has its own."""
    if hasattr(x, "polynomial"):
        return x.polynomial(coefficients)
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def _far(x: Value) -> Value:
    return 1 - 4 / (x + 1)


def _stirling_error(x: Value) -> Value:
    """log Γ(x) − ((x − ½)·log x − x + ½·log 2π) for x ≥ 1: about 1/(12x)."""
    return _polynomial(_far(x), LGAMMA_FAR) / x


def _log_beta_from_1(a: Value, b: Value) -> Value:
    """log B(a, b) for a, b ≥ 1, where its three log Γ would cancel if one of a, b is large.

    Their Stirling parts together are −a·log((a + b)/a) − b·log((a + b)/b) and half a logarithm.
    """
    both = a + b
    errors = _stirling_error(a) + (_stirling_error(b) - _stirling_error(both))
    main = a * log1p(b / a) + b * log1p(a / b)
    return errors + (0.5 * log(both / a / b) + HALF_LOG_2PI) - main


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
    inside = (tail > 0) & (tail <= 0.5)
    r = sqrt(-log(where(inside, tail, 0.5)))
    far = where(r > 5, _ratio(r - 5, QUANTILE_TAIL), _ratio(r - 1.6, QUANTILE_SHOULDER))
    outer = where(inside, far, where(tail == 0, INFINITY, NAN))
    return where(central, middle, where(centred < 0, -outer, outer))


def _ratio(x: Value, coefficients: Value) -> Value:
    return _polynomial(x, coefficients[0]) / _polynomial(x, coefficients[1])
