"""What a fit returns: numbers that never travel without their verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from likely.fit.carriers import Carrier
from likely.fit.plain import plain as _plain
from likely.formulas.maximum import EXISTS

LATER = ("entropy", "kl", "message", "warnings", "carriers")  # fields of a fit that may wait to be read


class Later:
    """A value that is computed when it is first asked for, once."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._value: Any = None

    def get(self) -> Any:
        """The value."""
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value


class Estimate:
    """One parameter: where the likelihood is largest, and how sure that is. Frozen.

    The estimate of a vector is a list, or a dict by label; then standard errors and intervals have the same
    shape. `stderr` is None where the theory behind it does not hold, as on the edge of the parameter space.
    `interval_method` says how the interval was made: profile, wald, exact, fixed, sandwich,
    bootstrap-parametric, bootstrap-rows, or none. How sure an estimate is costs more than the estimate, so
    that is computed when it is first read.

    >>> import likely
    >>> likely.fit("poisson", [1, 2, 3], fixed={"rate": 2.5}).parameters["rate"].interval_method
    'fixed'
    """

    __slots__ = ("_interval", "_method", "_stderr", "estimate")
    _interval: Any
    _method: Any
    _stderr: Any
    estimate: Any

    def __init__(self, estimate: Any, stderr: Any, interval: Any, interval_method: Any) -> None:
        for name, value in zip(self.__slots__, (interval, interval_method, stderr, estimate), strict=True):
            object.__setattr__(self, name, value)

    @property
    def stderr(self) -> Any:
        """From the observed information; None where that means nothing."""
        return self._stderr.get() if isinstance(self._stderr, Later) else self._stderr

    @property
    def interval(self) -> Any:
        """Both ends; ±∞ where the data set no bound."""
        return self._interval.get() if isinstance(self._interval, Later) else self._interval

    @property
    def interval_method(self) -> str:
        """How the interval was made."""
        return str(self._method.get() if isinstance(self._method, Later) else self._method)

    def _all(self) -> tuple[Any, Any, Any, str]:
        return self.estimate, self.stderr, self.interval, self.interval_method

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Estimate) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        names = ("estimate", "stderr", "interval", "interval_method")
        return f"Estimate({', '.join(f'{n}={v!r}' for n, v in zip(names, self._all(), strict=True))})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Estimate, self._all()

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


@dataclass(frozen=True)
class Fit:
    """A maximum-likelihood fit. Frozen; everything is in nats. `print(fit)` is its report.

    n, n_missing     observations used, and rows left out because their value is missing
    parameters       name → Estimate; when no maximum exists, the limit that the supremum runs to
    loglik           log-likelihood of the observations in order, all constants included
    nll              average negative log-likelihood = entropy + kl where these exist
    entropy          of the empirical distribution; None for continuous values without a resolution
    kl               from the empirical distribution to the fitted one; None likewise
    verdict          interior, local, boundary, not_attained, unbounded or not_unique
    message          one sentence that says why
    carriers         where entropy and kl exist: the recorded values that carry most of the mismatch
    goodness         a test of the fitted model, if one was asked for: likely.goodness
    recipe           how it was asked for, data included: for pictures and refits; not saved, not pickled

    >>> import likely
    >>> fit = likely.fit("exponential", [1.0, 2.0, 3.0])
    >>> fit.verdict, fit.parameters["rate"].estimate
    ('interior', 0.5)
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
    warnings: tuple[str, ...] = field(default_factory=tuple)
    iterations: int = 0
    units: str = "nats"
    goodness: Any = None
    carriers: tuple[Carrier, ...] = field(default_factory=tuple, repr=False, compare=False)
    recipe: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        own = self.__dict__
        own["parameters"] = MappingProxyType(dict(self.parameters))
        later = {name: own.pop(name) for name in LATER if isinstance(own[name], Later)}
        if later:
            own["_later"] = later

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A field that is computed when it is first read."""
            later = self.__dict__.get("_later", {})
            if name not in later:
                raise AttributeError(f"a fit has no attribute {name!r}")
            self.__dict__[name] = later[name].get()
            return self.__dict__[name]

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
            **({} if self.goodness is None else {"goodness": self.goodness.to_dict()}),
        }

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled through its dictionary of fields, since a read-only view cannot be."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return _rebuilt, ({**fields, "parameters": dict(self.parameters), "recipe": None},)

    def report_html(self) -> str:
        """The fit as one self-contained HTML page: verdict, pictures, numbers, and how to make it again.

        Reads the data once or twice more. Raises UsageError if the fit was loaded, and so has no data.
        """
        from likely.fit.page import page

        return page(self)

    def plot(self) -> Any:
        """The same pictures as a matplotlib Figure: `fit.plot().savefig("fit.png")`.

        Needs the optional extra `likely[plot]`. Raises UsageError without it, or if the fit was loaded.
        """
        from likely.fit.plot import plot

        return plot(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the report, in a fixed-width face."""
        from likely.stage.svg import escape

        return f"<pre>{escape(str(self))}</pre>"

    def __str__(self) -> str:
        from likely.fit.report import report

        return report(self)


def _rebuilt(fields: dict[str, Any]) -> Fit:
    return Fit(**fields)
