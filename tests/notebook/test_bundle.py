"""What a page brings along: what its stage imports, byte for byte, and nothing else."""

import json
import re

from likely.notebook.bundle import imported_files, page_bundle, portable_files
from likely.notebook.cache import Cache

STAGE = """
from likely.formulas.families import bernoulli
from likely.notebook.cache import Cache
from likely.stage.marks.curve import Curve
"""


def test_a_page_brings_what_its_stage_imports_and_no_more() -> None:
    files = json.loads(page_bundle(STAGE, Cache()))["files"]
    everything = portable_files()
    assert all(everything[path] == source for path, source in files.items())
    for path in ("formulas/families/bernoulli", "formulas/elementary", "stage/marks/curve", "stage/session"):
        assert f"likely/{path}.py" in files
    for package in ("", "formulas/", "formulas/families/", "stage/", "stage/marks/"):
        assert f"likely/{package}__init__.py" in files
    assert "likely/formulas/families/gamma.py" not in files
    assert "likely/stage/marks/scatter.py" not in files


def test_nothing_that_is_imported_is_left_out() -> None:
    files = json.loads(page_bundle(STAGE, Cache()))["files"]
    named = {
        name
        for source in files.values()
        for name in re.findall(r"^ *from (likely\.[\w.]+) import", source, re.MULTILINE)
    }
    paths = {name.replace(".", "/") for name in named}
    assert paths
    assert all(f"{path}.py" in files or f"{path}/__init__.py" in files for path in paths)


def test_what_imports_in_a_circle_ends() -> None:
    files = {"a.py": "import b", "b.py": "from a import x", "c.py": ""}
    assert sorted(imported_files("import a", files)) == ["a.py", "b.py"]
