"""The course and the Lab in Firefox, as Debian ships it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import likely
from likely.notebook.lab import lab as module
from likely.notebook.runtime.node import find_node

HERE = Path(__file__).parent
DRIVER = HERE.parents[1] / "node_modules" / "puppeteer-core"
DATA = Path(module.__file__).parent / "data"


@pytest.mark.slow
def test_the_course_is_earned_and_the_lab_fits(site: str, site_folder: Path) -> None:
    firefox = os.environ.get("LIKELY_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    node = find_node()
    if not firefox or node is None or not DRIVER.is_dir():
        pytest.skip("Firefox, Node or puppeteer-core is not here")
    command = [str(node), str(HERE / "firefox.mjs"), firefox, site]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    pages = len(list(site_folder.glob("*/*/index.html")))
    assert len(told["earned"]) == pages
    assert told["sum"].startswith(f"{pages} predictions on this device.")
    for file, found in told["lab"].items():
        _, _, family, _, _, column = found["command"].split()
        desk = likely.fit(family, DATA / f"{file}.csv", column)
        for name, estimate, *_ in found["rows"]:
            assert float(estimate) == pytest.approx(desk.parameters[name].estimate, rel=5e-4)
