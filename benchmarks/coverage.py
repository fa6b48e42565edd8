"""How often a 95 % interval holds the truth: profile and Wald, six families, n = 20 and n = 200.

Each line simulates data sets with a fixed seed from known parameters, fits each, and counts. The counts
have a standard error of their own, √(0.95·0.05/sets).

    python -m benchmarks.coverage [--sets 1000]
"""

import argparse
import math

import numpy as np

import likely
from likely.fit.catalogue import family

TRUTHS = {
    "exponential": (0.5,),
    "poisson": (1.5,),
    "bernoulli": (0.2,),
    "normal": (3.0, 2.0),
    "gamma": (2.0, 0.5),
    "weibull": (1.5, 4.0),
}
SIZES = (20, 200)
LEVEL = 0.95
Z = 1.959963984540054


def line(name: str, n: int, sets: int, seed: int) -> list[str]:
    """One row a parameter: coverage by profile and by Wald, and how often there was no interior maximum."""
    truth = TRUTHS[name]
    random = np.random.default_rng(seed)
    title = "".join(part.capitalize() for part in name.split("_"))
    kind = getattr(likely.families, title)(*truth)
    held = {p.name: [0, 0] for p in family(name).PARAMETERS}
    edge = 0
    for _ in range(sets):
        x = kind.sample(n, seed=int(random.integers(1 << 31)))
        fit = likely.fit(name, x, level=LEVEL)
        edge += fit.verdict != "interior"
        for value, (parameter, one) in zip(truth, fit.parameters.items(), strict=True):
            held[parameter][0] += one.interval[0] <= value <= one.interval[1]
            reach = Z * (one.stderr or 0.0)
            held[parameter][1] += one.estimate - reach <= value <= one.estimate + reach
    return [
        f"| {name} | {parameter} = {value:g} | {n} | {100 * a / sets:.1f} | {100 * b / sets:.1f} | {edge} |"
        for value, (parameter, (a, b)) in zip(truth, held.items(), strict=True)
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=1000)
    sets = parser.parse_args().sets
    print(f"{sets} sets a line; the counts' own standard error is {100 * math.sqrt(0.0475 / sets):.1f} %")
    print("| family | parameter | n | profile, % | Wald, % | on an edge |")
    print("| --- | --- | --: | --: | --: | --: |")
    for i, name in enumerate(TRUTHS):
        for n in SIZES:
            print("\n".join(line(name, n, sets, 1000 * i + n)), flush=True)


if __name__ == "__main__":
    main()
