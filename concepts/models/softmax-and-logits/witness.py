"""Three logits, line by line with the equations. Change them and run it again."""

from likely.formulas.elementary import exp, log, total
from likely.formulas.models.softmax import gradient, log_prob, loss, probs

# The scores of three classes, and what happened: the first one.
names = ("cat", "dog", "fox")
z = (2.0, 1.0, -1.0)
y = (1, 0, 0)

# e to each logit, divided by the sum.
p = probs(z)
for name, logit, share in zip(names, z, p):
    print(f"{name}  logit {logit:+.1f}  e^logit {exp(logit):7.4f}  probability {share:.4f}")
assert abs(total(p) - 1) < 1e-12

# The loss is the surprise at what happened.
cost = loss(y, z)
print(f"loss {cost:.4f} nats = log {total([exp(logit) for logit in z]):.4f} - {z[0]:.1f}")
assert abs(cost + log(p[0])) < 1e-12

# The slope in each logit is model minus data. A finite difference finds the same.
slope = gradient(y, z)
step = 1e-6
for k, name in enumerate(names):
    up = [logit + (step if j == k else 0.0) for j, logit in enumerate(z)]
    down = [logit - (step if j == k else 0.0) for j, logit in enumerate(z)]
    seen = (loss(y, up) - loss(y, down)) / (2 * step)
    print(f"slope in {name}  {slope[k]:+.4f}")
    assert abs(seen - slope[k]) < 1e-8
assert abs(total(slope)) < 1e-12

# Only the leads count: adding 5 to all changes nothing.
assert abs(loss(y, [logit + 5.0 for logit in z]) - cost) < 1e-12

# Twenty steps against the slope make what happened likelier, and never certain.
walk = list(z)
for _ in range(20):
    walk = [logit - s for logit, s in zip(walk, gradient(y, walk))]
print(f"after 20 steps: loss {loss(y, walk):.4f}, push {gradient(y, walk)[0]:+.4f}")
assert 0 < loss(y, walk) < cost

# Logits of ten thousand are no trouble.
print(f"wrong by a lead of 10000: {0.0 - log_prob((0, 1), (10000.0, 0.0)):.1f} nats")
