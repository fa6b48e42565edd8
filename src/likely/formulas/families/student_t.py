"""Student-t: a normal whose variance is itself uncertain; tails as long as 1/df asks.

log p(x) = log Γ((df + 1)/2) − log Γ(df/2) − ½·log(df·π) − log scale − (df + 1)/2·log(1 + z²/df)      [nats]

Support      every real number
Parameters   df > 0 (1 is Cauchy, ∞ is normal);  loc and scale > 0, in the unit of x;  z = (x − loc)/scale
Statistic    none that is finite: each step sums score and information
Maximum      Newton in (log df, loc, log scale), from several df; never certified global, because around every
             single observation the likelihood has a spike without bound at df < 1/(n − 1)
Exists       no maximum with df → ∞ when the normal limit is higher (kurtosis ≤ 3 makes it a local one);
             unbounded as scale → 0 at a value that m of n share, for df < m/(n − m): said when m/(n − m) ≥ ¼
             or when the maximum's own df is below that
Accuracy     log p 2.7e-15, cdf 4.1e-13 (worst of hundreds of points and more against mpmath; of its size,
             or of 1 if log p is smaller); entropy 5.5e-15; score below 1e-7 standard errors at the maximum
Source       Lange, Little & Taylor 1989, JASA 84, 881; Fernandez & Steel 1999, Biometrika 86, 153
             (unboundedness)
"""

from likely.formulas.beta_functions import log_beta_lower, log_beta_upper
from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, sqrt, where
from likely.formulas.facts import Facts
from likely.formulas.families import normal
from likely.formulas.gamma_functions import log_minus_digamma
from likely.formulas.inverse import inverse_cdf
from likely.formulas.maximum import LOCAL, NOT_ATTAINED, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import log_beta

