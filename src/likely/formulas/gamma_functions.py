"""What the Γ function brings along: Stirling's error, and log Γ that lets numbers with derivatives through.

Accuracy     as formulas/special.py, on which everything here stands
Source       Loader 2000, Fast and accurate computation of binomial probabilities
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, log_less, where
from likely.formulas.special import HALF_LOG_2PI, digamma, trigamma
from likely.formulas.special import lgamma as _lgamma

ERROR = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400)


def stirling_error(x: Value) -> Value:
    """log Γ(x) − ((x − ½)·log x − x + ½·log 2π), for x > 0: about 1/(12·x)."""
    if hasattr(x, "stirling_error"):  # a number with derivatives answers for itself
        return x.stirling_error()
    far = x > 10
    r = 1 / where(far, x, 20.0)
    series = 0.0
    for coefficient in reversed(ERROR):
        series = series * (r * r) + coefficient
    near = where(far, 1.0, x)
    return where(far, r * series, lgamma(near) - ((near - 0.5) * log(near) - near + HALF_LOG_2PI))


def lgamma(x: Value) -> Value:
    """log Γ(x); a number with derivatives answers for itself."""
    return x.lgamma() if hasattr(x, "lgamma") else _lgamma(x)


def log_minus_digamma(x: Value) -> Value:
    """log x − ψ(x) for x > 0: positive, falling from 1/x to 1/(2x), without cancellation for large x."""
    far = x > 10
    high = where(far, x, 20.0)
    r = 1 / high
    square = r * r
    series = 0.5 * r + square * (
        1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132)))
    )
    series = series + square * square * square * square * square * square * (-691 / 32760 + square / 12)
    low = where(far, 1.0, x)
    return where(far, series, log(low) - digamma(low))


def trigamma_minus_reciprocal(x: Value) -> Value:
    """ψ′(x) − 1/x for x > 0: positive, 1/(2x²) far out, without cancellation there."""
    far = x > 10
    r = 1 / where(far, x, 20.0)
    square = r * r
    series = square * (
        0.5 + r * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * 5 / 66))))
    )
    low = where(far, 1.0, x)
    return where(far, series, trigamma(low) - 1 / low)


def log_gamma_lower(shape: Value, x: Value) -> Value:
    """log P(shape, x), the regularised lower incomplete gamma function: P(X ≤ x) of a gamma with rate 1."""
    return _log_gamma_tail(shape, x, lower=True)


def log_gamma_upper(shape: Value, x: Value) -> Value:
    """log Q(shape, x) = log(1 − P(shape, x))."""
    return _log_gamma_tail(shape, x, lower=False)


def gamma_quantile(p: Value, shape: Value) -> Value:
    """The x with P(shape, x) = p, by bisection in log x: some 1e-15 of x."""
    from likely.formulas.inverse import inverse_cdf

    return inverse_cdf(
        p, lambda x: log_gamma_lower(shape, x), lambda x: log_gamma_upper(shape, x), 0.0, shape
    )


def _log_gamma_tail(shape: Value, x: Value, lower: bool) -> Value:
    """Series below the mean, continued fraction above; the one that is small is the one computed.

    A fixed number of terms for arguments up to some thousands; far out (shape > 1e3) the terms needed grow
    like √shape, so the loop is as long as the largest shape asks.
    """
    inside = x > 0
    x = where(inside, x, 1.0)
    below = x < shape + 1
    away = log_less((x - shape) / shape, log(x) - log(shape))
    density = 0.5 * log(shape) - HALF_LOG_2PI - stirling_error(shape) + shape * away
    terms = _terms(shape)
    # P = density/shape·(1 + x/(shape + 1) + x²/((shape + 1)(shape + 2)) + …)
    x_low = where(below, x, 0.5 * shape)
    term = total = 1.0 + 0.0 * x_low * shape
    for k in range(1, terms):
        term = term * x_low / (shape + k)
        total = total + term
    log_p = density + log(total) - log(shape)
    # Q = density·1/(x + 1 − shape − 1·(1 − shape)/(x + 3 − shape − …)), from the far end inwards
    x_high = where(below, shape + 2, x)
    fraction = x_high + (2 * terms + 1) - shape
    for k in range(terms, 0, -1):
        fraction = x_high + (2 * k - 1) - shape - k * (k - shape) / fraction
    log_q = density - log(fraction)
    known = where(below, log_p, log_q)
    other = log1p(-exp(where(known < 0, known, -1e-300)))
    if lower:
        return where(inside, where(below, log_p, other), -INFINITY)
    return where(inside, where(below, other, log_q), 0.0)


def _terms(shape: Value) -> int:
    """Enough terms for the largest shape in hand."""
    most = shape.value if hasattr(shape, "value") else shape
    most = most.max() if hasattr(most, "max") else most
    return int(80 + 12 * min(float(most), 1e9) ** 0.5)
