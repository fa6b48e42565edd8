"""Families whose parameters are vectors: labels, proportions, several columns, mixtures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from likely.data import reduce
from likely.data.fields import nothing_left
from likely.data.labels import label_counts
from likely.errors import DataError, UsageError
from likely.fit.mixture import fit_mixture
from likely.fit.problem import FREQUENCY, Options, fields_of
from likely.fit.result import Estimate, Fit
from likely.formulas.families import dirichlet, multinomial, multivariate_normal
from likely.formulas.maximum import BOUNDARY, INTERIOR, UNBOUNDED
from likely.formulas.special import chi_square_quantile_1
from likely.solve.coordinates import Coordinate
from likely.solve.newton import maximise


def fit_several(
    name: str,
    family: Any,
    data: Any,
    column: str | None,
    options: Options,
    components: int | None,
    level: float,
    interval: str = "profile",
) -> Fit:
    """Fit a family of vectors. Fixed parameters and bounds are refused."""
    if options.weights_mean != FREQUENCY:
        raise UsageError(f"weights that mean {options.weights_mean} are not known for {name} · use frequency")
    if options.truncate_low is not None or options.truncate_high is not None:
        raise UsageError(f"{name} takes no truncation bounds · leave them out")
    if options.fixed or any(
        x is not None for x in (options.event, options.lower, options.upper, options.trials)
    ):
        raise UsageError(f"{name} takes no fixed parameters, bounds or trials · leave them out")
    if options.start:
        raise UsageError("--start belongs to geometric · leave it out")
    if name == "gaussian_mixture":
        return fit_mixture(family, data, column, options, components, level, interval)
    if components is not None:
        raise UsageError("--components belongs to gaussian_mixture · leave it out")
    if options.resolution is not None:
        raise UsageError(f"{name} takes no resolution yet · leave it out")
    if name == "categorical":
        return _categorical(data, column, options, level)
    names, table = columns(family, data, column, options)
    return {"multinomial": _multinomial, "dirichlet": _dirichlet, "multivariate_normal": _normal}[name](
        names, table, level
    )


def whole(n: float) -> int | float:
    """A sum of weights as an int where it is one."""
    return int(n) if n == int(n) else n


def _result(
    name: str, table: reduce.Table, parameters: dict[str, Estimate], size: int, loglik: float, **more: Any
) -> Fit:
    n = table.n
    more.setdefault("entropy", None)
    more.setdefault("kl", None)
    return Fit(
        family=name,
        n=whole(n),
        n_missing=table.missing,
        parameters=parameters,
        loglik=loglik + 0.0,
        nll=-loglik / n + 0.0,
        aic=2 * size - 2 * loglik,
        bic=size * math.log(n) - 2 * loglik,
        **more,
    )


def _categorical(data: Any, column: str | None, options: Options, level: float) -> Fit:
    counts, missing = label_counts(data, column, drop=options.drop, weights=options.weights)
    n = math.fsum(counts.values())
    if not n:
        raise nothing_left(data, missing)
    probs = {label: counts[label] / n for label in sorted(counts)}
    loglik = math.fsum(count * math.log(count / n) for count in counts.values())
    error = {label: math.sqrt(p * (1 - p) / n) for label, p in probs.items()}
    ends = {label: _share_interval(n, p, level) for label, p in probs.items()}
    verdict = INTERIOR if len(probs) > 1 else BOUNDARY
    reason = (
        (
            "the log-likelihood is strictly concave over the labels seen, so the observed "
            "proportions are its only maximum"
        )
        if len(probs) > 1
        else "only one label was seen, so its probability is 1, on the edge"
    )
    table = reduce.Table(([],), [], n, missing, int(n))
    one = Estimate(probs, error, ends, "profile")
    return _result(
        "categorical",
        table,
        {"probs": one},
        len(probs) - 1,
        loglik,
        verdict=verdict,
        message=reason,
        entropy=-loglik / n + 0.0,
        kl=0.0,
    )


def _share_interval(n: float, share: float, level: float) -> tuple[float, float]:
    """One probability with the others free: the profile likelihood is Bernoulli's."""
    from likely.formulas.families import bernoulli
    from likely.solve.interval import profile

    if share in (0.0, 1.0):
        ends = bernoulli.edge_interval(n, share, level)
        return float(ends[0]), float(ends[1])
    return profile(
        lambda t: float(bernoulli.log_likelihood(n, share, t)), share, bernoulli.PARAMETERS[0], level
    )


