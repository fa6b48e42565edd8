"""Search over titles, text and objects: by the slash key, from any page, and without a network afterwards."""

from playwright.sync_api import Page, expect


def find(page: Page, words: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.get_by_role("searchbox", name="Search for").fill(words)


def test_the_slash_key_opens_it_and_an_object_is_found(page: Page, site: str) -> None:
    page.goto(site)
    find(page, "average nll")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("status")).to_contain_text("found")
    link = dialog.locator('a[href="probability/maximum-likelihood/index.html#eq.average-nll"]')
    link.click()
    page.wait_for_url("**/probability/maximum-likelihood/index.html#eq.average-nll")
    expect(page.locator('[id="eq.average-nll"]')).to_be_in_viewport()


def test_it_works_from_a_page_says_when_nothing_is_found_and_escape_closes(demo, page: Page) -> None:
    find(page, "zebrafish")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("status")).to_have_text("nothing found")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("searchbox", name="Search for").fill("cross-entropy")
    expect(dialog.get_by_role("link", name="Cross-Entropy", exact=True)).to_have_attribute(
        "href", "../../information/cross-entropy/index.html"
    )


def test_a_slash_that_is_typed_is_a_slash(demo, page: Page) -> None:
    note = page.get_by_role("textbox", name="Note", exact=True)
    note.fill("")
    note.press("/")
    expect(note).to_have_value("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_what_an_author_wrote_is_shown_as_text(new_context, site: str) -> None:
    page = new_context().new_page()
    title = "<img src=x onerror=alert(1)>"
    entry = f'[{{"title":"{title}","summary":"<b>s</b>","href":"index.html","text":"","objects":[]}}]'
    page.route("**/search.json", lambda route: route.fulfill(body=entry, content_type="application/json"))
    page.goto(site)
    find(page, "img")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("link")).to_have_text(title)
    assert dialog.locator("img, b").count() == 0
