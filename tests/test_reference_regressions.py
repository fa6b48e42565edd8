"""Regressions against R's: tests/reference/regressions/*.json, each with its data and its R call.

R stops early now and then, so estimates agree to 1e-4 standard errors; the log-likelihood may not be
below R's.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

import likely

FILES = sorted((Path(__file__).parent / "reference" / "regressions").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_agrees_with_r(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    found = likely.fit(case["family"], pd.DataFrame(case["data"]), formula=case["formula"], **case["options"])
    assert set(found.parameters) == set(case["estimate"])
    assert found.verdict == ("local" if case["family"] == "negative_binomial" else "interior")
    for name, value in case["estimate"].items():
        one, stderr = found.parameters[name], case["stderr"][name]
        assert abs(one.estimate - value) <= 1e-4 * stderr, (name, case["call"])
        assert one.stderr == pytest.approx(stderr, rel=2e-3), (name, case["call"])
        for end, theirs in zip(one.interval, case.get("profile", {}).get(name, ()), strict=False):
            assert end == pytest.approx(theirs, abs=5e-3 * stderr), (name, case["call"])
    assert found.loglik >= case["loglik"] - 1e-9 * abs(case["loglik"])
    assert found.loglik == pytest.approx(case["loglik"], rel=1e-8)


def test_there_are_all_families():
    families = {json.loads(path.read_text(encoding="utf-8"))["family"] for path in FILES}
    assert len(families) == 11
