"""Bring the third-party files of the web pages: the MicroPython runtime and the fonts, with licences.

    python tools/setup/bring_assets.py DESTINATION

Run by CMakeLists.txt whenever the package is built or installed; the inputs come from packages named in
pyproject.toml's build-system.requires and are checked against assets.toml. Same inputs, same bytes out.
Nothing is downloaded here, and nothing of it is committed.
"""

import hashlib
import io
import json
import os
import shutil
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from characters import SETS
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
RUNTIME_DIR = "LIKELY_RUNTIME_DIR"  # the other way to the runtime: see assets.toml
MANIFEST = "manifest.json"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_checked(path: Path, expected: str) -> bytes:
    """The bytes of `path`, if their digest is the expected one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}. See tools/setup/assets.toml for where it comes from.")
    if sha256(data) != expected:
        sys.exit(
            f"{path}: sha256 is {sha256(data)}, tools/setup/assets.toml expects {expected}. "
            "Use the version named there, or change both together."
        )
    return data


def folder_of(name: str) -> Path:
    """The folder in which the distribution `name` is installed. Its code is not imported."""
    try:
        return Path(str(distribution(name).locate_file("")))
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed; it is listed in pyproject.toml, build-system.requires.")


def cut_font(data: bytes, keep: set[int], family: str, style: str) -> bytes:
    """A WOFF2 font with the characters `keep`, under another name (the licence reserves the old one)."""
    options = Options()
    options.hinting = False  # screens that need hints are gone; they double the file
    # Kerning, accents placed on letters, and figures of one width. The stretchy pieces of brackets,
    # roots and sums are not a feature: they follow from the MATH table. `ssty`, the cuts for small
    # sizes, would double the math font, and browsers' MathML does not ask for them.
    # Labels and emphasis are short: they do without pairs of letters moved closer, a sixth of a file.
    options.layout_features = ["mark", "mkmk", "ccmp", "liga", "tnum"] if "Math" not in family else []
    if (family, style) == ("Likely Serif", "Regular"):
        options.layout_features.append("kern")
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # copyright, names, licence
    options.notdef_outline = True
    options.drop_tables += ["BASE", "gasp", "prep", "fpgm", "cvt "]
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def bring(table: dict[str, Any]) -> dict[str, tuple[bytes, str]]:
    """Path below the destination → (content, the package it comes from)."""
    files: dict[str, tuple[bytes, str]] = {}

    runtime = table["micropython"]
    origin = f"{runtime['package']} {runtime['version']}"
    folder = Path(os.environ.get(RUNTIME_DIR) or folder_of(runtime["distribution"]) / runtime["folder"])
    for name, digest in runtime["sha256"].items():
        files[f"micropython/{name}"] = read_checked(folder / name, digest), origin
    files["licences/MicroPython.txt"] = (HERE / "licences/MicroPython.txt").read_bytes(), origin

    found = parser_folder(table)
    if found is not None:
        parser = table["papaparse"]
        origin = f"{parser['package']} {parser['version']}"
        for name, digest in parser["sha256"].items():
            files[f"papaparse/{name}"] = read_checked(found / name, digest), origin

    for font in table["font"]:
        package = font["distribution"]
        origin = f"{package} {distribution(package).version}"
        data = read_checked(folder_of(package) / font["path"], font["sha256"])
        cut = cut_font(data, SETS[font["characters"]], font["family"], font["style"])
        files[f"fonts/{font['file']}"] = cut, origin
        files[f"licences/{font['licence']}"] = (HERE / "licences" / font["licence"]).read_bytes(), origin

    return files


def parser_folder(table: dict[str, Any]) -> Path | None:
    """Where the Lab's reader of tables is, if it is here at all."""
    places = [HERE.parents[1] / name for name in table["papaparse"]["folders"]]
    return next((place for place in places if (place / "papaparse.min.js").is_file()), None)


def recipe() -> str:
    """Digest of everything in this folder: if it has not changed, neither has the result."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".toml", ".txt"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def up_to_date(destination: Path, made_by: str) -> bool:
    """Whether everything the manifest names is there, unaltered, and made by this recipe."""
    try:
        manifest = json.loads((destination / MANIFEST).read_text("utf-8"))
        return manifest["recipe"] == made_by and all(
            sha256((destination / entry["file"]).read_bytes()) == entry["sha256"]
            for entry in manifest["files"]
        )
    except (OSError, ValueError, KeyError):
        return False


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    destination = Path(sys.argv[1])
    made_by = recipe()
    table = tomllib.loads((HERE / "assets.toml").read_text("utf-8"))
    complete = parser_folder(table) is None or (destination / "papaparse").is_dir()
    if complete and up_to_date(destination, made_by):
        return
    files = bring(table)
    shutil.rmtree(destination, ignore_errors=True)  # nothing of an older recipe may stay behind
    for name, (content, _) in files.items():
        path = destination / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    entries = [
        {"file": name, "bytes": len(content), "sha256": sha256(content), "source": origin}
        for name, (content, origin) in sorted(files.items())
    ]
    # Last, so that an interrupted run is not taken for a finished one.
    manifest = json.dumps({"recipe": made_by, "files": entries}, indent=2)
    (destination / MANIFEST).write_text(manifest + "\n", encoding="utf-8")
    for entry in entries:
        print(f"{entry['bytes']:>8}  {entry['file']}  ({entry['source']})")


if __name__ == "__main__":
    main()