def columns(family: Any, data: Any, column: str | None, options: Options) -> tuple[list[str], reduce.Table]:
    """Several columns side by side: names with commas between, or a two-dimensional array."""
    weights = [] if options.weights is None else fields_of(family, data, column, options)[1:]
    if column is not None:
        names = [name.strip() for name in column.split(",")]
        fields = [fields_of(family, data, name, Options(drop=options.drop))[0] for name in names]
    else:
        import numpy as np

        try:
            matrix = np.asarray(data, dtype=float)
        except (TypeError, ValueError):
            matrix = np.zeros(0)
        if matrix.ndim != 2:
            raise UsageError(
                "this family needs several columns · name them with --column a,b,c or give a "
                "two-dimensional array"
            )
        names = [str(i) for i in range(matrix.shape[1])]
        fields = [
            fields_of(family, matrix[:, i], None, Options(drop=options.drop))[0]
            for i in range(matrix.shape[1])
        ]
    if len(names) < 2:
        raise UsageError("this family needs at least two columns · name them with --column a,b")
    return names, reduce.table([*fields, *weights], options.drop, len(fields) if weights else None)


def _multinomial(names: Sequence[str], table: reduce.Table, level: float) -> Fit:
    import numpy as np

    sums = [float(np.sum(c * table.weights)) for c in table.columns]
    total = math.fsum(sums)
    if not total:
        raise DataError("every count is 0 · a multinomial needs something counted")
    probs = [s / total for s in sums]
    loglik = float(np.sum(table.weights * multinomial.log_prob(table.columns, probs)))
    verdict = BOUNDARY if min(probs) == 0 else INTERIOR
    reason = "each column's share of all counts is the only maximum" + (
        ", on the edge where a column is all 0" if min(probs) == 0 else ""
    )
    one = Estimate(
        dict(zip(names, probs, strict=True)),
        {k: math.sqrt(p * (1 - p) / total) for k, p in zip(names, probs, strict=True)},
        {k: _share_interval(total, p, level) for k, p in zip(names, probs, strict=True)},
        "profile",
    )
    rows, inverse = np.unique(np.stack(table.columns), axis=1, return_inverse=True)
    weights = np.bincount(inverse.ravel(), table.weights)
    share = weights / table.n
    entropy = float(-np.sum(share * np.log(share)))
    kl = max(0.0, -loglik / table.n - entropy)
    del rows
    return _result(
        "multinomial",
        table,
        {"probs": one},
        len(names) - 1,
        loglik,
        verdict=verdict,
        message=reason,
        entropy=entropy,
        kl=kl,
    )


