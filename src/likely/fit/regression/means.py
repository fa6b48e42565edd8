"""Models of a mean: normal (identity link), and poisson, negative_binomial and gamma (log link)."""

from __future__ import annotations

import math
from typing import Any

from likely.fit.regression.model import Columns, Model, coefficients, least_squares, linear, scale_of, single
from likely.fit.regression.parts import Part
from likely.formulas.elementary import exp
from likely.formulas.families import gamma, negative_binomial, normal, poisson


def normal_parameters(eta: Any, log_sigma: Any) -> tuple[Any, Any]:
    """Normal with mean η: linear regression."""
    return eta, exp(log_sigma)


def poisson_parameters(eta: Any) -> tuple[Any]:
    """Poisson with rate e^η."""
    return (exp(eta),)


def negative_binomial_parameters(eta: Any, log_size: Any) -> tuple[Any, Any]:
    """Negative binomial with mean e^η."""
    return exp(log_size), exp(eta)


def gamma_parameters(eta: Any, log_shape: Any) -> tuple[Any, Any]:
    """Gamma with mean e^η: rate = shape/mean."""
    return exp(log_shape), exp(log_shape - eta)


def log_normal(y: Any, eta: Any, log_sigma: Any) -> Any:
    """Contribution of a row of `normal`."""
    return normal.log_prob(y, *normal_parameters(eta, log_sigma))


def log_poisson(y: Any, eta: Any) -> Any:
    """Contribution of a row of `poisson`."""
    return poisson.log_prob(y, *poisson_parameters(eta))


def log_negative_binomial(y: Any, eta: Any, log_size: Any) -> Any:
    """Contribution of a row of `negative_binomial`."""
    return negative_binomial.log_prob(y, *negative_binomial_parameters(eta, log_size))


def log_gamma(y: Any, eta: Any, log_shape: Any) -> Any:
    """Contribution of a row of `gamma`."""
    return gamma.log_prob(y, *gamma_parameters(eta, log_shape))


def normal_model(y: Any, columns: Columns, offset: Any, weights: Any) -> Model:
    """Least squares is the maximum, whatever σ is; σ̂² is the average squared residual (divided by n)."""
    import numpy as np

    size = columns.count + 1
    target = y if offset is None else y - offset
    beta = least_squares(columns, target, weights)
    if len(y) > 1 << 17 and columns.count:
        beta = beta + least_squares(columns, target - columns.matrix @ beta, weights)
    left = target - columns.matrix @ beta
    sigma = math.sqrt(float(np.sum(weights * left * left)) / float(np.sum(weights)))
    part = Part(log_normal, (y,), (linear(columns, offset), single(size - 1)), weights, (None, None))
    return Model(
        (part,),
        np.append(beta, math.log(sigma) if sigma > 0 else -math.inf),
        (*coefficients(columns, size), scale_of("sigma", size - 1, size)),
        "least squares has one solution, and sigma is the root of the average squared residual",
        extra={"residual": sigma, "spread": float(np.abs(target).max(initial=0.0))},
    )


def poisson_model(y: Any, columns: Columns, offset: Any, weights: Any) -> Model:
    """Counts whose rate is e^η. Rows with count 0 can be fitted ever better by η → −∞."""
    import numpy as np

    parts = [
        Part(
            log_poisson,
            (y[rows],),
            (linear(columns, offset).taken(rows),),
            weights[rows],
            (tail,),
            index=np.nonzero(rows)[0],
        )
        for rows, tail in ((y > 0, 0), (y == 0, -1))
    ]
    return Model(
        tuple(part for part in parts if len(part)),
        _log_start(y, columns, offset, weights),
        tuple(coefficients(columns, columns.count)),
        "the log-likelihood is strictly concave in the coefficients",
    )


def negative_binomial_model(y: Any, columns: Columns, offset: Any, weights: Any) -> Model:
    """Counts whose mean is e^η, more spread than Poisson's by a size that all rows share."""
    import numpy as np

    size = columns.count + 1
    start = _log_start(y, columns, offset, weights)
    eta = columns.matrix @ start + (0.0 if offset is None else offset)
    mu = np.exp(np.minimum(eta, 500.0))
    extra = float(np.sum(weights * ((y - mu) ** 2 - y)))
    theta = float(np.sum(weights * mu * mu)) / extra if extra > 0 else 100.0
    parts = [
        Part(
            log_negative_binomial,
            (y[rows],),
            (linear(columns, offset).taken(rows), single(size - 1)),
            weights[rows],
            (tail, None),
            index=np.nonzero(rows)[0],
        )
        for rows, tail in ((y > 0, 0), (y == 0, -1))
    ]
    return Model(
        tuple(part for part in parts if len(part)),
        np.append(start, math.log(min(max(theta, 1e-2), 1e4))),
        (*coefficients(columns, size), scale_of("size", size - 1, size)),
        # with inputs no theorem says that the profile in size has one maximum
        "the variance is above the mean, so the profile likelihood of size has one maximum"
        if columns.names == ("Intercept",) and offset is None
        else "",
    )


def gamma_model(y: Any, columns: Columns, offset: Any, weights: Any) -> Model:
    """Positive values whose mean is e^η, with a shape that all rows share."""
    import numpy as np

    size = columns.count + 1
    start = _log_start(y, columns, offset, weights)
    eta = columns.matrix @ start + (0.0 if offset is None else offset)
    spread = float(np.sum(weights * (y * np.exp(-eta) - 1) ** 2) / np.sum(weights))
    part = Part(log_gamma, (y,), (linear(columns, offset), single(size - 1)), weights, (None, None))
    left = np.log(y) - eta
    return Model(
        (part,),
        np.append(start, math.log(1 / min(max(spread, 1e-12), 1e6))),
        (*coefficients(columns, size), scale_of("shape", size - 1, size)),
        "the log-likelihood is strictly concave in the coefficients whatever the shape, and in the "
        "logarithm of "
        "the shape its profile has one maximum",
        extra={"residual": float(np.abs(left - left.mean() * 0).max()), "spread": 1.0},
    )


def _log_start(y: Any, columns: Columns, offset: Any, weights: Any) -> Any:
    """One weighted step of least squares from μ = y, moved off 0."""
    import numpy as np

    mean = float(np.sum(weights * y) / np.sum(weights)) or 1.0
    mu = np.maximum(0.9 * y + 0.1 * mean, 1e-300)
    target = np.log(mu) + (y - mu) / mu - (0.0 if offset is None else offset)
    return least_squares(columns, target, weights * mu / mean if mean > 0 else weights)
