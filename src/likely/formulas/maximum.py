"""What is known about the maximum of a likelihood before any optimiser runs.

A family's theorem of existence answers with a `Maximum`: where the likelihood is largest, and what
kind of maximum that is.
"""

from collections import namedtuple

INTERIOR = "interior"  # the unique maximum, inside the parameter space
LOCAL = "local"  # a maximum that is not certified global
BOUNDARY = "boundary"  # attained on the edge of a closed parameter space
NOT_ATTAINED = "not_attained"  # the supremum is only approached
UNBOUNDED = "unbounded"  # the likelihood has no bound
NOT_UNIQUE = "not_unique"  # a set of maximisers

VERDICTS = (INTERIOR, LOCAL, BOUNDARY, NOT_ATTAINED, UNBOUNDED, NOT_UNIQUE)
EXISTS = (INTERIOR, LOCAL, BOUNDARY, NOT_UNIQUE)  # verdicts under which a maximum exists

# parameters   tuple of floats in the family's order: the maximiser, or the limit the supremum runs to
# verdict      one of VERDICTS
# reason       one sentence: why, by the family's theorem, and which way it runs if there is none
Maximum = namedtuple("Maximum", ("parameters", "verdict", "reason"))
