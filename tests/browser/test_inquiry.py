"""The inquiry: which visible object carries the intuition?"""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def region(demo, page: Page):
    return page.get_by_role("region", name="Visual inquiry", exact=True)


def test_a_journey_by_keyboard(region, page: Page) -> None:
    expect(region.locator("svg")).to_have_count(0)
    region.get_by_label("The bar from the dashed line").focus()
    page.keyboard.press("ArrowDown")
    expect(region.get_by_text("By itself it does not say")).to_have_count(0)
    expect(region.locator("svg")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(region.get_by_role("alert")).to_have_text("Choose the question that it answers, too.")
    expect(region.locator(".cue")).to_have_count(0)
    region.get_by_label("How much surprise stays, whatever θ is?").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(region.get_by_text("It answers another question")).to_contain_text(
        "You chose “The curve” for “How much"
    )
    expect(region.get_by_text("How surprising are these data under every θ?")).to_be_visible()
    expect(region.get_by_text("This one carries")).to_be_hidden()
    expect(region.locator("svg")).to_have_count(1)
    expect(region.locator(".cued").first).to_have_class("curve nll cued")
    page.keyboard.press("ArrowUp")
    expect(region.get_by_text("How much of the surprise could a better θ remove?")).to_be_visible()
    expect(region.get_by_text("This one carries the intuition.")).to_be_visible()
    expect(region.locator(".cue:visible")).to_have_count(1)


def test_the_picture_opens_with_the_demo_s(region, demo) -> None:
    demo.commit()
    expect(region.locator("svg")).to_have_count(1)
    expect(region.get_by_role("button", name="Open the picture now")).to_be_hidden()


def test_the_picture_can_be_opened_and_pressed(region, demo, page: Page) -> None:
    region.get_by_role("button", name="Open the picture now").click()
    expect(region.locator("svg")).to_have_count(1)
    expect(page.locator("#stage-nll")).to_have_count(0)
    expect(page.locator("footer")).not_to_contain_text("0.794")  # the demo stays locked
    region.locator("svg .mark-label.entropy").click()
    expect(region.get_by_label("The dashed line", exact=True)).to_be_checked()


def test_without_a_choice_it_says_so(region) -> None:
    region.get_by_role("button", name="Choose this one").click()
    expect(region.get_by_role("alert")).to_have_text("Choose an object and a question first.")
    expect(region.locator(".cue")).to_have_count(0)


def test_on_paper_every_cue_has_its_feedback(region, page: Page) -> None:
    page.emulate_media(media="print")
    expect(region.locator(".cue:visible")).to_have_count(5)
    expect(region.locator("svg")).to_have_count(1)
