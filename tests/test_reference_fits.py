"""Whole fits against R's: tests/reference/fits/*.json, each case with its data and the R call that made it.

R's optimisers stop early now and then, so each estimate comes with the tolerance that tools/reference/fits.R
measured; the log-likelihood has no such excuse, and may not be below R's.
"""

import json
from pathlib import Path

import pytest

import likely

FILES = sorted((Path(__file__).parent / "reference" / "fits").glob("*.json"))
FITS = [
    pytest.param(case, id=f"{case['family']} {case['call'].partition('(')[0]} {case['data']}")
    for path in FILES
    for case in json.loads(path.read_text(encoding="utf-8"))["fits"]
]


@pytest.mark.parametrize("case", FITS)
def test_agrees_with_r(case):
    found = likely.fit(case["family"], case["values"], event=case.get("event"), fixed=case.get("fixed"))
    for name, value in case["estimate"].items():
        estimate = found.parameters[name]
        assert abs(estimate.estimate - value) <= case["tolerance"][name], case["call"]
        assert abs(estimate.estimate - case["polished"][name]) <= 1e-5 * case["stderr"][name], case["call"]
    assert found.loglik >= case["loglik"] - 1e-9 * max(1, abs(case["loglik"]))
    assert found.loglik == pytest.approx(case["loglik"], rel=1e-6)


def test_there_are_fits():
    assert {"gamma", "weibull", "negative_binomial", "beta", "student_t"} <= {
        p.values[0]["family"] for p in FITS
    }
