"""Maximum likelihood for 14 successes in 20 tosses, line by line with the equations."""

from likely.formulas.families import bernoulli

# The data: 20 tosses, 14 of them a success.
x = [1] * 14 + [0] * 6
n = len(x)
k = sum(x)
p_hat = k / n
print("successes", k, "of", n)
print("p̂ =", p_hat)


# The average surprise of what happened, if θ were true: −(1/n) Σ log p(xᵢ).
def average_nll(theta):
    return -sum(bernoulli.log_prob(x_i, theta) for x_i in x) / n


# Where it is smallest: in closed form, and by looking at 99 places.
closed_form = bernoulli.mle(p_hat)
grid = [i / 100 for i in range(1, 100)]
on_grid = min(grid, key=average_nll)
print(f"closed form θ̂ = {closed_form:.2f}")
print(f"best of 99    θ̂ = {on_grid:.2f}")
assert closed_form == on_grid

# At another θ: NLL = H + KL. Only KL depends on θ.
theta = 0.4
nll = average_nll(theta)
H = bernoulli.entropy(p_hat)
KL = bernoulli.kl(p_hat, theta)
print(f"NLL at θ = {theta}: {nll:.4f} nats")
print(f"H(p̂)           : {H:.4f} nats")
print(f"KL(p̂‖p_θ)      : {KL:.4f} nats")
assert abs(nll - (H + KL)) < 1e-12
