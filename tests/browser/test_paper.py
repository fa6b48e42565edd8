"""Without script and on paper the page stands answered and whole."""

from playwright.sync_api import Page, expect


def test_without_script(new_context, demo_on) -> None:
    # Chromium reports module preloads as failed where scripts are off.
    page = new_context(java_script_enabled=False, expect_errors=True).new_page()
    demo = demo_on(page)
    expect(page.locator("#answered-nll")).to_be_visible()
    expect(page.get_by_text("0.7947 nats", exact=True)).to_be_visible()
    expect(page.get_by_text("Increase θ.", exact=True).first).to_be_visible()
    for gone in (demo.theta, demo.commit_button, page.get_by_role("button", name="Run")):
        expect(gone).to_be_hidden()
    for name in ("Learning map", "Intuition", "Math", "Code", "Interactive demo"):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()


def test_printing_shows_the_answer_and_takes_it_back(demo, page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("#answered-nll")).to_be_visible()
    expect(demo.region.get_by_text("0.7947 nats", exact=True)).to_be_visible()
    expect(page.locator("#stage-entropy")).to_be_hidden()
    expect(demo.commit_button).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator("#answered-nll")).to_have_count(0)
    assert "0.7947 nats" not in demo.region.inner_text()
    expect(demo.commit_button).to_be_visible()


def test_printing_after_the_reveal_prints_what_is_seen(demo, page: Page) -> None:
    demo.commit()
    demo.set(14, 0.5)
    expect(page.get_by_label("Average NLL", exact=True)).to_have_text("0.6931 nats")
    page.emulate_media(media="print")
    expect(page.locator("#stage-nll")).to_be_visible()
    expect(page.get_by_label("Average NLL", exact=True).first).to_have_text("0.6931 nats")
    expect(page.locator("#answered-nll")).to_be_hidden()


def test_a_pdf_can_be_made_and_leaves_nothing_behind(demo, page: Page) -> None:
    assert page.pdf(format="A4").startswith(b"%PDF")
    expect(page.locator("#answered-nll")).to_have_count(0)


def test_without_script_every_panel_is_whole(new_context, demo_on) -> None:
    page = new_context(expect_errors=True, java_script_enabled=False).new_page()
    demo_on(page)
    for name, images in (("Mechanism storyboard", 5), ("Visual inquiry", 1)):
        region = page.get_by_role("region", name=name, exact=True)
        expect(region.get_by_role("img")).to_have_count(images)
        expect(region.get_by_role("button")).to_have_count(0)
    expect(page.locator(".cue:visible")).to_have_count(5)
    expect(page.locator(".hint:visible")).to_have_count(9)
    room = page.get_by_role("region", name="Research room", exact=True)
    assert room.locator(".dossier").count() == room.locator(".dossier:visible").count() > 20
    expect(page.get_by_role("region", name="Your predictions")).to_have_count(0)
