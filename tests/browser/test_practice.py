"""Practice: answer first, hints one by one, then compare and mark."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def item(demo, page: Page):
    return page.locator("likely-practice").first


def test_a_journey_by_keyboard(item, page: Page) -> None:
    answer = item.get_by_label("Your answer")
    hint = item.get_by_role("button", name="Hint")
    answer.focus()
    expect(hint).to_be_disabled()
    for told in (
        "The lowest point moves left",
        "Which objects in the picture",
        "Ten of twenty is as undecided",
        "hints left",
    ):
        assert told not in page.content()
    page.keyboard.type("It moves left because ten of twenty is half.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(hint).to_be_focused()
    page.keyboard.press("Enter")
    expect(item.get_by_text("Which objects in the picture")).to_be_visible()
    expect(hint).to_be_disabled()
    assert "Ten of twenty is as undecided" not in page.content()
    expect(answer).to_be_focused()
    page.keyboard.type(" The dashed line rises.")
    expect(hint).to_be_enabled()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # submit
    expect(item.get_by_role("heading", name="One good answer")).to_be_focused()
    expect(item.get_by_text("from 0.70 to 0.50")).to_be_visible()
    expect(item.get_by_text("Looks like it has a reason")).to_be_visible()
    box = item.get_by_role("checkbox", name="Names why")
    box.focus()
    page.keyboard.press("Space")
    expect(item.get_by_text("Kept on this device")).to_be_visible()
    page.reload()
    expect(answer).to_have_value("It moves left because ten of twenty is half. The dashed line rises.")
    expect(box).to_be_checked()
    expect(item.get_by_role("checkbox", name="Concrete")).not_to_be_checked()


@pytest.mark.parametrize("text", ["", "   ", "no idea"])
def test_too_short_is_told_and_nothing_leaks(item, page: Page, text: str) -> None:
    item.get_by_label("Your answer").fill(text)
    item.get_by_role("button", name="Submit answer").click()
    expect(item.get_by_role("alert")).to_have_text("Too short to mark: add a number or a reason.")
    assert "The lowest point moves left" not in page.content()


def test_a_hint_opens_after_a_while(new_context, demo_on) -> None:
    page = new_context(expect_errors=True).new_page()  # with a clock that stands still Python seems late
    page.clock.install()
    demo_on(page)
    item = page.locator("likely-practice").first
    item.get_by_label("Your answer").focus()
    hint = item.get_by_role("button", name="Hint")
    page.clock.run_for(14_000)
    expect(hint).to_be_disabled()
    page.clock.run_for(2_000)
    expect(hint).to_be_enabled()
    for _ in range(3):
        page.clock.run_for(16_000)
        hint.click()
    expect(hint).to_be_hidden()
    expect(item.locator(".hint")).to_have_count(3)


def test_the_demo_can_be_set_to_the_question_s_state(item, demo, page: Page) -> None:
    item.get_by_label("Your answer").fill("It moves left, because.")
    item.get_by_role("button", name="Submit answer").click()
    item.get_by_role("link", name="Look in the demo").click()
    expect(demo.successes).to_have_attribute("aria-valuetext", "10 of 20 successes")
    expect(demo.successes).to_be_focused()
    assert page.url.endswith("#stage?k=10&theta=0.4")


def test_on_paper_everything_stands_there(demo, page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".hint:visible")).to_have_count(9)
    expect(page.get_by_role("heading", name="One good answer")).to_have_count(3)
