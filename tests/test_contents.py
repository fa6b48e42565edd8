"""Every file of the package has a rule in tools/release/contents.py, so that `make build` refuses none."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT_BACK = re.compile(
    r"likely/kernels/([\w.]+\.(cpp|hpp)|CMakeLists\.txt)|.*/__pycache__/.*"
)  # pyproject.toml


def test_the_package_is_what_a_wheel_may_hold() -> None:
    spec = importlib.util.spec_from_file_location("contents", ROOT / "tools/release/contents.py")
    assert spec
    assert spec.loader
    contents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contents)
    source = ROOT / "src"
    files = {p.relative_to(source).as_posix(): p.stat().st_size for p in source.rglob("*") if p.is_file()}
    files = {name: size for name, size in files.items() if not KEPT_BACK.fullmatch(name)}
    assert contents.wrong_with_wheel(files) == []
    assert contents.wrong_with_wheel({**files, "likely/web/somewhere/else.js": 1}) == [
        "likely/web/somewhere/else.js: no rule allows it"
    ]
