"""The learning map: what comes before and after, and what this device knows of each page."""

from playwright.sync_api import Page, expect


def test_a_journey_by_keyboard(demo, page: Page) -> None:
    region = page.get_by_role("region", name="Learning map", exact=True)
    here = region.locator(".here")
    expect(here).to_contain_text("you are here")
    expect(here.locator("[aria-current=page]")).to_have_text("Maximum Likelihood")
    for step in ("Distributions", "Cross-Entropy"):  # in the order of the map, from what this page requires
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == step:
                break
        expect(region.get_by_role("link", name=step, exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Distributions")
    expect(page.get_by_role("region", name="Learning map").locator(".here")).to_contain_text("you are here")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maximum Likelihood")
    required = region.get_by_role("listitem").filter(has_text="Distributions")
    expect(required.locator(".state")).to_have_text("seen")
    demo.commit("Increase θ")
    expect(here.locator(".state")).to_have_text("you are here, earned")
    expect(region.get_by_role("listitem").filter(has_text="Cross-Entropy").locator(".state")).to_have_text(
        "open"
    )
