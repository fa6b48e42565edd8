"""For everyone: axe, keyboard, small screens, calm motion."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

REGIONS = (
    "Learning map",
    "Intuition",
    "Math",
    "Code",
    "Interactive demo",
    "Mechanism storyboard",
    "Visual inquiry",
    "Source grounding",
    "Practice loop",
    "Research room",
)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def flaws(page: Page, without: str = "#none") -> list[str]:
    """Everything axe calls serious or critical. Long listings are slow to check: once is enough."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make setup")
    page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
    report = page.evaluate("without => axe.run({exclude: [without]}, {resultTypes: ['violations']})", without)
    return [
        f"{flaw['id']}: {node['target']} {node['failureSummary']}"
        for flaw in report["violations"]
        if flaw["impact"] in ("serious", "critical")
        for node in flaw["nodes"]
    ]


def test_axe_finds_nothing_serious_before_the_commit(demo, page: Page) -> None:
    assert flaws(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_after_it(new_context, demo_on, width: int, scheme: str) -> None:
    context = new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    demo = demo_on(page)
    demo.commit("Decrease θ")
    page.get_by_role("button", name="It falls").click()
    page.get_by_text("Table of values").click()
    page.get_by_role("textbox", name="Code", exact=True).fill("1 / 0")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("ZeroDivisionError")).to_be_visible()
    assert flaws(page, without=".file") == []


@pytest.mark.parametrize("name", ["index", "about"])
def test_axe_on_the_first_pages(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}{name}.html")
    assert flaws(page) == []


def test_no_width_scrolls_sideways(demo, page: Page) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    widths = (320, 390, 640, 720, 1024, 1104, 1280, 1440)  # 640 and 720 are 1280 and 1440 at 200 % zoom

    def too_wide() -> list[int]:
        found = []
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(wide) > 0:
                found.append(width)
        return found

    assert too_wide() == []
    demo.commit()
    assert too_wide() == []


def test_text_twice_as_large_scrolls_no_phone_sideways(new_context, site: str) -> None:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for name in ("index.html", "probability/maximum-likelihood/", "lab.html"):
        page.goto(f"{site}{name}")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 32
        assert page.evaluate("document.documentElement.scrollWidth") == 390, name


def test_the_regions_have_their_names(demo, page: Page) -> None:
    for name in REGIONS:
        expect(page.get_by_role("region", name=name, exact=True)).to_have_count(1)
        expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_targets_are_large_enough(new_context, demo_on) -> None:
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    demo_on(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input, summary, .choice, .steps a, .buttons a')]
          .filter((e) => e.checkVisibility() && !e.closest('label'))
          .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []


def test_the_handle_stands_under_its_place_on_the_axis(new_context, demo_on) -> None:
    for width in (390, 1280):
        page = new_context(viewport={"width": width, "height": 800}).new_page()
        demo = demo_on(page)
        for value in ("0.01", "0.4", "0.99"):
            page.get_by_label("Model parameter θ, number").fill(value)
            expect(demo.theta).to_have_attribute("aria-valuetext", f"θ = {float(value):.2f}")
            thumb = page.locator("#stage-theta").bounding_box()
            slider = demo.theta.bounding_box()
            assert thumb
            assert slider
            share = (float(value) - 0.01) / 0.98
            handle = slider["x"] + 11 + share * (slider["width"] - 22)
            assert abs(handle - (thumb["x"] + thumb["width"] / 2)) < 2


def open_all(page: Page) -> None:
    """Every panel in the state after its commit."""
    page.get_by_label("The dashed line rises").check()
    page.get_by_role("button", name="Commit and step through").click()
    page.get_by_role("region", name="Visual inquiry").get_by_label("The curve", exact=True).check()
    page.get_by_label("How surprising are these data under every θ?").check()
    page.get_by_role("button", name="Choose this one").click()
    item = page.locator("likely-practice").first
    item.get_by_label("Your answer").fill("It moves left because of 10.")
    item.get_by_role("button", name="Hint").click()
    item.get_by_role("button", name="Submit answer").click()
    page.locator("likely-practice").nth(1).get_by_role("button", name="Submit answer").click()
    page.get_by_role("textbox", name="Note").fill("a note")
    page.get_by_role("button", name="Copy handoff prompt").click()
    expect(page.get_by_label("Handoff prompt")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_serious_in_the_open_panels(new_context, demo_on, width: int, scheme: str) -> None:
    context = new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    demo = demo_on(page)
    open_all(page)
    demo.commit()
    assert flaws(page, without=".file") == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
