"""What stands in the folder of a page."""

import tempfile
from pathlib import Path

from likely.notebook import policy
from likely.notebook.bundle import page_bundle
from likely.notebook.cache import Cache
from likely.notebook.cite import bibtex
from likely.notebook.draft import TO_ROOT, Draft
from likely.notebook.jupyter import notebook
from likely.notebook.link_picture import fonts, link_picture
from likely.notebook.objects import objects_json
from likely.notebook.page import Page, page_data
from likely.notebook.place import SHEET
from likely.notebook.proof import Proof
from likely.notebook.search_index import entry
from likely.notebook.setting import Setting
from likely.notebook.templates import environment

PICTURE = "picture.png"
SEARCH = ".search.json"
"""Not written beside the page: the site has one file of all."""


def page_files(draft: Draft, page: Page, proof: Proof, setting: Setting, memory: Cache) -> dict[str, bytes]:
    """Name → content: the page, and beside it what its scripts fetch and what a reader can take along."""
    texts = {
        "index.html": page_html(page, setting),
        "stage.py": draft.concept.stage,
        "witness.py": draft.concept.witness,
        "witness.ipynb": notebook(page, setting.site),
        "objects.json": objects_json(page, setting.site),
        SEARCH: entry(page),
    }
    if (setting.web / "templates" / SHEET).is_file():
        texts |= {"questions.html": sheet(page, setting, False), "answers.html": sheet(page, setting, True)}
    if proof.grid:
        texts["grid.json"] = proof.grid
    files = {name: text.encode() for name, text in texts.items()}
    files["python.json"] = page_bundle(draft.concept.stage, memory)
    if setting.site.url and not setting.quick:
        with tempfile.TemporaryDirectory(prefix="likely-fonts-") as scratch:
            for name, font in fonts(setting.web).items():
                Path(scratch, name).write_bytes(font)
            files[PICTURE] = link_picture(page, setting.site, setting.web, Path(scratch))
    return files


def sheet(page: Page, setting: Setting, answered: bool) -> str:
    """The page's questions to print; or what was computed for them, with one good answer to the open ones."""
    template = environment(setting.web, setting.theme, setting.compiled).get_template(SHEET)
    return template.render(
        page=page, answered=answered, root=TO_ROOT, site=setting.site, dev=setting.dev, csp=policy.IN_PAGE
    )


def page_html(page: Page, setting: Setting) -> str:
    """The page through its template."""
    site = setting.site
    template = environment(setting.web, setting.theme, setting.compiled).get_template("page.html")
    return template.render(
        page=page,
        page_data=page_data(page, site.model_dump(include={"title", "id"}), TO_ROOT),
        root=TO_ROOT,
        site=site,
        dev=setting.dev,
        csp=policy.IN_PAGE,
        places=setting.places,
        cite=bibtex(page, site),
        picture=PICTURE if site.url and not setting.quick else "",
    )
