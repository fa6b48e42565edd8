"""A new concept folder: complete, correct, and ready to be changed into what its author means."""

import contextlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from likely.errors import UsageError

FILES = (
    "concept.md", "stage.py", "witness.py", "storyboard.toml", "inquiry.toml", "claims.toml", "practice.toml",
    "research.toml",
)  # fmt: skip
"""What a concept folder holds, in the order in which an author meets it."""

_PLACE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_HOLE = re.compile(r"@(TITLE|AREA)@")
_TAKEN = ("assets",)  # a folder of every built site


def scaffold(area: str, title: str) -> dict[str, str]:
    """The files of an example concept: name → text."""
    filled = {"TITLE": _quoted(title), "AREA": _quoted(area.replace("-", " "))}
    folder = Path(__file__).parent / "scaffold"
    texts = {}
    for name in FILES:
        text = folder.joinpath(f"{name}.txt" if name.endswith(".py") else name).read_text(encoding="utf-8")
        texts[name] = _HOLE.sub(lambda found: filled[found[1]], text)
    return texts


def new(concepts: Path, place: str, title: str = "") -> Path:
    """Write the example at `concepts/<area>/<slug>`, whole or not at all. The folder that was written.

    Raises UsageError for a place that is none, or that is taken.
    """
    if not _PLACE.fullmatch(place) or place.split("/")[0] in _TAKEN:
        raise UsageError(
            f"{place!r} is no place for a concept: write area/slug in small letters, digits and hyphens, "
            f"such as probability/entropy"
        )
    area, slug = place.split("/")
    folder = concepts / area / slug
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} is there already, and nothing was changed: choose another name")
    texts = scaffold(area, title or slug.replace("-", " ").capitalize())
    concepts.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".likely-new-", dir=concepts) as scratch:
        fresh = Path(scratch) / "written" / slug  # so deep that nobody takes it for a concept
        fresh.mkdir(parents=True)
        for name, text in texts.items():
            fresh.joinpath(name).write_text(text, encoding="utf-8", newline="\n")
        folder.parent.mkdir(exist_ok=True)
        try:
            shutil.move(fresh, folder)
        except OSError:
            with contextlib.suppress(OSError):  # others stand in it, or it is not ours
                folder.parent.rmdir()
            raise
    return folder


def _quoted(text: str) -> str:
    """A TOML string."""
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise UsageError("a title is one line of text")
    return json.dumps(text, ensure_ascii=False)
