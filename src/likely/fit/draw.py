"""Random draws from a family: NumPy's generators where it has one, the family's quantile elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from likely.errors import UsageError

# name → draws, given a generator, how many, and the parameters by name
_KNOWN: dict[str, Callable[[Any, int, Mapping[str, Any]], Any]] = {
    "normal": lambda r, n, v: r.normal(v["mu"], v["sigma"], n),
    "lognormal": lambda r, n, v: r.lognormal(v["mu"], v["sigma"], n),
    "gamma": lambda r, n, v: r.gamma(v["shape"], 1 / v["rate"], n),
    "beta": lambda r, n, v: r.beta(v["alpha"], v["beta"], n),
    "inverse_gaussian": lambda r, n, v: r.wald(v["mu"], v["shape"], n),
    "student_t": lambda r, n, v: v["loc"] + v["scale"] * r.standard_t(v["df"], n),
    "von_mises": lambda r, n, v: r.vonmises(v["mu"], v["kappa"], n),
    "poisson": lambda r, n, v: r.poisson(v["rate"], n).astype(float),
    "binomial": lambda r, n, v: r.binomial(int(v["trials"]), v["theta"], n).astype(float),
    "dirichlet": lambda r, n, v: r.dirichlet(v["alpha"], n),
    "multivariate_normal": lambda r, n, v: r.multivariate_normal(v["mean"], v["cov"], n),
}


def generator(seed: int) -> Any:
    """The random generator of a seed, 0 or more: the same seed, the same draws."""
    import numpy as np

    if seed < 0:
        raise UsageError(f"seed is {seed} · it is a whole number from 0 up")
    return np.random.default_rng(seed)


def draw(formulas: Any, values: Mapping[str, Any], n: int, random: Any) -> Any:
    """`n` independent draws as an array. `values` are parameters and constants by name.

    Raises UsageError for families that nothing draws from yet.
    """
    import numpy as np

    name = formulas.__name__.rpartition(".")[2]
    if name in _KNOWN:
        try:
            return _KNOWN[name](random, n, values)
        except ValueError:  # beyond what the generator takes, as a Poisson rate of 1e19
            if not hasattr(formulas, "quantile"):
                raise
    if name == "negative_binomial":
        return random.poisson(random.gamma(values["size"], values["mu"] / values["size"], n)).astype(float)
    if "weights" in values:
        which = random.choice(
            len(values["weights"]), n, p=np.divide(values["weights"], sum(values["weights"]))
        )
        return random.normal(np.take(values["means"], which), np.take(values["sigmas"], which))
    if hasattr(formulas, "quantile"):
        uniform = (random.integers(0, 1 << 53, n) + 0.5) / (1 << 53)  # in (0, 1), both ends left out
        return formulas.quantile(uniform, *values.values())
    raise UsageError(f"{name} has no sample · nothing draws from it yet")