def _dirichlet(names: Sequence[str], table: reduce.Table, level: float) -> Fit:
    import numpy as np

    from likely.solve.interval import profile_with_nuisance
    from likely.solve.newton import inverse

    sums = np.sum(np.stack(table.columns), axis=0)
    if not np.all(np.abs(sums - 1) < 1e-6):
        i = int(np.argmax(np.abs(sums - 1)))
        raise DataError(f"row {i + 1}: the proportions sum to {sums[i]:.6g} · a Dirichlet's sum to 1")
    w = table.weights / table.n
    means = [float(np.sum(w * c)) for c in table.columns]
    mean_logs = [float(np.sum(w * np.log(c))) for c in table.columns]
    spread = float(np.sum(w * (table.columns[0] - means[0]) ** 2))
    if all(float(c.min()) == float(c.max()) for c in table.columns):
        reason = (
            "no maximum: all rows are equal, so the likelihood grows without bound as the sum "
            "of alpha → ∞ (the limit "
            "is a point mass); a resolution makes the problem well posed"
        )
        limit = Estimate(dict.fromkeys(names, math.inf), None, dict.fromkeys(names, (0.0, math.inf)), "none")
        return _result(
            "dirichlet", table, {"alpha": limit}, len(names), math.inf, verdict=UNBOUNDED, message=reason
        )
    both = max(0.1, means[0] * (1 - means[0]) / spread - 1) if spread > 0 else 10.0

    def likelihood(*alpha: Any) -> Any:
        return dirichlet.log_likelihood(table.n, mean_logs, list(alpha))

    coordinates = [Coordinate(dirichlet.PARAMETERS[0])] * len(names)
    peak = maximise(likelihood, [m * both for m in means], coordinates)
    covariance = inverse([[-h for h in row] for row in peak.hessian]) or [[math.nan] * len(names)] * len(
        names
    )
    own = [math.sqrt(covariance[i][i]) for i in range(len(names))]
    free = list(range(len(names)))
    ends = [profile_with_nuisance(likelihood, peak, i, coordinates, free, own[i], level) for i in free]
    one = Estimate(
        dict(zip(names, peak.parameters, strict=True)),
        {k: a * s for k, a, s in zip(names, peak.parameters, own, strict=True)},
        dict(zip(names, ends, strict=True)),
        "profile",
    )
    return _result(
        "dirichlet",
        table,
        {"alpha": one},
        len(names),
        peak.loglik,
        verdict=INTERIOR,
        message="the log-likelihood is strictly concave in alpha",
        iterations=peak.iterations,
    )


def _normal(names: Sequence[str], table: reduce.Table, level: float) -> Fit:
    import numpy as np

    d, n = len(names), table.n
    w = table.weights / n
    pivots = [float(c[0]) for c in table.columns]
    means = [p + float(np.sum(w * (c - p))) for p, c in zip(pivots, table.columns, strict=True)]
    centred = np.stack([c - m for c, m in zip(table.columns, means, strict=True)])
    scales = np.sqrt(np.sum(w * centred**2, axis=1))
    flat = [str(k) for k, s in zip(names, scales, strict=True) if not s > 0]
    size = d + d * (d + 1) // 2
    unit = centred / np.where(scales > 0, scales, 1.0)[:, None]
    correlation = (unit * w) @ unit.T
    spectrum = np.linalg.eigvalsh(correlation)
    covariance = (correlation * scales[:, None] * scales[None, :]).tolist()
    if flat or len(table.weights) <= d or spectrum[0] < 1e-13:
        why = (
            f"column {flat[0]} is constant"
            if flat
            else f"the {len(table.weights)} rows lie in one hyperplane"
        )
        reason = (
            f"no maximum: {why}, so the likelihood grows without bound as the covariance "
            "becomes singular (the limit "
            "has no density)"
        )
        parameters = {
            "mean": Estimate(means, None, [(-math.inf, math.inf)] * d, "none"),
            "cov": Estimate(covariance, None, None, "none"),
        }
        return _result(
            "multivariate_normal", table, parameters, size, math.inf, verdict=UNBOUNDED, message=reason
        )
    log_det = float(np.sum(np.log(spectrum)) + 2 * np.sum(np.log(scales)))
    loglik = float(multivariate_normal.log_likelihood_at_maximum(n, d, log_det))
    reach = math.sqrt(math.expm1(chi_square_quantile_1(level) / n))  # the profile of one mean is Student's
    mean_error = [float(s) / math.sqrt(n) for s in scales]
    parameters = {
        "mean": Estimate(
            means,
            mean_error,
            [(m - reach * float(s), m + reach * float(s)) for m, s in zip(means, scales, strict=True)],
            "profile",
        ),
        "cov": Estimate(
            covariance,
            [
                [
                    math.sqrt((covariance[i][i] * covariance[j][j] + covariance[i][j] ** 2) / n)
                    for j in range(d)
                ]
                for i in range(d)
            ],
            None,
            "none",
        ),
    }
    reason = "the means and the mean products of deviations are the only stationary point, and a maximum"
    return _result("multivariate_normal", table, parameters, size, loglik, verdict=INTERIOR, message=reason)
