"""The catalogue: every rule once, in docs/rules.md as it is in the code."""

import os
import re
from pathlib import Path

from likely.notebook.rules import catalogue, table

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs/rules.md"
PACKAGE = ROOT / "src/likely/notebook"


def test_the_table_in_the_docs_is_up_to_date() -> None:
    """Rewrite with `make golden`. Never in CI."""
    if os.environ.get("LIKELY_GOLDEN") == "write" and not os.environ.get("CI"):
        DOC.write_text(table(), encoding="utf-8")
    assert DOC.read_text(encoding="utf-8") == table()


def test_every_code_in_the_source_is_declared_once() -> None:
    declared = re.compile(r'Rule\(\s*"(LK\d{3})"')
    found: list[str] = []
    named: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found += declared.findall(text)
        named |= set(re.findall(r'"(LK\d{3})"', text))
    assert len(found) == len(set(found)), "a code is declared twice"
    assert set(found) == named == {rule.code for rule in catalogue()}


def test_every_rule_says_what_it_asks_and_how_to_mend() -> None:
    for rule in catalogue():
        assert re.fullmatch(r"LK\d{3}", rule.code)
        assert 10 < len(rule.asks) < 110, rule
        assert 5 < len(rule.mend) < 110, rule
        assert not rule.asks.endswith(".")
        assert (PACKAGE / rule.file).is_file()
        assert rule.code in (PACKAGE / rule.file).read_text(encoding="utf-8")
        assert "|" not in rule.asks + rule.mend
