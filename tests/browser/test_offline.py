"""Once a page was loaded it works without a network: demo, code, notes, and the first page."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

EVERYTHING = """async (names) => {
  const kept = await caches.open("likely-offline");
  const urls = (await kept.keys()).map(({ url }) => url);
  return names.every((name) => urls.some((url) => url.endsWith(name)));
}"""
NAMES = [
    "maximum-likelihood/index.html",
    "micropython.wasm",
    "assets/python.json",
    "grid.json",
    "likely-stage.js",
]


@pytest.fixture
def context(new_context) -> BrowserContext:
    # What fails without a network, the worker behind the page asks for first: that is no trouble.
    return new_context(expect_errors=True, service_workers="allow", viewport={"width": 1280, "height": 900})


def kept(page: Page) -> None:
    """Wait until the page says that all of it is on this device."""
    for _ in range(100):
        if page.evaluate(EVERYTHING, NAMES):
            return
        page.wait_for_timeout(100)
    raise AssertionError("not kept within ten seconds")


def test_a_page_once_loaded_works_without_a_network(context: BrowserContext, demo_on, site: str) -> None:
    page = context.new_page()
    demo = demo_on(page)
    kept(page)
    context.set_offline(True)
    page.reload()
    demo.commit("Increase θ")
    assert demo.output("KL mismatch") == "0.1838 nats"
    demo.set(14, 0.7)
    expect(page.get_by_label("KL mismatch", exact=True)).to_have_text("0.0000 nats")
    expect(demo.plain).to_be_hidden()  # the live formula, not the precomputed values
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Output", exact=True)).to_contain_text("0.7947")
    page.get_by_role("textbox", name="Note").fill("written on a train")
    expect(page.locator("likely-research [data-part=saved]")).to_contain_text("saved on this device")
    page.reload()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("written on a train")
    page.locator("header.site a").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(f"{site}index.html")


def test_what_was_never_seen_says_so_as_a_browser_does(context: BrowserContext, demo_on, site: str) -> None:
    page = context.new_page()
    demo_on(page)
    kept(page)
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(f"{site}information/cross-entropy/index.html")
