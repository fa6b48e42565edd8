"""Markdown files of a docs folder as pages of the site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

CONTENTS = "contents.toml"
API = "python-api"
"""The page that the docstrings make."""


@dataclass(frozen=True)
class Doc:
    """One page: its name in the address, its title, its first paragraph, and all of it as HTML.

    `pictures` are the files that it shows, from the docs folder.
    """

    name: str
    title: str
    summary: str
    html: Markup
    headings: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]


def docs_beside(concepts: Path) -> Path | None:
    """The docs folder beside a folder of concepts, if it says in which order to read it."""
    folder = concepts.resolve().parent / "docs"
    return folder if (folder / CONTENTS).is_file() else None


def read_docs(folder: Path, python_api: str) -> tuple[Doc, ...]:
    """Every Markdown file of the folder, and the Python API, in the order of contents.toml."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")} | {API: python_api}
    return tuple(_doc(name, texts[name], frozenset(texts)) for name in doc_names(folder))


def doc_names(folder: Path) -> tuple[str, ...]:
    """Their names, in the order of contents.toml; those that it does not name follow."""
    order = tomllib.loads((folder / CONTENTS).read_text(encoding="utf-8"))["order"]
    there = {path.stem for path in folder.glob("*.md")} | {API}
    return (*(name for name in order if name in there), *sorted(there.difference(order)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _doc(name: str, text: str, names: frozenset[str]) -> Doc:
    tokens = _parser().parse(text)
    title, summary = name, ""
    headings: list[tuple[str, str]] = []
    pictures: list[str] = []
    for at, token in enumerate(tokens):
        words = _words(tokens[at + 1]) if at + 1 < len(tokens) else ""
        if token.type == "heading_open":
            if token.tag == "h1" and title == name:
                title = words
            else:
                anchor = "".join(c if c.isalnum() else "-" for c in words.lower()).strip("-")
                while anchor in dict(headings):
                    anchor += "-more"
                token.attrSet("id", anchor)
                if token.tag == "h2":
                    headings.append((anchor, words))
        elif token.type == "paragraph_open" and not summary:
            summary = words
        elif token.type in ("fence", "code_block"):
            token.attrSet("tabindex", "0")
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("href", _target(str(child.attrGet("href")), names))
            elif child.type == "image":
                pictures.append(str(child.attrGet("src")))
    html = _parser().renderer.render(tokens, _parser().options, {})
    html = html.replace("<table>", '<div class="wide-table"><table>').replace("</table>", "</table></div>")
    return Doc(name, title, summary, Markup(html), tuple(headings), tuple(pictures))


def _words(token: Token) -> str:
    return "".join(child.content or " " for child in token.children or []).strip()


def _target(href: str, names: frozenset[str]) -> str:
    """A link to a neighbouring Markdown file leads to its page."""
    parts = urlsplit(href)
    if not parts.scheme and parts.path.endswith(".md") and parts.path.removesuffix(".md") in names:
        return parts.path.removesuffix(".md") + ".html" + (f"#{parts.fragment}" if parts.fragment else "")
    return href
