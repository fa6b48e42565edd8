"""search.json: what a reader can look for, page by page, fetched when the search is opened."""

import json
import re
from html import unescape

from likely.notebook.page import Page

_ANNOTATION = re.compile(r"<annotation.*?</annotation>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|h\d|div|figure|figcaption|tr|td|th|aside|pre|math)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def entry(page: Page) -> str:
    """One page as JSON: title, summary, the words of its prose, and [id, kind, reading] of its objects."""
    prose = [page.hook, *page.sections.values()]
    told = {
        "title": page.title,
        "summary": page.summary,
        "href": page.href,
        "text": " ".join(words(part) for part in prose),
        "objects": [[found.id, found.kind, found.reading] for found in page.objects],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def words(html: str) -> str:
    """What a person reads of a piece of HTML."""
    text = _BLOCK.sub(" ", _ANNOTATION.sub("", html))
    return _SPACE.sub(" ", unescape(_TAG.sub("", text))).strip()