PARAMETERS = (
    Parameter("df", "ν", "degrees of freedom", 0.0),
    Parameter("loc", "μ", "median"),
    Parameter("scale", "σ", "width", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


ITERATIVE = True
LOG_2 = 0.6931471805599453
HEAVY = 0.25  # ties: this m/(n − m) and more is a spike that no start should be trusted to avoid


def log_prob(x: Value, df: Value, loc: Value, scale: Value) -> Value:
    """log p(x), in nats; written so that a huge z does not overflow."""
    z = (x - loc) / scale
    square = z * (z / df)
    return -log_beta(0.5 * df, 0.5 + 0.0 * df) - 0.5 * log(df) - log(scale) - 0.5 * (df + 1) * log1p(square)


def cdf(x: Value, df: Value, loc: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, df, loc, scale))


def log_cdf(x: Value, df: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    return _log_below((x - loc) / scale, df)


def log_sf(x: Value, df: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x)."""
    return _log_below((loc - x) / scale, df)


def _log_below(z: Value, df: Value) -> Value:
    """log P(T ≤ z): half the chance that |T| exceeds |z|, or the rest."""
    outer = _log_outer(abs(z), df)
    return where(z < 0, outer - LOG_2, log1p(-0.5 * exp(outer)))


def _log_outer(size: Value, df: Value) -> Value:
    """log P(|T| > size), an incomplete beta function of df/(df + size²)."""
    near, far = _parts(size, df)
    return where(size > 0, log_beta_lower(far, near, 0.5 * df, 0.5 + 0.0 * df), 0.0)


def _log_inner(size: Value, df: Value) -> Value:
    """log P(|T| ≤ size)."""
    near, far = _parts(size, df)
    return log_beta_upper(far, near, 0.5 * df, 0.5 + 0.0 * df)


def _parts(size: Value, df: Value) -> tuple[Value, Value]:
    """size²/(df + size²) and df/(df + size²), whatever the size."""
    small = size < 1
    below = where(small, size, 1.0)
    above = where(small, 1.0, size)
    ratio = df / above / above
    return (
        where(small, below * below / (df + below * below), 1 / (1 + ratio)),
        where(small, df / (df + below * below), ratio / (1 + ratio)),
    )


def quantile(p: Value, df: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p, by bisection of |z|, or of 1/|z| in the tails."""
    left = p < 0.5
    outside = 2 * where(left, p, 1 - p)
    tail = outside < 0.5
    size = inverse_cdf(
        where(tail, outside, where(tail, 0.5, 1 - outside)),
        lambda g: where(tail, _log_outer(1 / g, df), _log_inner(g, df)),
        lambda g: where(tail, _log_inner(1 / g, df), _log_outer(g, df)),
        0.0,
        1.0,
    )
    size = where(tail, 1 / size, size)
    size = where(outside > 0, where(p == 0.5, 0.0, size), INFINITY)
    return loc + scale * where(left, -size, size)


def entropy(df: Value, loc: Value, scale: Value) -> Value:
    """Differential entropy, in nats; ψ((df + 1)/2) − ψ(df/2) is taken without cancellation for large df."""
    half = 0.5 * df
    rise = log1p(1 / df) - log_minus_digamma(half + 0.5) + log_minus_digamma(half)
    return (half + 0.5) * rise + 0.5 * log(df) + log_beta(half, 0.5 + 0.0 * df) + log(scale) + 0.0 * loc


def starts(facts: Facts) -> tuple[tuple[float, float, float], ...]:
    """Several places to climb from."""
    width = (facts.quartile_3 - facts.quartile_1) / 1.35
    width = width if width > 0 else facts.sd
    return tuple((df, facts.median, 0.9 * width) for df in (2.0, 5.0, 20.0))


def maximum(facts: Facts) -> Maximum:
    """Where to start; or that ties make the likelihood unbounded."""
    rest = facts.n - facts.most
    if facts.most > 1 and facts.most >= HEAVY * rest:
        return Maximum((facts.most / rest if rest else INFINITY, facts.most_at, 0.0), UNBOUNDED, _tied(facts))
    if facts.high == facts.low:
        return Maximum((INFINITY, facts.low, 0.0), UNBOUNDED, _tied(facts))
    reason = (
        "the highest of the peaks reached from three starts, above the normal limit; it "
        "cannot be certified as "
        "global, because every observation carries a spike at very small df"
    )
    return Maximum(starts(facts)[1], LOCAL, reason)


def confirmed(facts: Facts, found: Maximum, loglik: float) -> tuple[Maximum, float] | None:
    """The normal limit instead, if it is as high; a spike, if the peak lies on one."""
    limit = float(normal.log_likelihood(facts.n, facts.mean, facts.sd, facts.mean, facts.sd))
    df, loc, scale = found.parameters
    rest = facts.n - facts.most
    if limit >= loglik - 1e-9 * (1 + abs(limit)) or df > 1e7:
        reason = (
            f"no maximum: df → ∞, the limit is normal with mu {facts.mean:.6g} and sigma {facts.sd:.6g}, "
            f"supremum {limit:.7g} nats"
        )
        return Maximum((INFINITY, facts.mean, facts.sd), NOT_ATTAINED, reason), limit
    if (facts.most > 1 and df * rest <= facts.most) or not scale > 0 or found.verdict == NOT_ATTAINED:
        return Maximum((df, loc, 0.0), UNBOUNDED, _tied(facts)), INFINITY
    return None


def _tied(facts: Facts) -> str:
    rest = facts.n - facts.most
    below = f"for every df below {facts.most / rest:.3g}" if rest else "for every df"
    return (
        f"no maximum: {facts.most:g} of {facts.n:g} observations equal {facts.most_at:g}, so "
        "the likelihood grows "
        f"without bound as scale → 0 there, {below}; a resolution (--resolution) makes the problem well posed"
    )


def sample(normals: Value, chi_square: Value, df: Value, loc: Value, scale: Value) -> Value:
    """One draw for each pair of a standard normal and a chi-square with df degrees of freedom."""
    return loc + scale * normals / sqrt(chi_square / df)
