"""Claims: what is asserted, and what stands behind it."""

from playwright.sync_api import Page, expect


def test_every_claim_tells_its_source_and_its_state(demo, page: Page) -> None:
    region = page.get_by_role("region", name="Source grounding", exact=True)
    claim = page.locator("[id='claim.kl-gap']")
    for text in (
        "computed",
        "sourced",
        "needs review",
        "Thomas M. Cover",
        "§2.1",
        "Scope",
        "Caveat",
        "< 1e-14",
        "by no named person yet",
    ):
        expect(claim).to_contain_text(text)
    for badges in region.locator(".badges").all():
        expect(badges).to_contain_text("sourced")
    claim.get_by_role("link", name="eq.identity").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#eq.identity")
    claim.get_by_role("link", name="Cover").click()
    expect(page.locator(":target")).to_contain_text("Elements of Information Theory")


def test_a_journey_by_keyboard(demo, page: Page) -> None:
    claim = page.locator("[id='claim.kl-gap']")
    links = claim.get_by_role("link")
    links.first.focus()
    for at in range(1, links.count()):  # its source first, then what it is about, each a Tab away
        page.keyboard.press("Tab")
        expect(links.nth(at)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#stage")
    expect(page.get_by_role("region", name="Interactive demo")).to_be_in_viewport()
    page.go_back()
    expect(claim).to_be_in_viewport()
