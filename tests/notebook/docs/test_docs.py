"""The documentation as pages: complete, linked, and true of the program it describes."""

import argparse
import importlib
import inspect
import re
import shutil
from pathlib import Path

import pytest

import likely
from likely.cli.main import COMMANDS
from likely.notebook.build import build
from likely.notebook.docs.api import api
from likely.notebook.docs.docs import docs_beside, read_docs

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def docs():
    folder = docs_beside(ROOT / "concepts")
    assert folder is not None
    return {one.name: one for one in read_docs(folder, api())}


def test_every_file_is_a_page_and_the_first_ones_come_in_their_order(docs) -> None:
    files = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert set(docs) == files | {"python-api"}
    assert list(docs)[:3] == ["getting-started", "command-line", "python-api"]
    for one in docs.values():
        assert one.title != one.name
        assert one.summary


def test_links_between_pages_lead_to_pages_and_anchors(docs) -> None:
    for one in docs.values():
        for name, anchor in re.findall(r'href="([\w-]+)\.html(?:#([\w-]+))?"', str(one.html)):
            assert name in docs, (one.name, name)
            assert not anchor or f'id="{anchor}"' in str(docs[name].html)


def test_pictures_are_there(docs) -> None:
    shown = [name for one in docs.values() for name in one.pictures]
    assert shown
    for name in shown:
        assert (ROOT / "docs" / name).is_file(), name


def test_python_tells_every_public_name_in_its_own_words(docs) -> None:
    text = str(docs["python-api"].html)
    for name in likely.__all__:
        assert f">{name}</h2>" in text, name
    assert inspect.cleandoc(likely.fit.__doc__ or "").splitlines()[0] in text
    assert ">>> import likely" in api()


def test_every_option_of_every_command_that_reads_data_is_told() -> None:
    told = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for command in set(COMMANDS) - {"build", "serve", "check", "new"}:
        assert f"likely {command}" in told
        parser = argparse.ArgumentParser()
        importlib.import_module(f"likely.cli.{command}").configure(parser)
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option not in ("--help", "--format"):
                    assert option in told, f"likely {command} {option}"


def test_a_folder_without_a_list_of_contents_is_no_documentation(tmp_path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n", encoding="utf-8")
    assert docs_beside(tmp_path / "concepts") is None


def test_the_first_page_leads_to_whatever_documents_there_are(tmp_path) -> None:
    concepts = shutil.copytree(Path(__file__).parents[1] / "tiny", tmp_path / "concepts")
    folder = tmp_path / "docs"
    folder.mkdir()
    folder.joinpath("contents.toml").write_text('order = ["house-rules"]\n', encoding="utf-8")
    folder.joinpath("house-rules.md").write_text("# House rules\n\nOne page of our own.\n", encoding="utf-8")
    site = build(concepts, tmp_path / "site").out
    home = site.joinpath("index.html").read_text(encoding="utf-8")
    assert 'href="docs/house-rules.html"' in home
    assert 'href="class.html"' in home
    folder.joinpath("teaching.md").write_text("# Teaching\n\nOn paper.\n", encoding="utf-8")
    build(concepts, site)
    assert 'href="docs/teaching.html"' in site.joinpath("index.html").read_text(encoding="utf-8")
