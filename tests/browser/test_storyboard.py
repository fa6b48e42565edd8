"""The storyboard: expect a kind of change, then step."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def region(demo, page: Page):
    return page.get_by_role("region", name="Mechanism storyboard", exact=True)


def test_a_journey_by_keyboard(region, page: Page) -> None:
    first = region.get_by_label("The curve itself bends")
    first.focus()
    page.keyboard.press("ArrowDown")
    assert "storyboard.far" not in page.content().split("research-object")[0]
    expect(region.locator("svg")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(region.get_by_text("You expected “The curve stays")).to_be_focused()
    expect(region.get_by_text("The curve and the dashed line stood still.")).to_be_visible()
    where = region.get_by_role("status")
    expect(where).to_have_text("Picture 1 of 5: Far off")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(region.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(where).to_have_text("Picture 2 of 5: Closer")
    expect(region.get_by_text("0.1838 nats")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(where).to_have_text("Picture 3 of 5: Fair, and not yet best")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(where).to_have_text("Picture 1 of 5: Far off")
    expect(region.get_by_role("img")).to_have_count(1)


def test_without_a_choice_it_says_so(region) -> None:
    region.get_by_role("button", name="Commit and step through").click()
    expect(region.get_by_role("alert")).to_have_text("Choose an answer first.")
    expect(region.locator(".frame")).to_have_count(0)


def test_what_was_tempting_stands_by_a_wrong_choice_only(region) -> None:
    region.get_by_label("The dashed line rises").check()
    region.get_by_role("button", name="Commit and step through").click()
    expect(region.get_by_text("The dashed line is the entropy of the data. No θ")).to_be_visible()
    expect(region.get_by_text("The curve already shows every θ at once.")).to_be_hidden()


def test_looking_without_answering(region) -> None:
    region.get_by_role("button", name="Step through without answering").click()
    expect(region.get_by_text("You looked without answering.")).to_be_focused()


def test_on_paper_all_pictures_stand_there(region, page: Page) -> None:
    page.emulate_media(media="print")
    expect(region.get_by_role("img")).to_have_count(5)
    page.emulate_media(media="screen")
    expect(region.locator("svg")).to_have_count(0)
    region.get_by_role("button", name="Step through without answering").click()
    region.get_by_role("button", name="Next").click()
    page.emulate_media(media="print")
    expect(region.get_by_role("img")).to_have_count(5)
    page.emulate_media(media="screen")
    expect(region.get_by_role("status")).to_have_text("Picture 2 of 5: Closer")
    expect(region.get_by_role("img")).to_have_count(1)
