"""The pages around the course: the Lab, the documentation, and the predictions of a class."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from likely.notebook.docs.docs import read_docs
from likely.notebook.lab.lab import available, lab, write_lab

SHEET = "sheet.html"
"""The template of each page's questions and of its answers; a theme may have none."""


def places(web: Path, docs: Path | None) -> tuple[str, ...]:
    """Which of them a site has, with this theme and this folder of documentation."""
    templates = web / "templates"
    found = {
        "lab": available(web),
        "docs": docs is not None and (templates / "docs.html").is_file(),
        "class": (templates / "class.html").is_file(),
    }
    return tuple(name for name, there in found.items() if there)


def write_places(
    folder: Path,
    web: Path,
    docs: Path | None,
    titles: Mapping[str, str],
    templates: Environment,
    shared: Mapping[str, Any],
) -> None:
    """Write them into a folder that holds the site's assets already. `titles`: page id → title."""
    there = places(web, docs)
    if "lab" in there:
        made = lab()
        write_lab(made, web, folder / "assets")
        _write(folder / "lab.html", templates.get_template("lab.html").render(lab=made, root="", **shared))
    if "class" in there:
        template = templates.get_template("class.html")
        _write(
            folder / "class.html",
            template.render(
                titles=dict(titles), sheets=(web / "templates" / SHEET).is_file(), root="", **shared
            ),
        )
    if "docs" in there and docs is not None:
        pages = read_docs(docs)
        folder.joinpath("docs").mkdir()
        template = templates.get_template("docs.html")
        for page in pages:
            html = template.render(doc=page, docs=pages, root="../", **shared)
            _write(folder / "docs" / f"{page.name}.html", html)
            for name in page.pictures:
                _bring_picture(docs, name, folder / "docs")


def _bring_picture(docs: Path, name: str, to: Path) -> None:
    """Copy a picture of the docs folder. One that is not there is found by the check of all links."""
    picture = (docs / name).resolve()
    if picture.is_file() and picture.is_relative_to(docs.resolve()):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, to / name)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
