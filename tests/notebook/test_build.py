"""Concept folder in, site out."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from likely.errors import UsageError
from likely.notebook import build as module
from likely.notebook import site_files
from likely.notebook.build import Mode, build
from likely.notebook.digest import digest
from likely.notebook.problems import ConceptErrors
from likely.notebook.swap import MARK

GOLDEN = Path(__file__).parent / "golden"
QUICK = Mode(quick=True)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def without_fingerprints(content: bytes) -> bytes:
    """A formula's digest and a page's revision change with every letter of a formula file."""
    return re.sub(rb'("sha256": "|"revision": ")[0-9a-f]+', rb"\1", content)


def test_the_site_is_the_one_in_the_golden_folder(concepts: Path, web: Path, tmp_path: Path) -> None:
    """Rewrite with LIKELY_GOLDEN=write, look at the diff, commit. Never in CI."""
    build(concepts, tmp_path / "site", web, QUICK)
    written = {
        name: without_fingerprints(content)
        for name, content in files(tmp_path / "site").items()
        if not name.startswith("assets/vendor/") and not name.endswith("python.json") and name != MARK
    }
    if os.environ.get("LIKELY_GOLDEN") == "write" and not os.environ.get("CI"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, content in written.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    expected = files(GOLDEN)
    assert sorted(written) == sorted(expected)
    for name, content in expected.items():
        assert written[name].decode() == content.decode(), name


def test_the_same_input_gives_the_same_bytes(concepts: Path, web: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(concepts, tmp_path / name, web)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_bundle_holds_the_portable_rooms_byte_for_byte(concepts: Path, web: Path, tmp_path: Path) -> None:
    build(concepts, tmp_path / "site", web, QUICK)
    bundle = json.loads((tmp_path / "site/assets/python.json").read_text(encoding="utf-8"))
    library = Path(module.__file__).parents[1]
    for room in ("formulas", "stage"):
        for path in library.joinpath(room).rglob("*.py"):
            name = f"likely/{path.relative_to(library).as_posix()}"
            assert bundle["files"][name].encode() == path.read_bytes()
    assert bundle["files"]["likely/__init__.py"] == ""
    changed = bundle["files"] | {"likely/__init__.py": "x"}
    parts = [part for name in sorted(changed) for part in (name, "\0", changed[name], "\0")]
    assert bundle["digest"] != digest(*parts)


def test_the_receipt_is_on_the_page(concepts: Path, web: Path, tmp_path: Path) -> None:
    (web_copy := tmp_path / "web").mkdir()
    shutil.copytree(web, web_copy, symlinks=True, dirs_exist_ok=True)
    template = "{{ page.receipt.states }}|{{ page.receipt.digest == page.formulas[0].digest }}"
    template += '|{{ page.receipt.message }}<i id="map"></i><i id="eq.cost"></i>'
    (web_copy / "templates/page.html").write_text(template, encoding="utf-8")
    build(concepts, tmp_path / "site", web_copy)
    text = (tmp_path / "site/measure/coin/index.html").read_text(encoding="utf-8")
    assert text.startswith("45|True|The same file ran")


def test_without_node_the_receipt_says_so_and_the_flag_refuses(
    concepts: Path, web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_node", lambda: None)
    build(concepts, tmp_path / "site", web)
    with pytest.raises(ConceptErrors, match="LK052 Node was not found"):
        build(concepts, tmp_path / "site", web, require_receipt=True)


def test_a_finding_leaves_the_old_site_and_nothing_else(concepts: Path, web: Path, tmp_path: Path) -> None:
    out = tmp_path / "public" / "site"
    build(concepts, out, web, QUICK)
    before = files(out)
    page = concepts / "measure/coin/concept.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("bernoulli.nll(1", "bernoulli.none(1"), encoding="utf-8"
    )
    with pytest.raises(ConceptErrors, match=r"concept.md:22: LK015 .*none.* · "):
        build(concepts, out, web, QUICK)
    assert files(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_a_failure_while_writing_leaves_the_old_site(
    concepts: Path, web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "public" / "site"
    build(concepts, out, web, QUICK)
    before = files(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site_files, "course", full)
    with pytest.raises(OSError, match="No space left"):
        build(concepts, out, web, QUICK)
    assert files(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_all_findings_are_told_at_once(concepts: Path, web: Path, tmp_path: Path) -> None:
    folder = concepts / "measure/coin"
    for name, old, new in (
        ("concept.md", "minutes = 5", 'minutes = "5"'),
        ("concept.md", "## Math", "## Maths"),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ConceptErrors) as found:
        build(concepts, tmp_path / "site", web, QUICK)
    assert {finding.code for finding in found.value.findings} == {"LK003", "LK005"}
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("mode", [QUICK, Mode()])
def test_what_fails_in_use_is_a_finding_too(concepts: Path, web: Path, tmp_path: Path, mode: Mode) -> None:
    stage = concepts / "measure/coin/stage.py"
    text = stage.read_text(encoding="utf-8")
    stage.write_text(text.replace("place in places]", "place in place]"), encoding="utf-8")
    with pytest.raises(ConceptErrors, match=r"stage.py:46: LK022 \w+Error"):
        build(concepts, tmp_path / "site", web, mode)


def test_without_the_runtime_it_says_how_to_mend_it(concepts: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make setup"):
        build(concepts, tmp_path / "site", tmp_path / "web", QUICK)


@pytest.mark.parametrize("out", ["concepts", "concepts/site", "."])
def test_site_and_concepts_may_not_overlap(concepts: Path, web: Path, tmp_path: Path, out: str) -> None:
    with pytest.raises(UsageError, match="inside each other"):
        build(concepts, tmp_path / out, web, QUICK)


def test_no_concepts_is_told(web: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        build(tmp_path / "none", tmp_path / "site", web)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no concept"):
        build(tmp_path / "empty", tmp_path / "site", web)
