"""Six leaves: estimates, units, collapse, and the cells that mend it."""

from likely.formulas.elementary import log
from likely.formulas.families import normal
from likely.formulas.models.normal_sample import log_likelihood, mean, rounded, sd, unit_shift

# Lengths in centimetres, recorded to the millimetre.
x = (4.2, 4.7, 4.9, 5.1, 5.4, 5.7)
n = len(x)
mu, sigma = normal.mle(mean(x), sd(x))
best = log_likelihood(x, mu, sigma)
print(f"μ̂ {mu:.4f}  σ̂ {sigma:.4f}  log L {best:.4f} nats per cm")

# ℓ(μ, σ) from n, mean and spread alone; and no neighbour does better.
assert abs(best - normal.log_likelihood(n, mean(x), sd(x), mu, sigma)) < 1e-12
assert all(log_likelihood(x, mu + a, sigma + b) < best for a in (-0.1, 0.1) for b in (-0.1, 0.1))

# In millimetres: n·log 10 lower, and the same fit.
mm = [10 * x_i for x_i in x]
in_mm = log_likelihood(mm, *normal.mle(mean(mm), sd(mm)))
print(f"in mm           log L {in_mm:.4f}, lower by {best - in_mm:.4f} = 6·log 10")
assert abs(best - in_mm - unit_shift(n, 10)) < 1e-9

# All equal: each halving of σ adds n·log 2, for ever.
equal = (5.0,) * n
for spread in (0.4, 0.2, 0.1, 0.05):
    as_cells = rounded(equal, 0.1, 5.0, spread)
    print(f"σ = {spread:<4}  densities {log_likelihood(equal, 5.0, spread):8.4f}  cells {as_cells:8.4f}")
    assert as_cells < 0
step = log_likelihood(equal, 5.0, 0.05) - log_likelihood(equal, 5.0, 0.1)
assert abs(step - n * log(2)) < 1e-12

# With σ far above the step a cell is density times step.
wide = rounded(x, 0.1, mu, sigma) - log_likelihood(x, mu, sigma)
print(f"cells − densities {wide:.4f}, n·log 0.1 = {n * log(0.1):.4f}")
assert abs(wide - n * log(0.1)) < 0.02

# The program asks before it searches.
print(normal.maximum(n, 5.0, 0.0).verdict)
