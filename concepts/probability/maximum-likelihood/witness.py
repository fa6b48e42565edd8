"""Maximum likelihood for 14 successes in 20 tosses. Each comment names the equation that its lines state."""

from likely.formulas.families import bernoulli

# The data, fixed: x₁, …, xₙ, of which k are a success; p̂ = k/n.
x = [1] * 14 + [0] * 6
n = len(x)
k = sum(x)
p_hat = k / n
print("successes", k, "of", n)
print("p̂ =", p_hat)


# eq.log-likelihood   ℓ(θ) = Σᵢ log p_θ(xᵢ)
def log_likelihood(theta):
    return sum(bernoulli.log_prob(x_i, theta) for x_i in x)


# eq.average-nll      NLL(θ) = −(1/n) Σᵢ log p_θ(xᵢ)
def nll(theta):
    return -log_likelihood(theta) / n


# eq.estimate         θ̂ = arg max L(θ) = p̂: in closed form, and by looking at 99 places.
closed_form = bernoulli.mle(p_hat)
on_grid = min([i / 100 for i in range(1, 100)], key=nll)
print(f"closed form θ̂ = {closed_form:.2f}")
print(f"best of 99    θ̂ = {on_grid:.2f}")
assert closed_form == on_grid

# eq.entropy          H(p̂)
H = bernoulli.entropy(p_hat)

# eq.kl               KL(p̂‖p_θ)
theta = 0.4
KL = bernoulli.kl(p_hat, theta)

# eq.identity         NLL(θ) = H(p̂) + KL(p̂‖p_θ)
print(f"NLL at θ = {theta}: {nll(theta):.4f} nats")
print(f"H(p̂)           : {H:.4f} nats")
print(f"KL(p̂‖p_θ)      : {KL:.4f} nats")
assert abs(nll(theta) - (H + KL)) < 1e-12
