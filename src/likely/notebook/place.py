"""The pages around the course: the Lab, the documentation, and a page for teachers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from likely.notebook.lab.lab import available, lab, write_lab


def places(web: Path) -> tuple[str, ...]:
    """The names of the pages that a site with this theme has beside its course."""
    return ("lab",) if available(web) else ()


def write_places(folder: Path, web: Path, templates: Environment, shared: Mapping[str, Any]) -> None:
    """Write them into a folder that holds the site's assets already."""
    if "lab" in places(web):
        made = lab()
        write_lab(made, web, folder / "assets")
        html = templates.get_template("lab.html").render(lab=made, root="", **shared)
        folder.joinpath("lab.html").write_text(html, encoding="utf-8", newline="\n")
