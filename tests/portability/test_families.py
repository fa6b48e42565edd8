"""Every function of every family gives the same numbers in the browser's Python as on the desk, to 1e-12.

Families and their functions are discovered, never listed. One interpreter runs them all.
"""

import inspect
import itertools
import json
import math
import os
import pkgutil
from collections import namedtuple
from importlib import import_module

import pytest

from likely.formulas import families
from likely.formulas.facts import Facts
from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.bundle import portable_files
from likely.notebook.runtime.node import find_node, run_micropython

LIMIT = 1e-12
NAMES = sorted(module.name for module in pkgutil.iter_modules(families.__path__))
TRIALS = 12.0
SHARES = [0.03, 0.5, 0.71, 0.999]  # probabilities to ask quantiles for
REAL = [-40.0, -3.5, -1.0, 0.0, 1e-9, 0.3, 1.0, 2.25, 3.0, 11.0, 60.0, 1e5]
POSITIVE = [x for x in REAL if x > 0]
WHOLE = [0.0, 1.0, 2.0, 7.0, 12.0, 40.0]
PLACES = {
    "mu": [-1.3, 0.0, 2.5],
    "loc": [-1.3, 0.0, 2.5],
    "theta": [0.0, 0.2, 0.93, 1.0],
    "low": [-1.3, 0.0],
    "high": [2.5, 90.0],
    "df": [0.7, 3.0, 40.0],
    "size": [0.4, 3.0, 1e6],
}
SPREAD = [0.35, 1.0, 40.0]
VECTORS = {
    "gaussian_mixture": {"weights": [0.3, 0.7], "means": [-1.0, 2.0], "sigmas": [0.5, 2.0]},
    "categorical": {
        "label": "b",
        "counts": {"a": 3.0, "b": 5.0},
        "probs": {"a": 0.25, "b": 0.75},
        "p": {"a": 0.25, "b": 0.75},
        "q": {"a": 0.5, "b": 0.5},
    },
    "dirichlet": {"x": [0.2, 0.5, 0.3], "alpha": [0.7, 2.0, 30.0], "mean_logs": [-1.5, -0.9, -1.2]},
    "multinomial": {"counts": [3.0, 0.0, 7.0], "probs": [0.2, 0.3, 0.5]},
    "multivariate_normal": {"size": 3.0, "log_det": -1.75},
}
DATA = [0.3, 0.4, 1.1, 1.7, 2.2, 2.6, 5.9]
COUNTS = [0.0, 0.0, 1.0, 2.0, 2.0, 5.0, 9.0]
KINDS = {
    "bernoulli": [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0],
    "beta": [0.03, 0.1, 0.4, 0.45, 0.5, 0.7, 0.99],
}
Sums = namedtuple("Sums", "n missing mean low high centre scale rows")
Table = namedtuple("Table", "columns weights n values")

# Runs unchanged in both places: numbers come in and go out as the text of doubles.
PROGRAM = """
import json
from collections import namedtuple
from likely.formulas.facts import Facts
Sums = namedtuple("Sums", "n missing mean low high centre scale rows")
Table = namedtuple("Table", "columns weights n values")

def read(given):
    if isinstance(given, str):
        return float(given)
    if isinstance(given, list):
        return [read(one) for one in given]
    if isinstance(given, bool):
        return given
    kind, = given
    if kind == "label":
        return given[kind]
    if kind == "facts":
        return Facts(*read(given[kind]))
    if kind == "sums":
        return Sums(*read(given[kind]))
    if kind == "table":
        columns, weights, n, values = read(given[kind])
        return Table(columns, weights, n, values)
    if kind == "maximum":
        from likely.formulas.maximum import Maximum
        return Maximum(read(given[kind][0]), given[kind][1], "")
    return {key: read(value) for key, value in given[kind]}

def write(got):
    if hasattr(got, "verdict"):
        return [write(got.parameters), got.verdict]
    if isinstance(got, dict):
        return [[key, write(got[key])] for key in sorted(got)]
    if isinstance(got, (tuple, list)):
        return [write(one) for one in got]
    return got if got is None or isinstance(got, str) else repr(float(got))

def answer(family, function, arguments):
    module = getattr(__import__("likely.formulas.families." + family).formulas.families, family)
    try:
        return write(getattr(module, function)(*read(arguments)))
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
"""
LOOP = '\nfor task in json.loads(open("/page/tasks.json").read()):\n    print(json.dumps(answer(*task)))\n'


def text(value):
    """As the program reads it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return repr(float(value))
    if isinstance(value, str):
        return {"label": value}
    for kind, made in (("facts", Facts), ("sums", Sums), ("table", Table)):
        if isinstance(value, made):
            return {kind: [text(one) for one in value]}
    if hasattr(value, "verdict"):
        return {"maximum": [text(value.parameters), value.verdict]}
    if isinstance(value, dict):
        return {"dict": [[key, text(one)] for key, one in value.items()]}
    return [text(one) for one in value]


def places(parameter, family):
    """Values all over a parameter's interval."""
    if family == "negative_binomial" and parameter.name == "mu":
        return [0.5, 3.0]
    if family == "inverse_gaussian":
        return SPREAD
    return PLACES.get(parameter.name, SPREAD)


def observations(module, name):
    """Arguments of densities: inside the support and outside it."""
    return WHOLE if module.DISCRETE else [-2.0, 0.0, 1e-9, 0.3, 0.9, 2.0] if name == "beta" else REAL


def data_of(module, name):
    return KINDS.get(name, COUNTS if module.DISCRETE else DATA)


