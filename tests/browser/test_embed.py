"""?embed: the demo alone, inside another page."""

from playwright.sync_api import Page, expect


def test_only_the_demo_is_shown_and_it_works(demo, page: Page) -> None:
    page.goto(f"{demo.address}?embed#stage?k=5&theta=0.6")
    expect(demo.region).to_be_visible()
    expect(demo.successes).to_have_attribute("aria-valuetext", "5 of 20 successes")
    for hidden in ("Intuition", "Math", "Research room", "Practice loop"):
        expect(page.get_by_role("region", name=hidden, exact=True)).to_have_count(0)
    expect(page.get_by_role("contentinfo")).to_have_count(0)
    demo.commit()
    expect(page.get_by_label("Average NLL", exact=True)).to_be_visible()


def test_without_it_the_page_is_whole(demo, page: Page) -> None:
    expect(page.get_by_role("region", name="Intuition", exact=True)).to_be_visible()
    expect(page.locator("html")).not_to_have_class("embed")
