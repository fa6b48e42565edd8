"""The whole course with a thumb on a narrow screen: tap, commit, drag, and see every page earned."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

WIDTH = 390


def drag(touch: CDPSession, slider: Locator, start: float, end: float) -> None:
    """Put a finger on a slider at one share of its width and move it to another."""
    slider.evaluate("element => element.scrollIntoView({block: 'center', behavior: 'instant'})")
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    places = [box["x"] + box["width"] * (start + (end - start) * k / 6) for k in range(7)]
    for kind, points in (
        ("touchStart", [places[0]]),
        *(("touchMove", [x]) for x in places[1:]),
        ("touchEnd", []),
    ):
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x in points]}
        )


def handle(slider: Locator) -> float:
    """Where a slider's handle is, as a share of its width."""
    return float(slider.evaluate("element => (element.value - element.min) / (element.max - element.min)"))


def sideways(page: Page) -> list[object]:
    """What reaches over the right edge of the page and is not scrolled in a frame of its own."""
    return page.evaluate(
        """width => {
          const { scrollWidth } = document.documentElement;
          const open = (one) => getComputedStyle(one).overflowX === "visible";
          const free = (one) => !one.parentElement || (open(one) && free(one.parentElement));
          const beyond = [...document.querySelectorAll("body *")].filter(
            (one) => one.getBoundingClientRect().right > width && free(one.parentElement),
          );
          return scrollWidth > width ? [scrollWidth, ...beyond.map((one) => one.outerHTML.slice(0, 99))] : [];
        }""",
        WIDTH,
    )


@pytest.mark.slow
def test_the_whole_course_by_touch_on_a_narrow_screen(new_context, site) -> None:
    context = new_context(viewport={"width": WIDTH, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    touch = context.new_cdp_session(page)
    page.goto(f"{site}index.html")
    titles = page.locator(".shelf .node-title a").all_inner_texts()
    assert len(titles) == 11
    for title in titles:
        assert not sideways(page)
        page.locator(".shelf").get_by_role("link", name=title, exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        stage = page.locator("likely-stage")
        form = stage.locator("[data-part=ask]")
        form.get_by_role("radiogroup").get_by_role("radio").first.tap()
        form.get_by_role("group", name="Confidence").get_by_text("70 %").tap()
        form.get_by_role("button", name="Commit prediction").tap()
        expect(stage.get_by_role("heading", name="What happened")).to_be_focused(timeout=30_000)
        expect(page.locator("likely-map .here")).to_have_attribute("data-state", "earned")
        slider = stage.get_by_role("slider").first
        shown = stage.locator("[data-part=summary]").inner_text()
        at = handle(slider)
        drag(touch, slider, at, 0.2 if at > 0.5 else 0.9)
        assert abs(handle(slider) - at) > 0.1, f"{title}: the slider did not follow the finger"
        expect(stage.locator("[data-part=summary]")).not_to_have_text(shown)
        assert not sideways(page), title
        page.goto(f"{site}index.html")
    expect(page.locator(".shelf .node[data-state=earned]")).to_have_count(len(titles))
