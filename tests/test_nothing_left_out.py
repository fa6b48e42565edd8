"""On CI every part is there, so that no test is skipped for want of one."""

import os
import shutil
from pathlib import Path

import pytest

from likely import kernels
from likely.notebook.runtime.node import find_node

pytestmark = pytest.mark.skipif(not os.environ.get("CI"), reason="only CI must have everything")


def test_the_kernels_were_built() -> None:
    assert kernels.AVAILABLE


def test_node_and_what_it_checks_with_are_there() -> None:
    assert find_node()
    modules = Path(__file__).parents[1] / "node_modules"
    assert (modules / "axe-core").is_dir()
    assert (modules / "fake-indexeddb").is_dir()


def test_a_browser_is_there() -> None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    own = Path.home() / ".cache" / "ms-playwright"
    assert os.environ.get("LIKELY_BROWSER") or any(map(shutil.which, names)) or own.is_dir()
