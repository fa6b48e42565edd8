"""Code of a concept that leaves its place."""

import pytest

from likely.notebook.contained import reaches

IMPORT = "from likely.formulas.families import bernoulli\nimport likely.formulas.elementary as e\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("e.sys.modules['os'].mkdir('x')", "reaches for .sys"),
        ("from likely.formulas.elementary import sys", "imports sys"),
        ("().__class__.__base__", "reaches for .__base__"),
        ("bernoulli.__dict__", "reaches for .__dict__"),
        ("bernoulli.nll = 1", "changes bernoulli.nll"),
        ("e.log.x += 1", "changes e.log.x"),
        ("del bernoulli.nll", "changes bernoulli.nll"),
        ("setattr(bernoulli, 'nll', 1)", "changes bernoulli"),
        ("getattr(bernoulli, '__builtins__')", "by getattr"),
        ("getattr(bernoulli, name)", "by getattr"),
    ],
)
def test_a_way_out_is_told(source: str, words: str) -> None:
    found = reaches(IMPORT + source)
    assert any(words in stray.what for stray in found), found
    assert {stray.line for stray in found} == {3}


def test_ordinary_code_passes() -> None:
    ordinary = (
        "class A:\n    def __init__(self):\n        self.x = bernoulli.nll(1, 0.5)\n\nhasattr(int, 'real')\n"
    )
    assert reaches(IMPORT + ordinary) == ()
    assert reaches("def (") == ()
