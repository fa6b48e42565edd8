"""A budget of 1, three ways to spread it, line by line with the equations."""

from likely.formulas.elementary import exp, total
from likely.formulas.families import bernoulli, normal
from likely.formulas.information import surprise

# Masses: the shares of the outcomes themselves.
theta = 0.2
coin = [exp(bernoulli.log_prob(x, theta)) for x in (0, 1)]
weather = [0.5, 0.3, 0.2]
print(f"coin: tails {coin[0]:.2f}, heads {coin[1]:.2f}, together {total(coin):.2f}")
print(f"weather: together {total(weather):.2f}")
assert abs(total(coin) - 1) < 1e-12
assert abs(total(weather) - 1) < 1e-12


# A density: probability per metre. Here μ = 0, the mark.
def density(x, sigma):
    return exp(normal.log_prob(x, 0.0, sigma))


# Its area, added up in strips: width times height.
def area(sigma, strips=120, reach=10):
    width = 2 * reach * sigma / strips
    return width * total([density((i + 0.5) * width - reach * sigma, sigma) for i in range(strips)])


# Halve σ: the top doubles, the whole stays.
for sigma in (0.8, 0.4, 0.2):
    print(f"σ = {sigma} m: highest {density(0.0, sigma):.4f} per metre, area {area(sigma):.4f}")
    assert abs(area(sigma) - 1) < 1e-12
assert abs(density(0.0, 0.2) - 2 * density(0.0, 0.4)) < 1e-12

# Probability is area: exactly from the cdf, nearly from one strip.
sigma = 0.2
strip = normal.cdf(0.005, 0.0, sigma) - normal.cdf(-0.005, 0.0, sigma)
print(f"within ½ m: {normal.cdf(0.5, 0.0, sigma) - normal.cdf(-0.5, 0.0, sigma):.4f}")
print(f"the centimetre at the mark: {strip:.6f}, width × height {0.01 * density(0.0, sigma):.6f}")
assert abs(strip - 0.01 * density(0.0, sigma)) < 1e-5

# The same throws in centimetres: a density a hundred times lower, the same probability.
centimetres = exp(normal.log_prob(0.0, 0.0, 100 * sigma))
print(f"highest: {density(0.0, sigma):.4f} per metre = {centimetres:.6f} per centimetre")
assert abs(100 * centimetres - density(0.0, sigma)) < 1e-12

# The surprise of a mass is never below 0. That of a density can be.
print(f"surprise at heads: {surprise(coin[1]):.4f} nats")
print(f"surprise at the top of the density: {surprise(density(0.0, sigma)):.4f} nats")
