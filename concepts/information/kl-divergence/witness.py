"""One normal on two bumps: the closest one forward, and the closest ones in reverse."""

from likely.formulas.elementary import log
from likely.formulas.families import normal
from likely.formulas.information import kl
from likely.formulas.models.two_bumps import entropy, forward, mean, reverse, sd

# p: two waves of visitors, half of them each; share, left, right, width.
p = (0.5, -2.0, 2.0, 0.6)
m, s = mean(p[0], p[1], p[2]), sd(*p)

# On one bump: dear forward, log 2 in reverse.
print(f"on the right bump   KL(p‖q) {forward(*p, 2.0, 0.6):.4f}   KL(q‖p) {reverse(*p, 2.0, 0.6):.4f}")
assert abs(reverse(*p, 2.0, 0.6) - log(2)) < 2e-3

# Over both: cheap forward, dear in reverse.
print(f"over both           KL(p‖q) {forward(*p, 0.0, 2.0):.4f}   KL(q‖p) {reverse(*p, 0.0, 2.0):.4f}")

# Forward, the closest normal has the mean and spread of p. No neighbour is closer.
least = forward(*p, m, s)
print(f"closest forward     μ {m:.2f}  σ {s:.4f}  gap {least:.4f}")
steps = (-0.2, -0.05, 0.05, 0.2)
assert all(forward(*p, m + a, s) > least and forward(*p, m, s + a) > least for a in steps)

# KL = H(p, q) − H(p), and H(p, q) is the normal's average NLL with moments of p.
nll = -normal.log_likelihood(1, m, s, 0.5, 1.5)
assert abs(nll - entropy(*p) - forward(*p, 0.5, 1.5)) < 1e-12

# In reverse, a walk downhill ends on the bump it started near.
for start in (-1.0, 1.0):
    at, step = [start, 1.0], 0.4
    while step > 0.01:
        moves = [(at[0] + a * step, max(at[1] + b * step, 0.1)) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        best = min(moves, key=lambda place: reverse(*p, *place))
        if reverse(*p, *best) < reverse(*p, *at) - 1e-12:
            at = best
        else:
            step /= 2
    print(f"from {start:+.0f} in reverse  μ {at[0]:+.1f}  σ {at[1]:.1f}  gap {reverse(*p, *at):.4f}")
    assert abs(at[0] - 2 * start) < 0.05

# Zero only where the two agree; infinite where the impossible happens.
print("fair against fair ", kl((0.5, 0.5), (0.5, 0.5)))
print("fair against never", kl((0.5, 0.5), (1.0, 0.0)))
assert kl((1.0, 0.0), (0.5, 0.5)) == log(2)
