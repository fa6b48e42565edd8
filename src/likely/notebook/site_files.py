"""The files of a site: those of its pages, and its own."""

from collections.abc import Sequence
from pathlib import Path

from likely.notebook import policy
from likely.notebook.assets import write_assets
from likely.notebook.course import course
from likely.notebook.made import Made
from likely.notebook.page_files import SEARCH, as_bytes
from likely.notebook.place import write_places
from likely.notebook.setting import Setting
from likely.notebook.single import single
from likely.notebook.sitemap import sitemap
from likely.notebook.templates import environment

OWN = {"index": "home.html", "about": "about.html"}
"""The site's own pages and their templates."""


def write_site(folder: Path, setting: Setting, pages: Sequence[Made]) -> tuple[str, ...]:
    """Write assets, pages and the site's own files into an empty folder. What its owner should know of it."""
    write_assets(setting.web, folder / "assets", setting.theme)
    for made in pages:
        place = folder / made.id
        place.mkdir(parents=True)
        for name, text in made.files.items():
            if not name.startswith("."):
                place.joinpath(name).write_bytes(as_bytes(name, text))
    templates = environment(setting.web, setting.theme)
    shared = {
        "site": setting.site,
        "dev": setting.dev,
        "csp": policy.IN_PAGE,
        "places": setting.places,
    }
    plan = course([made.card for made in pages])
    for name, template in OWN.items():
        _write(
            folder / f"{name}.html", templates.get_template(template).render(course=plan, root="", **shared)
        )
    titles = {made.id: made.card.title for made in pages}
    write_places(folder, setting.web, setting.docs, titles, templates, shared)
    _write(folder / "search.json", _listed([made.files[SEARCH] for made in pages]))
    _write(folder / "objects.json", _listed([made.files["objects.json"].rstrip() for made in pages]))
    if not setting.site.url:
        return ("no sitemap.xml and no pictures for links: they need `url` in likely.toml",)
    addresses = ["", "about.html", *(made.card.href for made in pages)]
    _write(folder / "sitemap.xml", sitemap(setting.site.url, addresses))
    return ()


def write_single(folder: Path, setting: Setting, pages: Sequence[Made]) -> tuple[str, ...]:
    """Write each page as one file, and nothing else. What its author should know of them."""
    for made in pages:
        place = folder / f"{made.id}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, single(made.id, made.files, setting))
    return (
        () if setting.site.url else ("links to other pages are plain text: they need `url` in likely.toml",)
    )


def _listed(parts: Sequence[str]) -> str:
    """A JSON list of what is JSON already."""
    return "[\n" + ",\n".join(parts) + "\n]\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
