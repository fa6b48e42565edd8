"""How to cite a page."""

from likely.notebook.page import Page
from likely.notebook.site import Site

_ESCAPED = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def bibtex(page: Page, site: Site) -> str:
    """One entry. It names the revision of the text, which a date would only hint at."""
    fields = {
        "title": f"{{{_tex(page.title)}}}: {_tex(page.summary)}",
        "author": f"{{{_tex(site.author)}}}" if site.author else "",
        "howpublished": f"Interactive page of {_tex(site.title)}",
        "url": f"{site.url}{page.href}" if site.url else "",
        "note": f"Revision {page.revision}, formula sha256 {page.formulas[0].digest[:12]}",
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{site.id}-{page.slug},", *lines, "}"]) + "\n"


def _tex(text: str) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in text)
