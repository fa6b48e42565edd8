"""From a log-likelihood to its maximum, its verdict and its intervals. Portable, as `formulas/` is.

What stands here knows no rows: `fit/` hands it a likelihood that sums over millions of them, the Lab in the
browser one that is made of sums. Both climb the same way, and say the same words.
"""
