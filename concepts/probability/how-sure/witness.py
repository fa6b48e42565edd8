"""How sure 18 of 20 make us: drop, curvature, two intervals, and whether they keep their promise."""

from likely.formulas.families import bernoulli
from likely.formulas.models.coin_interval import (
    allowed_drop,
    coverage_likely,
    coverage_wald,
    drop,
    likely_high,
    likely_low,
    parabola,
    standard_error,
    wald_high,
    wald_low,
)

p_hat, level = 18 / 20, 0.95

# D(θ) = ℓ(θ̂) − ℓ(θ) = n·KL(p̂‖θ)
fall = bernoulli.log_likelihood(20, p_hat, p_hat) - bernoulli.log_likelihood(20, p_hat, 0.6)
print(f"drop at 0.6     {drop(20, p_hat, 0.6):.4f} nats, parabola {parabola(20, p_hat, 0.6):.4f}")
assert abs(fall - drop(20, p_hat, 0.6)) < 1e-12

# Ten times the data, the same proportion: ten times the drop, about a third of the length.
for n in (20, 200):
    low, high = likely_low(n, p_hat, level), likely_high(n, p_hat, level)
    print(f"n = {n:3}  likelihood {low:.4f} to {high:.4f}")
    print(f"         Wald       {wald_low(n, p_hat, level):.4f} to {wald_high(n, p_hat, level):.4f}")
    assert abs(drop(n, p_hat, low) - allowed_drop(level)) < 1e-9
    assert abs(drop(n, p_hat, high) - allowed_drop(level)) < 1e-9
assert wald_high(20, p_hat, level) > 1 > likely_high(20, p_hat, level)
assert standard_error(200, p_hat) < standard_error(20, p_hat) / 3

# On the edge: one arm.
low, high = likely_low(20, 0.0, level), likely_high(20, 0.0, level)
exact = bernoulli.edge_interval(20, 0.0, level)[1]
print(f"0 of 20  likelihood {low:.4f} to {high:.4f}, exact bound {exact:.4f}, Wald of length 0")
assert low == 0
assert standard_error(20, 0.0) == 0

# The promise, over all that a coin with θ = 0.95 can do.
for n in (20, 200):
    kept = coverage_likely(n, 0.95, level), coverage_wald(n, 0.95, level)
    print(f"n = {n:3}  held: likelihood {100 * kept[0]:.1f} %, Wald {100 * kept[1]:.1f} %")
    assert abs(kept[0] - level) < abs(kept[1] - level)
