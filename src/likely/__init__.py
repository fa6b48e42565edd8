"""likely: maximum likelihood you can see, check and run. One formula for page, test and fit.

>>> import likely
>>> likely.fit("bernoulli", [1] * 14 + [0] * 6).parameters["theta"].estimate
0.7
"""

from likely.errors import DataError, LikelyError, UsageError
from likely.fit.compare import Comparison, compare
from likely.fit.fit import fit
from likely.fit.result import Estimate, Fit
from likely.fit.saved import from_dict, load, save

__all__ = [
    "Comparison",
    "DataError",
    "Estimate",
    "Fit",
    "LikelyError",
    "UsageError",
    "compare",
    "fit",
    "from_dict",
    "load",
    "save",
]
