"""objects.json: everything on a page that can be pointed at, for other tools."""

import json
from typing import Any

from likely.notebook.page import Page
from likely.notebook.page_object import PageObject
from likely.notebook.site import Site


def objects(page: Page, site: Site) -> dict[str, Any]:
    """The page and its objects; `key` is the one under which readers' notes are stored."""
    return {
        "id": f"concept:{page.id}",
        "title": page.title,
        "summary": page.summary,
        "area": page.area,
        "href": page.href,
        "revision": page.revision,
        "requires": [f"concept:{other.id}" for other in page.requires],
        "leads_to": [f"concept:{other.id}" for other in page.leads_to],
        "formulas": [{"module": file.module, "sha256": file.digest} for file in page.formulas],
        "objects": [_object(found, page, site) for found in page.objects],
    }


def objects_json(page: Page, site: Site) -> str:
    """The same as text."""
    return json.dumps(objects(page, site), ensure_ascii=False, indent=1) + "\n"


def _object(found: PageObject, page: Page, site: Site) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": found.id,
        "key": f"likely:{site.id}/{page.id}#{found.id}",
        "href": f"{page.href}#{found.id}",
        "kind": found.kind,
        "reading": found.reading,
        "digest": found.digest,
        "declared": f"{found.file}:{found.line}",
    }
    if found.kind == "equation":
        told |= {"tex": found.tex, "states": found.states}
        told["checked"] = str(found.checked) if found.checked else f"not checked: {found.unchecked}"
    return told
