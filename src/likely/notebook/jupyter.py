"""A page's program as a Jupyter notebook (nbformat 4.5), with what it printed at build."""

import json
from typing import Any

from likely.notebook.page import Page
from likely.notebook.site import Site

_PACKAGE = "pip install likely"


def notebook(page: Page, site: Site) -> str:
    """The notebook as JSON: the page in words, its labelled equations, its program."""
    where = f"\n\n[The page]({site.url}{page.href})" if site.url else ""
    opening = f"# {page.title}\n\n{page.summary}{where}\n\nIt needs the package: `{_PACKAGE}`."
    cells = [_markdown("title", opening)]
    cells += [
        _markdown(found.id, f"{found.reading}\n\n$$\n{found.tex}\n$$")
        for found in page.objects
        if found.kind == "equation" and r"\value" not in found.tex
    ]
    cells.append(_code("witness", page.witness.source, page.witness.output))
    book = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "likely": {"page": page.id, "revision": page.revision},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _markdown(id: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": _cell_id(id), "metadata": {}, "source": _lines(text)}


def _code(id: str, source: str, printed: str) -> dict[str, Any]:
    outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(printed)}] if printed else []
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": _cell_id(id),
        "metadata": {},
        "outputs": outputs,
        "source": _lines(source.rstrip("\n")),
    }


def _cell_id(id: str) -> str:
    """Letters, digits, hyphens and underscores, at most 64 of them."""
    return id.replace(".", "_")[:64]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
