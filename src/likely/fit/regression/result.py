"""A fitted regression: a fit that knows its formula, and can predict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from likely.fit.result import Fit


@dataclass(frozen=True)
class Regression(Fit):
    """A maximum-likelihood fit of a family whose mean parameter depends on inputs. Unpenalised.

    formula     as it was given
    link        the function that carries the mean parameter to the scale of the coefficients
    model       what prediction needs besides the coefficients: levels, scales, labels, offset

    >>> import likely
    >>> fit = likely.fit("normal", {"x": [0.0, 1, 2, 3], "y": [1.0, 3, 4, 8]}, formula="y ~ x")
    >>> type(fit).__name__, round(fit.parameters["x"].estimate, 12), fit.predict({"x": [4.0]}).round(12)
    ('Regression', 2.2, array([9.5]))
    """

    formula: str = ""
    link: str = ""
    model: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "model", MappingProxyType(dict(self.model)))

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of every fit, with the formula, the link and what prediction needs."""
        shape = super().to_dict()
        return {**shape, "formula": self.formula, "link": self.link, "model": dict(self.model)}

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain = {"parameters": dict(self.parameters), "model": dict(self.model), "recipe": None}
        return _rebuilt, ({**fields, **plain},)

    def predict(self, data: Any, missing: str = "error") -> Any:
        """What the model expects of new rows: an array of means, or a dict of probabilities by class.

        bernoulli: the probability of success; poisson, negative_binomial, gamma, normal: the mean; survival:
        e^η, the time scale; categorical and ordinal: label → probabilities. Rows that an infinite coefficient
        pulls both ways are not a number. Raises DataError for a level that was not fitted.
        """
        from likely.fit.regression.predict import predict

        return predict(self, data, missing)


def _rebuilt(fields: dict[str, Any]) -> Regression:
    return Regression(**fields)
