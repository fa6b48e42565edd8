"""The research room: an object, a note, a prompt to hand on."""

from playwright.sync_api import Page, expect


def test_a_journey_by_keyboard(new_context, demo_on, room_of) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    demo = demo_on(page)
    room = room_of(page)
    room.object.select_option("eq.identity")
    dossier = room.region.locator(".dossier:visible")
    expect(dossier).to_have_count(1)
    expect(dossier).to_contain_text("likely:likely/probability/maximum-likelihood#eq.identity")
    for part in (
        "Open question",
        "Definition",
        "Prerequisite",
        "Contrast",
        "Witness",
        "claim.kl-gap",
        "source.cover-thomas-2006",
        "Would settle it",
        "Repairs a confusion",
        "Prediction to test",
    ):
        expect(dossier).to_contain_text(part)
    room.note.focus()
    page.keyboard.type("Is it the same in bits?")
    page.keyboard.press("Tab")
    page.keyboard.type("Divide by log 2")
    expect(room.saved).to_contain_text("saved on this device, ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(room.saved).to_have_text("Copied")
    prompt = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "Object: The average NLL is the entropy",
        "#eq.identity",
        "Reference, source.cover-thomas-2006: Thomas M. Cover",
        "The demo stands at 14 of 20 successes, θ = 0.40.",
        "My note: Is it the same in bits?",
        "My next action: Divide by log 2",
    ):
        assert part in prompt
    assert "0.7947" not in prompt
    demo.skip_button.click()
    demo.heading.wait_for()
    room.region.get_by_role("button", name="Copy handoff prompt").click()
    numbers = (
        "Average NLL: 0.7947 nats\nEntropy baseline: 0.6109 nats\nKL mismatch: 0.1838 nats\n"
        "Logit gradient: −0.30\nMaximum-likelihood estimate: 0.70\n"
    )
    told = room.region.get_by_label("Handoff prompt")
    expect(told).to_have_value(prompt.replace("My note", numbers + "My note"))


def test_every_object_can_be_picked(room, page: Page) -> None:
    groups = room.object.locator("optgroup").evaluate_all("all => all.map((one) => one.label)")
    assert groups == ["Demo", "Code", "Equations", "Misconceptions", "Claims", "Sources"]
    for value in room.object.locator("option").evaluate_all("all => all.map((one) => one.value)"):
        room.object.select_option(value)
        expect(room.region.locator(".dossier:visible")).to_have_attribute("data-object", value)
        assert page.locator(f"[id='{value}']").count() == 1


def test_the_demo_shows_what_the_object_is_about(room, demo, page: Page) -> None:
    room.object.select_option("eq.log-likelihood")
    room.region.get_by_role("link", name="Set the demo to 14 of 20 successes, θ = 0.70").click()
    expect(demo.theta).to_have_attribute("aria-valuetext", "θ = 0.70")
    expect(page.locator("#stage-nll")).to_have_count(0)


def test_each_object_has_its_own_note(room, page: Page) -> None:
    room.object.select_option("eq.kl")
    room.note.fill("about the divergence")
    room.object.select_option("eq.entropy")  # stored before the other is shown
    expect(room.note).to_have_value("")
    room.object.select_option("eq.kl")
    expect(room.note).to_have_value("about the divergence")
