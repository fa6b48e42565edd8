"""Eight heads in ten: likelihood, prior, posterior, and what depends on the coordinate."""

from likely.formulas.elementary import total
from likely.formulas.models.coin_with_prior import (
    area_under_likelihood,
    likelihood,
    map_estimate,
    map_in_log_odds,
    posterior_density,
    posterior_mean,
    prior_density,
    probability_of_data,
)

n, k = 10, 8
grid = [(i + 0.5) / 1000 for i in range(1000)]

# The likelihood is highest at k/n. Its area is not 1.
best = max([i / 100 for i in range(101)], key=lambda theta: likelihood(theta, n, k))
area = total([likelihood(theta, n, k) for theta in grid]) / 1000
print(f"highest at {best:.2f}, area {area:.4f} = 1/{n + 1}")
assert abs(area - area_under_likelihood(n, k)) < 1e-6

# Prior times likelihood, divided by its area, is the posterior: at every θ.
a, b = 11, 11
joint = [prior_density(theta, a, b) * likelihood(theta, n, k) for theta in grid]
evidence = total(joint) / 1000
print(f"P(data) {evidence:.4f}")
assert abs(evidence - probability_of_data(a, b, n, k)) < 1e-6
assert all(abs(j / evidence - posterior_density(t, a, b, n, k)) < 1e-5 for j, t in zip(joint, grid))

# The posterior's peak lies between prior and data, and moves to the data as they grow.
for times in (1, 10, 100):
    print(f"{k * times:4} of {n * times:4}: MAP {map_estimate(a, b, n * times, k * times):.4f}")
top = max([i / 100 for i in range(1, 100)], key=lambda theta: posterior_density(theta, a, b, n, k))
assert abs(top - map_estimate(a, b, n, k)) < 0.005 + 1e-12

# A flat prior: same peak as the likelihood in θ, another one in log odds.
flat = map_estimate(1, 1, n, k), map_in_log_odds(1, 1, n, k), posterior_mean(1, 1, n, k)
print(f"flat prior: peak in θ {flat[0]:.4f}, in log odds {flat[1]:.4f}")
in_log_odds = max(grid, key=lambda theta: posterior_density(theta, 1, 1, n, k) * theta * (1 - theta))
assert abs(in_log_odds - flat[1]) < 1e-3
assert flat[0] == k / n != flat[1]
