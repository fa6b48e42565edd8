"""What a wheel and a source archive hold, compared with what they should: `make build` runs it.

python tools/release/contents.py dist/*.whl dist/*.tar.gz
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

WHEEL = (
    r"likely/[\w/]+\.py",
    r"likely/py\.typed",
    r"likely/kernels/_\w+(\.[\w-]+)?\.(so|pyd)",
    r"likely/kernels/_native\.pyi",
    r"likely/notebook/[\w/]+\.(toml|json|txt|md|html|mjs|js|lark)",
    r"likely/notebook/scaffold/\w+\.py\.txt",
    r"likely/notebook/lab/data/[\w-]+\.csv",
    r"likely/web/(core|elements|templates|style|report|lab|single)/[\w.-]+\.(js|d\.ts|css|html|svg)",
    r"likely/web/[\w.-]+\.(js|json|html|css)",
    r"likely/web/vendor/manifest\.json",
    r"likely/web/vendor/(fonts/[\w-]+\.woff2|licences/[\w.-]+\.txt|micropython/micropython\.(mjs|wasm))",
    r"likely/web/vendor/papaparse/(papaparse\.min\.js|LICENSE)",
    r"likely-[\w.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/[\w./-]+)",
)
"""Every file of a wheel matches one of these: code, the pages' files, third-party files with licences."""

REQUIRED = (
    "likely/__init__.py",
    "likely/py.typed",
    "likely/formulas/families/gamma.py",
    "likely/web/core/log.js",
    "likely/web/single/open.js",
    "likely/web/vendor/micropython/micropython.wasm",
    "likely/web/vendor/licences/MicroPython.txt",
    "likely/web/vendor/fonts/likely-math.woff2",
)
SECRET = re.compile(r"(^|/)(\.|__pycache__|tests?/|node_modules/|.*\.(pyc|pem|key|env|orig|log)$)")
MOST = 12_000_000  # bytes, unpacked


def wrong_with_wheel(names: dict[str, int]) -> list[str]:
    """What should not be in a wheel, and what is missing."""
    found = [f"{name}: no rule allows it" for name in names if not any(re.fullmatch(r, name) for r in WHEEL)]
    found += [f"{name}: hidden, made by a tool, or a test" for name in names if SECRET.search(name)]
    found += [f"{name}: it is missing" for name in REQUIRED if name not in names]
    if (size := sum(names.values())) > MOST:
        found.append(f"{size:,} bytes, and a wheel has at most {MOST:,}")
    return found


def wrong_with_source(names: dict[str, int]) -> list[str]:
    """A source archive holds nothing that a tool made, and one third-party file: it has no wheel."""
    inner = {name.partition("/")[2] for name in names}
    found = [
        f"{name}: third-party, or made by a tool"
        for name in inner
        if re.search(r"web/vendor/(?!papaparse/)|__pycache__|node_modules/|\.pyc$|^\.venv|\.so$", name)
    ]
    wanted = ("pyproject.toml", "CMakeLists.txt", "LICENSE", "tools/setup/bring_assets.py")
    return found + [f"{name}: it is missing" for name in wanted if name not in inner]


def names_in(path: Path) -> dict[str, int]:
    """The files of an archive and their sizes."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return {one.filename: one.file_size for one in wheel.infolist() if not one.is_dir()}
    with tarfile.open(path) as archive:
        return {one.name: one.size for one in archive if one.isfile()}


def main(paths: list[str]) -> int:
    """List and judge; exit status 1 if anything is wrong."""
    status = 0
    for path in map(Path, paths):
        names = names_in(path)
        wrong = (wrong_with_wheel if path.suffix == ".whl" else wrong_with_source)(names)
        print(f"{path.name}: {len(names)} files, {sum(names.values()):,} bytes")
        print("\n".join(f"  {one}" for one in wrong) or "  as it should be")
        status |= bool(wrong)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
