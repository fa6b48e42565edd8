"""Permalinks carry the state of the demo, and nothing of the answer."""

import pytest
from playwright.sync_api import Page, expect


def test_a_link_sets_the_demo_and_keeps_it_locked(demo, page: Page) -> None:
    page.goto("about:blank")
    page.goto(f"{demo.address}#stage?k=5&theta=0.6")
    expect(demo.successes).to_have_attribute("aria-valuetext", "5 of 20 successes")
    expect(
        demo.region.get_by_text("5 of 20 tosses succeeded, and the model stands at θ = 0.60")
    ).to_be_visible()
    expect(page.locator("#stage-nll")).to_have_count(0)
    expect(demo.region).to_be_in_viewport()


def test_moving_writes_the_link(demo, page: Page) -> None:
    demo.set(7, 0.77)
    expect(demo.theta).to_have_attribute("aria-valuetext", "θ = 0.77")
    page.wait_for_timeout(800)
    assert page.url.endswith("#stage?k=7&theta=0.77")
    demo.commit()
    page.wait_for_timeout(800)
    assert page.url.endswith("#stage?k=7&theta=0.77")
    page.evaluate("location.hash = '#stage?theta=0.3'")
    expect(demo.theta).to_have_value("0.3")
    expect(demo.successes).to_have_value("7")


@pytest.mark.parametrize(
    ("query", "k", "theta"),
    [
        ("k=999&theta=-5", "20", "0.01"),
        ("k=NaN&theta=Infinity", "14", "0.4"),
        ("k=&theta=<script>", "14", "0.4"),
        ("k=3.6&theta=0.333", "4", "0.33"),
        ("__proto__=1&constructor=2&toString=3&revealed=1", "14", "0.4"),
        ("%E0%A4%A", "14", "0.4"),
        ("k=1e308&theta=1e-308", "20", "0.01"),
    ],
)
def test_what_cannot_be_is_clamped_or_left_out(demo, page: Page, query: str, k: str, theta: str) -> None:
    page.goto("about:blank")
    page.goto(f"{demo.address}#stage?{query}")
    expect(demo.successes).to_have_value(k)
    expect(demo.theta).to_have_value(theta)
    expect(demo.region.get_by_text(f"stands at θ = {float(theta):.2f}. To make")).to_be_visible()


def test_a_choice_is_a_control_too(page: Page, site: str) -> None:
    page.goto(f"{site}probability/distributions/index.html#stage?family=1")
    family = page.get_by_role("combobox", name="Family")
    expect(family).to_have_value("1")
    page.evaluate("location.hash = '#stage?family=99'")
    expect(family).to_have_value("1")
    family.select_option("Normal")
    page.wait_for_timeout(900)
    assert "family=2" in page.url
    page.get_by_role("button", name="Show me without predicting").click()
    expect(page.get_by_role("heading", name="What happened")).to_be_focused()
