"""What a fit returns: numbers that never travel without their verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from likely.fit.plain import plain as _plain
from likely.formulas.maximum import EXISTS


@dataclass(frozen=True, slots=True)
class Estimate:
    """One parameter: where the likelihood is largest, and how sure that is.

    The estimate of a vector is a list, or a dict by label; then standard errors and intervals have the same
    shape. `stderr` is None where the theory behind it does not hold, as on the edge of the parameter space.
    `interval_method` says how the interval was made: profile, wald or exact.
    """

    estimate: Any
    stderr: Any
    interval: Any
    interval_method: str


@dataclass(frozen=True)
class Fit:
    """A maximum-likelihood fit. Frozen; everything is in nats.

    n, n_missing     observations used, and rows left out because their value is missing
    parameters       name → Estimate; when no maximum exists, the limit that the supremum runs to
    loglik           log-likelihood of the observations in order, all constants included
    nll              average negative log-likelihood = entropy + kl where these exist
    entropy          of the empirical distribution; None for continuous values without a resolution
    kl               from the empirical distribution to the fitted one; None likewise
    verdict          interior, local, boundary, not_attained, unbounded or not_unique
    message          one sentence that says why
    """

    family: str
    n: int | float
    n_missing: int
    parameters: Mapping[str, Estimate]
    loglik: float
    nll: float
    entropy: float | None
    kl: float | None
    aic: float
    bic: float
    verdict: str
    message: str
    warnings: tuple[str, ...] = ()
    iterations: int = 0
    units: str = "nats"

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    @property
    def exists(self) -> bool:
        """True if the likelihood has a maximum at all."""
        return self.verdict in EXISTS

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `--format json`; infinities are the strings "Infinity" and "-Infinity"."""
        parameters = {
            name: {
                "estimate": _plain(one.estimate),
                "stderr": _plain(one.stderr),
                "interval": _plain(one.interval),
                "interval_method": one.interval_method,
            }
            for name, one in self.parameters.items()
        }
        numbers = {
            name: _plain(getattr(self, name)) for name in ("loglik", "nll", "entropy", "kl", "aic", "bic")
        }
        return {
            "family": self.family,
            "n": self.n,
            "n_missing": self.n_missing,
            "parameters": parameters,
            **numbers,
            "verdict": self.verdict,
            "message": self.message,
            "warnings": list(self.warnings),
            "iterations": self.iterations,
            "units": self.units,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled through its dictionary of fields, since a read-only view cannot be."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return _rebuilt, ({**fields, "parameters": dict(self.parameters)},)

    def _repr_html_(self) -> str:
        """What a notebook shows: the report, in a fixed-width face."""
        text = str(self).replace("&", "&amp;").replace("<", "&lt;")
        return f"<pre>{text}</pre>"

    def __str__(self) -> str:
        from likely.fit.report import report

        return report(self)


def _rebuilt(fields: dict[str, Any]) -> Fit:
    return Fit(**fields)
