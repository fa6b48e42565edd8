"""The pages around the course: the Lab, the documentation, and the predictions of a class."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from likely.notebook.cache import Cache
from likely.notebook.digest import digest
from likely.notebook.docs.api import api
from likely.notebook.docs.docs import read_docs
from likely.notebook.engine import library, tree
from likely.notebook.lab.lab import ROOMS, lab, lab_files
from likely.notebook.library import LIBRARY
from likely.notebook.part import Part, remembered
from likely.notebook.setting import Setting

CATALOGUE = LIBRARY / "fit" / "catalogue.py"
"""The families that there are, of which the Lab takes its own."""

SHEET = "sheet.html"
"""The template of each page's questions and of its answers; a theme may have none."""


def place_part(
    setting: Setting,
    titles: Mapping[str, str],
    templates: Environment,
    shared: Mapping[str, Any],
    cache: Cache,
) -> Part:
    """Their files, each remembered by what it rests on. `titles`: page id → title."""
    web, docs, there = setting.web, setting.docs, setting.places
    found = Part()

    def made(name: str, rests_on: Sequence[str | bytes], make: Callable[[], Mapping[str, bytes]]) -> None:
        nonlocal found
        if name in there:
            found |= remembered(digest(setting.digest, name, *rests_on), make, cache)

    def lab_page() -> dict[str, bytes]:
        value = lab()
        html = templates.get_template("lab.html").render(lab=value, root="", **shared)
        return {**lab_files(value, web), "lab.html": html.encode()}

    def class_page() -> dict[str, bytes]:
        sheets = (web / "templates" / SHEET).is_file()
        html = templates.get_template("class.html").render(
            titles=dict(titles), sheets=sheets, root="", **shared
        )
        return {"class.html": html.encode()}

    def docs_pages() -> dict[str, bytes]:
        return _docs(docs, python, templates, shared) if docs else {}

    rooms = [part for room in ROOMS for part in tree(LIBRARY / room, "*.py")]
    made("lab", [*rooms, CATALOGUE.read_bytes(), *tree(web / "lab")], lab_page)
    made("class", [json.dumps(sorted(titles.items()))], class_page)
    python = _python_api(cache) if "docs" in there else ""
    made("docs", [python, *(tree(docs) if docs else ())], docs_pages)
    return found


def _python_api(cache: Cache) -> str:
    """What Python says of itself, for which all of likely is imported: only when its code has changed."""
    key = digest(library(), "api")
    text: str = cache.get(key) or api()
    cache.put(key, text)
    return text


def _docs(folder: Path, python: str, templates: Environment, shared: Mapping[str, Any]) -> dict[str, bytes]:
    pages = read_docs(folder, python)
    template = templates.get_template("docs.html")
    files = {}
    for page in pages:
        html = template.render(doc=page, docs=pages, root="../", **shared)
        files[f"docs/{page.name}.html"] = html.encode()
        for name in page.pictures:
            picture = (folder / name).resolve()  # one that is not there is found by the check of all links
            if picture.is_file() and picture.is_relative_to(folder.resolve()):
                files[posixpath.normpath(f"docs/{name}")] = picture.read_bytes()
    return files
