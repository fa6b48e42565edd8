"""Every case of the corpus: status 2, one message, no traceback, and nothing new on the disk."""

import io
import shlex
import sys
from pathlib import Path

import pytest

from likely.cli.main import main

from .corpus import CORPUS, Case


@pytest.mark.parametrize("case", CORPUS, ids=[case.name[:60] for case in CORPUS])
def test_one_message(case: Case, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b""))))
    for name, content in case.files.items():
        path = tmp_path / name
        if callable(content):
            content(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = sorted(tmp_path.rglob("*"))
    try:
        status = main(shlex.split(case.arguments))
    except SystemExit as stopped:
        status = stopped.code
    out, err = capsys.readouterr()
    assert status == 2, out + err
    assert err.startswith("likely: ")
    drawn = err.endswith("^\n")  # the formula, and a caret under the place where it stops making sense
    assert err.count("\n") == (3 if drawn else 1), err
    assert len(err) < 1000, err
    assert "Traceback" not in err
    assert out == ""
    for words in case.words:
        assert words in err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_corpus_is_large_and_each_case_is_another() -> None:
    assert len(CORPUS) >= 290
    assert len({case.name for case in CORPUS}) == len(CORPUS)
