"""Every function against independent values of 50 digits: all of tests/reference/*.json, by one runner.

tools/reference/cases.py writes the files and says what is in them.
"""

import json
import math
from decimal import Decimal, localcontext
from importlib import import_module
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parent / "reference").glob("*.json"))
FUNCTIONS = [
    pytest.param(name, function, id=name)
    for path in FILES
    for name, function in json.loads(path.read_text(encoding="utf-8"))["functions"].items()
]


def number(text):
    """A float, or a tuple of floats for a vector."""
    return tuple(map(float, text)) if isinstance(text, list) else float(text)


def close(got, value, relative, absolute):
    if not math.isfinite(float(value)) or not math.isfinite(got):
        return got == float(value)
    with localcontext(prec=60):
        allowed = max(Decimal(absolute), Decimal(relative) * abs(Decimal(value)))
        return abs(Decimal(got) - Decimal(value)) <= allowed


@pytest.mark.parametrize(("name", "function"), FUNCTIONS)
def test_within_the_stated_error(name, function):
    module, _, attribute = name.rpartition(".")
    implementation = getattr(import_module(module), attribute)
    failures = []
    for case in function["cases"]:
        got = implementation(*map(number, case["args"]))
        if not close(float(got), case["value"], function["relative"], function["absolute"]):
            failures.append(
                f"{attribute}({', '.join(map(str, case['args']))}) = {got!r}, not {case['value']}"
            )
    assert not failures, "\n".join(failures)


def test_there_are_references():
    assert FUNCTIONS
