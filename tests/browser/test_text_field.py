"""A reader's own text reaches the stage's Python, and nothing of it is ever more than text."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

PAGE = "models/language-models-by-counting/index.html"
TEXT = "Text, a sentence in each line"
OWN = "Your own sentence, if chosen above"
OWLS = "an owl hoots\nan owl sleeps\nthe owl hoots"
HOSTILE = '<img src=x onerror=alert(1)> </p><script>alert(2)</script> & "it\'s" {{ x }}'


@pytest.fixture
def counting(page: Page, site: str) -> Page:
    page.goto(site + PAGE)
    return page


def prompt(page: Page) -> object:
    return page.locator("likely-stage [data-part=prompt]")


def test_typing_by_keyboard_changes_the_question_the_answer_and_the_link(counting: Page) -> None:
    field = counting.get_by_label(TEXT)
    field.focus()
    counting.keyboard.press("ControlOrMeta+a")
    counting.keyboard.type("an owl hoots")
    counting.keyboard.press("Enter")
    counting.keyboard.type("an owl sleeps\nthe owl hoots")
    expect(prompt(counting)).to_contain_text("“hoots” came 2 of 3 times after “owl”")
    counting.keyboard.press("Tab")
    expect(counting.get_by_label("Words of context", exact=True)).to_be_focused()
    counting.get_by_label("One more sentence", exact=True).select_option(label="a sentence of my own")
    counting.get_by_label(OWN).fill("an owl sleeps")
    expect(prompt(counting)).to_contain_text("Now “an owl sleeps” is read once")
    counting.get_by_label("It falls").check()
    counting.get_by_role("button", name="Commit prediction").click()
    expect(counting.get_by_label("p after", exact=True)).to_have_text("0.5000")
    expect(counting.get_by_text("from 0.6667 to 0.5000")).to_be_visible()
    expect(counting.locator("likely-stage .picture")).to_contain_text("sleeps")
    counting.wait_for_timeout(700)
    assert "corpus=an+owl+hoots%0Aan+owl+sleeps" in counting.url
    counting.reload()
    assert counting.get_by_label(TEXT).input_value() == OWLS
    counting.get_by_role("button", name="Show me without predicting").click()
    counting.get_by_role("button", name="No", exact=True).click()
    counting.get_by_role("button", name="Once more, elsewhere").click()
    assert counting.get_by_label(TEXT).input_value() == OWLS


def test_hostile_text_is_text(counting: Page, site: str) -> None:
    counting.on("dialog", lambda dialog: pytest.fail(dialog.message))
    link = urlencode({"corpus": HOSTILE + "\n" + HOSTILE, "order": 1, "more": 5, "own": HOSTILE, "times": 1})
    counting.goto(f"{site}about.html")
    counting.goto(f"{site}{PAGE}#stage?{link}")
    expect(prompt(counting)).to_contain_text("onerror=alert(1)>")
    counting.get_by_role("button", name="Show me without predicting").click()
    expect(counting.get_by_role("heading", name="What happened")).to_be_visible()
    assert counting.locator("likely-stage img, likely-stage script").count() == 0
    assert counting.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_with_too_much_or_nothing(counting: Page, site: str) -> None:
    counting.goto(f"{site}{PAGE}#stage?{urlencode({'corpus': 'ab ' * 4000, 'own': ''})}")
    expect(counting.get_by_label(TEXT)).to_have_value("ab " * 200)
    assert counting.get_by_label(OWN).input_value() == "the fox saw the cat"


def test_where_python_cannot_start_the_text_stays_and_the_page_says_so(new_context, site: str) -> None:
    page = new_context(expect_errors=True).new_page()
    page.route("**/core/worker.js", lambda route: route.abort())
    page.goto(f"{site}{PAGE}#stage?{urlencode({'corpus': OWLS, 'more': 3})}")
    expect(page.get_by_text("so the text stays as it is")).to_be_visible()
    field = page.get_by_label(TEXT)
    expect(field).to_be_disabled()
    expect(field).to_have_value("the cat sat on the mat\nthe dog sat on the rug\nthe cat saw the dog")
    expect(prompt(page)).to_contain_text("Now “the cat saw the rug” is read once")