def theory(module, name):
    """What the family's theorem is asked with, by the names of its arguments, and the pivoted sums."""
    data = data_of(module, name)
    n = float(len(data))
    low, high, centre, scale = min(data), max(data), data[3], 2.0
    facts = Facts(
        n, low, high, sum(data) / n, 1.75, centre, data[1], data[5], 2.0, data[1], 6.0, 2.5, (centre, centre)
    )
    table = Table([data], [1.0] * len(data), n, data)
    sums = None
    summary = ()
    if hasattr(module, "summary_of_counts"):
        more = {"trials": TRIALS} if hasattr(module, "CONSTANTS") else {}
        summary = module.summary_of_counts([data], [1.0] * len(data), n, **more)
    elif hasattr(module, "statistic"):
        terms = [module.statistic(x, centre, scale) for x in data]
        sums = Sums(
            n, 0.0, [math.fsum(term) / n for term in zip(*terms, strict=True)], low, high, centre, scale, n
        )
        summary = module.summary(sums)
    known = {"n": n, "facts": facts, "table": table, "sums": sums, "summary": summary, "closed": True}
    if summary:
        asked = [p for p in inspect.signature(module.maximum).parameters if p not in ("n", "closed")]
        known |= dict(zip(asked, summary, strict=True))
    if name not in VECTORS:
        known["found"] = known["maximum"] = module.maximum(
            *(known[p] for p in inspect.signature(module.maximum).parameters)
        )
    return known


def about(module, name, data, pivot):
    """The sums of the statistic about a pivot, if the family has one."""
    if module.DISCRETE or name in VECTORS or not hasattr(module, "statistic"):
        return None
    return [math.fsum(term) for term in zip(*(module.statistic(x, *pivot) for x in data), strict=True)]


def tasks(name):
    """(family, function, arguments), all the combinations that mean something."""
    module = import_module(f"{families.__name__}.{name}")
    parameters = {p.name: places(p, name) for p in module.PARAMETERS}
    inner = {key: [v for v in values if key != "theta" or 0 < v < 1] for key, values in parameters.items()}
    known = VECTORS[name] if name in VECTORS else theory(module, name)
    pairs = list(itertools.product(*inner.values()))[:3]
    for function, code in inspect.getmembers(module, inspect.isfunction):
        if function.startswith("_") or code.__module__ != module.__name__:
            continue
        pools = []
        for argument in inspect.signature(code).parameters:
            if name in VECTORS and argument in VECTORS[name] and function != "support":
                pools.append([known[argument]])
            elif function == "kl" and argument in "pq" and name != "bernoulli":
                pools.append(pairs)
            elif argument in ("p", "uniform", "p_hat", "q"):
                pools.append([known["p_hat"]] if argument in known else SHARES)
            elif argument in ("x", "label"):
                seen = observations(module, name) if name not in VECTORS else REAL
                pools.append([x for x in seen if function not in ("statistic", "score") or module.support(x)])
            elif argument in parameters and function == "mean_distance":
                pools.append(parameters[argument])
            elif argument in parameters:
                wide = function in ("log_prob", "cdf", "log_cdf", "log_sf", "nll")
                pools.append((parameters if wide else inner)[argument])
            elif argument == "parameters":
                pools.append([known["found"].parameters])
            elif argument == "loglik":
                pools.append([-14.5])
            else:
                pools.append(
                    {
                        "centre": [1.25],
                        "scale": [2.0],
                        "level": [0.95],
                        "trials": [TRIALS],
                        "columns": [[data_of(module, name)]],
                        "weights": [[1.0] * 7],
                        "first": [0.4],
                        "second": [1.5],
                        "normals": [-0.7],
                        "chi_square": [2.5],
                        "n": [7.0],
                        "totals": [about(module, name, data_of(module, name), (0.75, 2.0))],
                        "old": [(0.75, 2.0)],
                        "new": [(0.8, 0.5)],
                    }.get(argument)
                    or [known[argument]]
                )
        some = list(itertools.product(*pools))
        most = 4 if "quantile" in function or function == "sample" else 60
        step = max(1, len(some) // most)
        for arguments in some[::step]:
            yield name, function, text(list(arguments))


@pytest.fixture(scope="module")
def told():
    """Every task with both answers: on the desk, and in the browser's Python."""
    node = find_node()
    if node is None:
        assert "CI" not in os.environ, "CI must have Node"
        pytest.skip("Node was not found")
    every = [task for name in NAMES for task in tasks(name)]
    desk = {}
    exec(PROGRAM, desk)
    files = {f"/lib/{path}": source for path, source in portable_files().items()}
    files["/page/tasks.json"] = json.dumps(every)
    (told,) = run_micropython(node, WEB / RUNTIME, files, [PROGRAM + LOOP])
    assert told.error is None, told.error
    browser = map(json.loads, told.printed.splitlines())
    return [(task, desk["answer"](*task), got) for task, got in zip(every, browser, strict=True)]


def same(expected, found):
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return all(map(same, expected, found))
    try:
        a, b = float(expected), float(found)
    except (TypeError, ValueError):
        return expected == found
    return a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= LIMIT * max(abs(a), abs(b), 1e-3)


@pytest.mark.parametrize("name", NAMES)
def test_the_browser_agrees(name, told):
    mine = [row for row in told if row[0][0] == name]
    assert mine
    broken = [f"{task}: {a}" for task, a, b in mine if isinstance(a, str) and "Error" in a]
    assert not broken, "\n".join(broken[:5])
    wrong = [f"{task[1]}{task[2]}: {a} and {b}" for task, a, b in mine if not same(a, b)]
    assert not wrong, f"{len(wrong)} of {len(mine)}\n" + "\n".join(wrong[:8])
