"""A small concept and a small theme, copied anew for each test that changes them."""

import shutil
from pathlib import Path

import pytest

from likely.notebook.assets import WEB

HERE = Path(__file__).parent


@pytest.fixture
def concepts(tmp_path: Path) -> Path:
    """A folder with one small, correct concept: measure/coin."""
    return Path(
        shutil.copytree(HERE / "tiny", tmp_path / "concepts", ignore=shutil.ignore_patterns("__pycache__"))
    )


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Templates that show every attribute, with the real runtime beside them."""
    folder = tmp_path_factory.mktemp("theme") / "web"
    shutil.copytree(HERE / "web", folder)
    folder.joinpath("vendor").symlink_to(WEB / "vendor")
    return folder
