"""Folders that are broken in one place: each gives its one finding, whole; every rule has one."""

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from likely.notebook.check import check, record_ids
from likely.notebook.new import new
from likely.notebook.rules import catalogue
from likely.notebook.runtime.node import find_node

TABLE = Path(__file__).parent / "broken.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]
PLACE = "games/bent-coin"
ELSEWHERE = {
    "LK041": "test_rendered.py",
    "LK044": "test_rendered.py",
    "LK045": "test_graph.py",
    "LK047": "test_theme.py",
    "LK049": "test_findings.py",
    "LK052": "test_build.py",
}
"""Rules that no single folder breaks, and the tests that break them."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def broken(case: dict[str, Any]) -> list[str]:
    """The findings of a folder broken as the case says, paths counted from the concept's folder."""
    folder = new(Path("concepts"), PLACE)
    path = folder / case["file"]
    if case["file"] == "ids.toml":
        record_ids(Path("concepts"))
    if case.get("remove"):
        path.unlink()
    elif "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    else:
        text = path.read_text(encoding="utf-8") if "old" in case else ""
        assert text.count(case.get("old", "")) == 1, "the fixture has changed"
        path.write_text(text.replace(case.get("old", ""), case["new"]), encoding="utf-8")
    return [str(finding).replace(f"concepts/{PLACE}/", "") for finding in check(Path("concepts"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_broken_folder_gives_its_one_finding(case: dict[str, Any]) -> None:
    if case["finding"].split(":")[-1].startswith(("LK050", "LK051")) and find_node() is None:
        pytest.skip("needs Node")
    found = broken(case)
    if os.environ.get("LIKELY_GOLDEN") == "write" and not os.environ.get("CI"):
        _rewrite(case["name"], "\n".join(found))
    else:
        assert found == [case["finding"]]


def test_a_sound_folder_gives_none() -> None:
    new(Path("concepts"), PLACE)
    record_ids(Path("concepts"))
    assert [str(finding) for finding in check(Path("concepts"))] == []


@pytest.mark.skipif(os.environ.get("LIKELY_GOLDEN") == "write", reason="the table is being written")
def test_there_are_enough_and_every_rule_is_broken_by_one() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)
    tripped = {re.search(r":\d+: (LK\d{3}) ", case["finding"])[1] for case in CASES}  # type: ignore[index]
    declared = {rule.code for rule in catalogue()}
    assert tripped <= declared
    assert declared - tripped <= set(ELSEWHERE)
    for code, file in ELSEWHERE.items():
        assert code in Path(__file__).with_name(file).read_text(encoding="utf-8"), code


def _rewrite(name: str, finding: str) -> None:
    text = TABLE.read_text(encoding="utf-8")
    begin = text.index(f'name = "{name}"\n')
    at = text.index("finding = ", begin)
    end = text.index("\n", at)
    said = json.dumps(finding, ensure_ascii=False)
    TABLE.write_text(f"{text[:at]}finding = {said}{text[end:]}", encoding="utf-8")
