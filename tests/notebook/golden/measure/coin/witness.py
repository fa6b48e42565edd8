"""Runs in both Pythons."""

from likely.formulas.families import bernoulli

cost = bernoulli.nll(0.75, 0.5)
print(f"cost {cost:.4f}")
assert cost > bernoulli.entropy(0.75)
