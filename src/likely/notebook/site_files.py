"""The files of a site: those of its pages, and its own."""

from collections.abc import Sequence

from likely.notebook import policy
from likely.notebook.assets import asset_files
from likely.notebook.bundle import whole_bundle
from likely.notebook.cache import Cache
from likely.notebook.course import course
from likely.notebook.digest import digest
from likely.notebook.docs.docs import doc_names
from likely.notebook.engine import engine
from likely.notebook.made import Made
from likely.notebook.marks import Looked
from likely.notebook.page_files import SEARCH
from likely.notebook.part import Part, part, remembered
from likely.notebook.place import place_part
from likely.notebook.setting import Setting
from likely.notebook.single import single
from likely.notebook.sitemap import sitemap
from likely.notebook.templates import environment

OWN = {"index": "home.html", "about": "about.html"}
"""The site's own pages and their templates."""


def site_part(setting: Setting, pages: Sequence[Made], cache: Cache) -> tuple[Part, tuple[str, ...]]:
    """Assets, pages and the site's own files. What its owner should know of them."""
    files: dict[str, str] = {}
    looked: dict[str, Looked] = {}
    for made in pages:
        files |= {f"{made.id}/{n}": kept for n, kept in made.part.files.items() if not n.startswith(".")}
        looked |= {f"{made.id}/{name}": read for name, read in made.part.looked.items()}
    whole = Part(files, looked) | part(asset_files(setting.web, setting.theme, setting.dev), cache)
    whole |= remembered(
        digest(engine(), "bundle"), lambda: {"assets/python.json": whole_bundle().encode()}, cache
    )
    templates = environment(setting.web, setting.theme, setting.compiled)
    shared = {
        "site": setting.site,
        "dev": setting.dev,
        "csp": policy.IN_PAGE,
        "places": setting.places,
        "documents": doc_names(setting.docs) if setting.docs and "docs" in setting.places else (),
    }
    cards = [made.card for made in pages]

    def own() -> dict[str, bytes]:
        plan = course(cards)
        return {
            f"{name}.html": templates.get_template(template).render(course=plan, root="", **shared).encode()
            for name, template in OWN.items()
        }

    whole |= remembered(
        digest(setting.digest, "own", repr(shared["documents"]), *map(repr, cards)), own, cache
    )
    whole |= place_part(setting, {made.id: made.card.title for made in pages}, templates, shared, cache)
    lists = {"search.json": SEARCH, "objects.json": "objects.json"}
    texts = {name: _listed([_content(made, of, cache) for made in pages]) for name, of in lists.items()}
    notes: tuple[str, ...] = ()
    if setting.site.url:
        addresses = ["", "about.html", *(card.href for card in cards)]
        texts["sitemap.xml"] = sitemap(setting.site.url, addresses).encode()
    else:
        notes = ("no sitemap.xml and no pictures for links: they need `url` in likely.toml",)
    return whole | part(texts, cache), notes


def single_part(setting: Setting, pages: Sequence[Made], cache: Cache) -> tuple[Part, tuple[str, ...]]:
    """Each page as one file, and nothing else. What its author should know of them."""
    files = {}
    for made in pages:
        names = [name for name in made.part.files if not name.endswith(".png")]
        texts = {name: _content(made, name, cache).decode() for name in names}
        files[f"{made.id}.html"] = cache.keep(single(made.id, texts, setting).encode())
    note = "links to other pages are plain text: they need `url` in likely.toml"
    return Part(files), () if setting.site.url else (note,)


def _content(made: Made, name: str, cache: Cache) -> bytes:
    return cache.content(made.part.files[name]) or b""


def _listed(parts: Sequence[bytes]) -> bytes:
    """A JSON list of what is JSON already."""
    return b"[\n" + b",\n".join(part.rstrip() for part in parts) + b"\n]\n"
