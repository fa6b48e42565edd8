"""What a page tells its scripts."""

import json
from dataclasses import replace
from pathlib import Path

from likely.notebook.build import examine
from likely.notebook.compose import compose
from likely.notebook.page import page_data
from likely.notebook.problems import Problems


def test_it_is_json_that_cannot_end_its_script_element(concepts: Path) -> None:
    drafts, titles = examine(concepts, Problems())
    page = replace(compose(drafts[0], titles, None), title="</script><script>alert(1)</script>\u2028")
    text = page_data(page, {"title": "t", "id": "i"}, "../../")
    assert "<" not in text
    assert "\u2028" not in text
    data = json.loads(text)
    assert data["page"]["title"] == page.title
    assert data["page"]["formula_digest"] == page.formulas[0].digest
    assert data["stage"]["start"] == {"k": 3, "theta": 0.5}
    assert data["requires"] == ["measure/space"]
    assert data["site"] == {"title": "t", "id": "i"}
