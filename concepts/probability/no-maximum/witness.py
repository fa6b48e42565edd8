"""Three likelihoods that have no maximum, and what mends each."""

from likely.formulas.elementary import log
from likely.formulas.families import bernoulli
from likely.formulas.models import logistic_curve, spike

# Separation: steeper is always better, and 0 is never reached.
doses = (1, 2, 3, 4, 5, 6)
apart, overlap = (0, 0, 0, 1, 1, 1), (0, 0, 1, 0, 1, 1)
before = -9.0
for slope in (1, 2, 4, 8, 16):
    told = logistic_curve.log_likelihood(apart, doses, 3.5, slope)
    print(f"apart, steepness {slope:2}    {told:.6f}")
    assert before < told < 0
    before = told

# One overlap: a moderate steepness is best.
slopes = [s / 100 for s in range(1, 1000)]
best = max(slopes, key=lambda s: logistic_curve.log_likelihood(overlap, doses, 3.5, s))
print(f"overlap, best of 999    steepness {best:.2f}")
assert 0.1 < best < 5

# A bell on one point: each halving of its spread adds log 2, for ever.
numbers = (-0.9, -0.3, 0.2, 0.6, 1.1, 2.0)
for power in (5, 10, 20, 40):
    exact = spike.log_likelihood(numbers, 2.0, 0.5**power)
    cells = spike.rounded(numbers, 0.1, 2.0, 0.5**power)
    print(f"spread 1/2^{power:<2}  densities {exact:8.4f}  cells {cells:8.4f}")
    more = spike.log_likelihood(numbers, 2.0, 0.5 ** (power + 1)) - exact
    assert abs(more - log(2)) < 0.05
    assert cells < 0

# Nothing seen: on the closed interval the edge, on the open one no maximum. One seen: a maximum.
print("0 of 10, closed:", bernoulli.maximum(10, 0.0).verdict)
print("0 of 10, open:  ", bernoulli.maximum(10, 0.0, closed=False).verdict)
print("1 of 10:        ", bernoulli.maximum(10, 0.1, closed=False).verdict)
