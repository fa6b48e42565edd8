"""Findings for people, for programs, and for a workflow run."""

import json

from likely.errors import ConceptError
from likely.notebook.formats import FORMATS

FOUND = [
    ConceptError("a,b/c.md", 3, "LK012", "100 % wrong", "mend\nit"),
    ConceptError("d.md", 1, "LK001", "x", "y"),
]


def test_text_is_one_line_a_finding() -> None:
    assert FORMATS["text"](FOUND[1:]) == "d.md:1: LK001 x · y"
    assert FORMATS["text"]([]) == ""


def test_json_holds_every_part() -> None:
    assert json.loads(FORMATS["json"](FOUND))[0] == {
        "path": "a,b/c.md",
        "line": 3,
        "code": "LK012",
        "what": "100 % wrong",
        "mend": "mend\nit",
    }
    assert FORMATS["json"]([]) == "[]"


def test_github_escapes_what_its_commands_would_read() -> None:
    assert FORMATS["github"](FOUND).splitlines() == [
        "::error file=a%2Cb/c.md,line=3,title=LK012::100 %25 wrong · mend%0Ait",
        "::error file=d.md,line=1,title=LK001::x · y",
    ]
