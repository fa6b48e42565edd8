"""likely: maximum likelihood you can see, check and run. One formula for page, test and fit.

>>> import likely
>>> likely.fit("bernoulli", [1] * 14 + [0] * 6).parameters["theta"].estimate
0.7
"""

from likely.errors import DataError, LikelyError, UsageError
from likely.fit.fit import fit
from likely.fit.result import Estimate, Fit

__all__ = ["DataError", "Estimate", "Fit", "LikelyError", "UsageError", "fit"]
