"""likely: maximum likelihood you can see, check and run. One formula for page, test and fit.

>>> import likely
>>> likely.fit("bernoulli", [1] * 14 + [0] * 6).parameters["theta"].estimate
0.7
>>> round(likely.families.Gamma(shape=2, rate=1).cdf(1.0), 12)
0.264241117657

Each name is imported when it is first asked for, so that a command pays only for what it uses.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from likely import families
    from likely.errors import DataError, LikelyError, UsageError
    from likely.fit.bootstrap import bootstrap
    from likely.fit.compare import Comparison, compare
    from likely.fit.fit import fit
    from likely.fit.goodness import Goodness, goodness
    from likely.fit.information import Information, information
    from likely.fit.loss import Loss, loss
    from likely.fit.ngram.fit_ngram import NgramFit, fit_ngram
    from likely.fit.regression.nested import compare_formulas
    from likely.fit.regression.result import Regression
    from likely.fit.result import Estimate, Fit
    from likely.fit.saved import from_dict, load, save
    from likely.fit.score.score import score
    from likely.fit.sums import sums
    from likely.info import Info, info

__all__ = [
    "Comparison",
    "DataError",
    "Estimate",
    "Fit",
    "Goodness",
    "Info",
    "Information",
    "LikelyError",
    "Loss",
    "NgramFit",
    "Regression",
    "UsageError",
    "bootstrap",
    "compare",
    "compare_formulas",
    "families",
    "fit",
    "fit_ngram",
    "from_dict",
    "goodness",
    "info",
    "information",
    "load",
    "loss",
    "save",
    "score",
    "sums",
]

_HOMES = {
    "Comparison": "likely.fit.compare",
    "DataError": "likely.errors",
    "Estimate": "likely.fit.result",
    "Fit": "likely.fit.result",
    "Info": "likely.info",
    "Information": "likely.fit.information",
    "LikelyError": "likely.errors",
    "Loss": "likely.fit.loss",
    "NgramFit": "likely.fit.ngram.fit_ngram",
    "Regression": "likely.fit.regression.result",
    "UsageError": "likely.errors",
    "Goodness": "likely.fit.goodness",
    "bootstrap": "likely.fit.bootstrap",
    "compare": "likely.fit.compare",
    "compare_formulas": "likely.fit.regression.nested",
    "fit": "likely.fit.fit",
    "fit_ngram": "likely.fit.ngram.fit_ngram",
    "from_dict": "likely.fit.saved",
    "goodness": "likely.fit.goodness",
    "info": "likely.info",
    "information": "likely.fit.information",
    "load": "likely.fit.saved",
    "loss": "likely.fit.loss",
    "save": "likely.fit.saved",
    "score": "likely.fit.score.score",
    "sums": "likely.fit.sums",
}


def __getattr__(name: str) -> object:
    """A public name, from where it lives."""
    if name == "families":
        return import_module("likely.families")
    if name not in _HOMES:
        raise AttributeError(f"module 'likely' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *__all__]


class _Facade(ModuleType):
    """`likely.fit` and `likely.info` are functions; modules of their names do not take their place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("fit", "info") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Facade
