"""The site as a whole: what is kept on the device, what is sent, how big it is."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
from playwright.sync_api import Page, expect


def test_an_earned_page_is_remembered(demo, page: Page, site: str) -> None:
    here = page.locator("likely-map .here")
    expect(here).to_have_attribute("data-state", "seen")
    demo.commit("Leave θ", "50 %")  # earned is committed and looked, not correct
    expect(here).to_have_attribute("data-state", "earned")
    expect(here).to_contain_text("earned")
    page.goto(f"{site}index.html")
    expect(page.get_by_role("listitem").filter(has_text="Maximum Likelihood").first).to_contain_text("earned")
    expect(page.locator(".course a.stop[data-state=earned]")).to_have_count(1)
    expect(page.locator(".course .road[data-state=earned]").first).to_be_attached()
    expect(page.get_by_role("region", name="Your predictions")).to_contain_text(
        "One prediction on this device."
    )


def test_the_first_page_says_where_to_begin_and_what_stands_behind(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    expect(page.get_by_role("link", name="Begin with Distributions")).to_be_visible()
    order = page.get_by_role("region", name="The course").get_by_role("heading", level=3).all_text_contents()
    assert order.index("Distributions") < order.index("Maximum Likelihood") < order.index("Cross-Entropy")
    page.get_by_role("link", name="what stands behind them").click()
    row = page.get_by_role("row").filter(has_text="Maximum Likelihood")
    expect(row).to_contain_text("2079")  # every state of the demo was compared in both Pythons


def test_looking_does_not_earn(demo, page: Page) -> None:
    demo.skip_button.click()
    demo.heading.wait_for()
    expect(page.locator("likely-map .here")).to_have_attribute("data-state", "seen")


def test_two_tabs_agree(demo, page: Page) -> None:
    other = page.context.new_page()
    other.goto(demo.address)
    expect(other.locator("likely-map .here")).to_have_attribute("data-state", "seen")
    demo.commit()
    expect(other.locator("likely-map .here")).to_have_attribute("data-state", "earned")


def test_what_is_logged(demo, page: Page) -> None:
    demo.commit("Increase θ", "90 %")
    expect(page.locator("likely-map .here")).to_have_attribute("data-state", "earned")
    page.wait_for_timeout(200)
    events = page.evaluate(
        """() => new Promise((resolve) => {
          const opening = indexedDB.open('likely:likely');
          opening.onsuccess = () => {
            const all = opening.result.transaction('events').objectStore('events').getAll();
            all.onsuccess = () => resolve(all.result);
          };
        })"""
    )
    event = next(event for event in events if event["act"] == "commit")
    assert event["object"] == "probability/maximum-likelihood#stage"
    assert event["state"] == {"k": 14, "theta": 0.4}
    assert (event["choice"], event["confidence"], event["truth"]) == ("increase", 0.9, "increase")
    assert event["v"] == 1
    assert len(event["page_rev"]) == 12
    assert len(event["formula_digest"]) == 64
    assert event["ms"] > 0


def test_a_browser_that_stores_nothing_is_told(new_context, demo_on) -> None:
    context = new_context()
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new Error('no') };"
        "Storage.prototype.setItem = () => { throw new Error('full') };"
    )
    page = context.new_page()
    demo = demo_on(page)
    expect(page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    demo.commit()
    expect(page.locator("likely-map .here")).to_have_attribute("data-state", "earned")


def test_local_storage_stands_in_for_the_database(new_context, demo_on) -> None:
    context = new_context()
    context.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no') };")
    page = context.new_page()
    demo = demo_on(page)
    demo.commit()
    expect(page.get_by_text("kept on this device only")).to_be_visible()
    page.reload()
    expect(page.locator("likely-map .here")).to_have_attribute("data-state", "earned")


def test_the_runtime_waits_until_the_page_has_been_read(new_context, demo_on) -> None:
    context = new_context()
    context.add_init_script("globalThis.requestIdleCallback = () => {}")
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    demo = demo_on(page)
    page.wait_for_timeout(300)
    assert not any("micropython" in url for url in seen)
    demo.theta.focus()
    demo.commit()
    assert any(url.endswith("micropython.wasm") for url in seen)


def test_nothing_moves_while_the_page_loads(new_context, demo_on) -> None:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(
        """globalThis.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    demo = demo_on(page)
    page.wait_for_load_state("networkidle")
    demo.commit()
    page.wait_for_timeout(600)
    assert page.evaluate("globalThis.shifts") <= 0.02


def test_the_page_is_small(demo, page: Page, site_folder: Path) -> None:
    """What a first view fetches, as `python -m benchmarks.page` counts it, plus what follows at rest."""
    scripts = [path for kind in ("core", "elements") for path in (site_folder / "assets" / kind).glob("*.js")]
    assert sum(path.stat().st_size for path in scripts) <= 68_000
    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    base = demo.address.removesuffix("probability/maximum-likelihood/index.html")
    paths = {site_folder / name.removeprefix(base) for name in {demo.address, *names}}
    late = ("worker.js", "offline.js", "likely-predictions.js")
    seen = [
        p for p in paths if not ("micropython" in p.parts or p.suffix in (".py", ".json") or p.name in late)
    ]
    assert len(seen) > 15
    assert sum(packed(path, brotli.compress) for path in seen) <= 120_000
    assert sum(packed(path, gzip.compress) for path in seen) <= 135_000


def packed(path: Path, compress: Callable[[bytes], bytes]) -> int:
    raw = path.read_bytes()
    return len(raw) if path.suffix == ".woff2" else len(compress(raw))


def test_every_link_inside_the_page_leads_somewhere(demo, page: Page) -> None:
    broken = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1))
          .filter((id) => !document.getElementById(id))"""
    )
    assert broken == []
