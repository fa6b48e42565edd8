"""Exact values of likely.formulas.information.

Run: python tools/reference/information.py            write tests/reference/information.json
     python tools/reference/information.py measure    print the worst error of each over many more points
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from cases import Function, log_uniform, main
from mpmath import inf, log, mpf

Points = Iterator[tuple[Any, ...]]
Vector = tuple[mpf, ...]


def normalised(weights: list[float]) -> tuple[float, ...]:
    return tuple(w / sum(weights) for w in weights)


def vectors(random: Random, count: int) -> Points:
    """Even and skewed vectors of 2 to 12 outcomes, some impossible; and certainty."""
    yield ((1.0,),)
    yield ((0.0, 1.0),)
    for _ in range(count):
        weights = log_uniform(random, 10 ** -random.uniform(0.1, 30), 1, random.randint(2, 12))
        if random.random() < 0.3:
            weights.append(0.0)
        yield (normalised(weights),)


def pairs(random: Random, count: int) -> Points:
    """p with a q that is far, near, or nearly the same; p = 0 here and there, q = 0 rarely."""
    yield (1.0, 0.0), (0.0, 1.0)
    yield (0.5, 0.5, 0.0), (0.5, 0.25, 0.25)
    for (p,) in vectors(random, count):
        distance = random.choice([10, 1, 1e-3, 1e-6, 1e-9, 1e-13])
        yield p, normalised([(w or 1e-3) * (1 + distance * random.random()) for w in p])


def outcomes(random: Random, count: int) -> Points:
    """One probability under p and under q, at all ratios."""
    yield from [(0.0, 0.0), (0.0, 0.3), (0.3, 0.3), (5e-324, 1.0), (1.0, 5e-324), (1e-320, 1e-300)]
    for _ in range(count // 2):
        p = log_uniform(random, 1e-30, 1, 1)[0]
        yield p, log_uniform(random, 1e-30, 1, 1)[0]
        yield p, min(1.0, p * (1 + random.choice([-1, 1]) * log_uniform(random, 1e-15, 0.9, 1)[0]))


def xlogy(x: mpf, y: mpf) -> mpf:
    if x == 0:
        return mpf(0)
    return x * log(y) if y > 0 else -inf


def entropy(p: Vector) -> mpf:
    return -sum(xlogy(a, a) for a in p)


def cross_entropy(p: Vector, q: Vector) -> mpf:
    return -sum(xlogy(a, b) for a, b in zip(p, q, strict=True))


def kl_term(p: mpf, q: mpf) -> mpf:
    return xlogy(p, p) - xlogy(p, q) + (q - p)


def kl(p: Vector, q: Vector) -> mpf:
    """With Σ(q − p), which the doubles of a normalised vector leave at some 1e-17: see information.kl."""
    return sum(kl_term(a, b) for a, b in zip(p, q, strict=True))


HERE = "likely.formulas.information."
FUNCTIONS = (
    Function(
        HERE + "surprise", lambda p: -log(p), lambda r, n: ((p,) for p in log_uniform(r, 1e-307, 1, n)), 1e-15
    ),
    Function(HERE + "entropy", entropy, vectors, 2e-15),
    Function(HERE + "cross_entropy", cross_entropy, pairs, 2e-15),
    Function(HERE + "kl", kl, pairs, 5e-15),
    Function(HERE + "kl_term", kl_term, outcomes, 5e-15, 1e-323),
)

if __name__ == "__main__":
    main("tools/reference/information.py", FUNCTIONS, 60)
