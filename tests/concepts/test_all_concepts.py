"""Every concept of this repository, discovered, never listed."""

import shutil
from pathlib import Path

import pytest

from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.build import build, examine
from likely.notebook.cache import Cache
from likely.notebook.concept import find_concepts
from likely.notebook.problems import Problems
from likely.notebook.proof import prove
from likely.notebook.runtime.node import find_node

CONCEPTS = Path(__file__).parents[2] / "concepts"
FOLDERS = find_concepts(CONCEPTS)


def test_there_are_concepts() -> None:
    assert CONCEPTS / "probability/maximum-likelihood" in FOLDERS


@pytest.fixture(scope="module")
def problems() -> Problems:
    found = Problems()
    drafts, _ = examine(CONCEPTS, found)
    node = find_node()
    if node and len(found) == 0:
        for proof in prove(drafts, node, WEB / RUNTIME, Cache(), found, quick=False):
            assert proof.comparison
            assert proof.comparison.worst <= 1e-12
    return found


def test_they_have_no_findings(problems: Problems) -> None:
    assert [str(finding) for finding in problems.findings()] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_witness_is_short_and_writes_no_formula_again(folder: Path) -> None:
    source = (folder / "witness.py").read_text(encoding="utf-8")
    assert source.count("\n") <= 60
    assert "from likely.formulas" in source
    assert "assert " in source
    assert "import math" not in source


def test_they_build_with_the_real_templates(tmp_path: Path) -> None:
    """Through the same door as `likely build`, at another place, without the tests' small theme."""
    concepts = tmp_path / "concepts"
    shutil.copytree(CONCEPTS, concepts, ignore=shutil.ignore_patterns("__pycache__"))
    built = build(concepts, tmp_path / "site")
    assert len(built.pages) == len(FOLDERS)
    for page in built.pages:
        html = (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")
        assert " style=" not in html
        assert "onclick" not in html
        assert (tmp_path / "site" / page / "grid.json").is_file()
