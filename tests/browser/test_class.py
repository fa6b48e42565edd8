"""The page for teachers that reads learners' exports, and the documentation around it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def export(path: Path, site: str, *events: tuple[str, float, str, str, float]) -> Path:
    """An exported file with these commits: page, confidence, choice, truth, cost."""
    made = [
        {"id": f"{path.stem}{i}", "act": "commit", "page": page, "confidence": sure, "choice": choice,
         "truth": truth, "cost": cost, "guess": 1.0986}
        for i, (page, sure, choice, truth, cost) in enumerate(events)
    ]  # fmt: skip
    path.write_text(json.dumps({"format": "likely-notes", "version": 1, "site": site, "events": made}))
    return path


def test_exports_of_a_class_are_folded_together(page: Page, site: str, tmp_path: Path) -> None:
    one = export(
        tmp_path / "one.json", "likely", ("probability/maximum-likelihood", 0.9, "up", "up", 0.1),
        ("information/cross-entropy", 0.9, "up", "down", 3.0),
    )  # fmt: skip
    two = export(tmp_path / "two.json", "likely", ("probability/maximum-likelihood", 0.5, "up", "up", 0.7))
    other = export(tmp_path / "other.json", "elsewhere")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    page.goto(f"{site}class.html")
    page.get_by_label("Exported notes").set_input_files([one, two, other, broken])
    expect(page.get_by_role("status")).to_have_text("2 files, 3 predictions.")
    expect(page.get_by_role("alert")).to_contain_text("other.json: it belongs to another site, “elsewhere”")
    expect(page.get_by_role("alert")).to_contain_text("broken.json: it is not valid JSON")
    sure = page.get_by_role("row").filter(has_text="90 %")
    expect(sure.get_by_role("cell")).to_have_text(["90 %", "2", "1", ""])
    learned = page.get_by_role("row").filter(has_text="Maximum Likelihood")
    expect(learned.get_by_role("cell")).to_have_text(["Maximum Likelihood", "2", "2", "2", "0.40", "1.10"])


@pytest.mark.parametrize("name", ["class", "docs/getting-started", "docs/python-api", "docs/faq"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_page_beside_the_course_is_sound(page: Page, site: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
    report = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [one["id"] for one in report["violations"] if one["impact"] in ("serious", "critical")] == []


def test_the_first_page_leads_to_lab_documentation_and_teachers(page: Page, site: str) -> None:
    for name, heading in (
        ("Lab", "Lab"),
        ("Documentation", "Getting started"),
        ("For teachers", "For teachers"),
    ):
        page.goto(f"{site}index.html")
        page.get_by_role("navigation", name="Beside the course").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
