"""What it costs to expect q while p happens, line by line with the equations."""

from likely.formulas.elementary import log, total
from likely.formulas.information import cross_entropy, entropy, kl, surprise

# What happens, and what a confident forecaster expects: sun, cloud, rain.
p = (0.5, 0.3, 0.2)
q = (0.9, 0.09, 0.01)

# H(p, q): the surprise of each outcome under q, averaged over p.
for word, p_x, q_x in zip(("sun", "cloud", "rain"), p, q):
    print(f"{word:5}  happens {p_x:.2f}  costs {surprise(q_x):.4f} nats")
H_pq = total([p_x * surprise(q_x) for p_x, q_x in zip(p, q)])
assert abs(H_pq - cross_entropy(p, q)) < 1e-12

# H(p, q) = H(p) + KL(p‖q): a floor that stays, and a gap that better expectations close.
print(f"H(p, q)  {H_pq:.4f} nats a day")
print(f"H(p)     {entropy(p):.4f}")
print(f"KL(p‖q)  {kl(p, q):.4f}")
assert abs(H_pq - (entropy(p) + kl(p, q))) < 1e-12

# The other way round it is another number.
print(f"KL(q‖p)  {kl(q, p):.4f}")
assert kl(q, p) < kl(p, q)

# No expectation beats the truth: of all q on a grid of hundredths, p itself is cheapest.
grid = [(s / 100, c / 100, (100 - s - c) / 100) for s in range(1, 99) for c in range(1, 100 - s)]
best = min(grid, key=lambda at: cross_entropy(p, at))
print(f"cheapest of {len(grid)} expectations: {best[0]:.2f} {best[1]:.2f} {best[2]:.2f}")
assert max(abs(b - p_x) for b, p_x in zip(best, p)) < 1e-12

# Entropy is largest when all are alike: log 3.
alike = (1 / 3, 1 / 3, 1 / 3)
print(f"H(alike) {entropy(alike):.4f} = log 3")
assert abs(entropy(alike) - log(3)) < 1e-12
assert entropy(p) < entropy(alike)

# Called impossible, and it happens: infinite. Expected, and it never happens: a little.
dry = (0.6, 0.4, 0.0)
wary = (0.5, 0.25, 0.25)
print(f"KL(dry‖wary) {kl(dry, wary):.4f}")
print(f"KL(wary‖dry) {kl(wary, dry)}")
