"""Predict, then see: the journey of the demo."""

import pytest
from playwright.sync_api import Page, expect

OUTPUTS = {
    "Average NLL": "0.7947 nats",
    "Entropy baseline": "0.6109 nats",
    "KL mismatch": "0.1838 nats",
    "Logit gradient": "−0.30",
    "Maximum-likelihood estimate": "0.70",
}
ANSWER_MARKS = ("nll", "mle", "kl", "share", "predicted")


def assert_locked(page: Page, demo) -> None:
    """Nothing of the answer is in the document: no mark, no number, no sentence, in whatever hiding place."""
    everything = page.content()
    for mark in ANSWER_MARKS:
        assert f'id="stage-{mark}"' not in everything
        assert f'id="answered-{mark}"' not in everything
    assert "<noscript" not in everything.split("</head>")[1]
    for told in ("the curve is lowest", "The model expects success", "It is smallest", "saves 0."):
        assert told not in everything
    shown = demo.region.evaluate("element => element.outerHTML") + page.locator("footer").evaluate(
        "element => element.outerHTML"
    )
    for number in ("0.794", "0.183", "−0.30", "-0.3", "θ̂"):
        assert number not in shown
    for name in OUTPUTS:
        expect(page.get_by_label(name, exact=True)).to_have_count(0)
    expect(demo.region.get_by_text("The curve is locked")).not_to_have_count(0)


def test_a_whole_journey_by_keyboard(demo, page: Page) -> None:
    demo.successes.focus()
    expect(demo.successes).to_have_attribute("aria-valuetext", "14 of 20 successes")
    order = [
        page.get_by_label("Model parameter θ, number"),
        demo.theta,
        demo.prediction.get_by_label("Decrease θ"),
        demo.confidence.get_by_label("70 %"),
        page.get_by_label("Because"),
        demo.commit_button,
        demo.skip_button,
    ]
    for place in order:
        page.keyboard.press("Tab")
        expect(place).to_be_focused()
    demo.theta.focus()
    page.keyboard.press("ArrowRight")
    expect(demo.theta).to_have_attribute("aria-valuetext", "θ = 0.41")
    expect(demo.region.get_by_text("the model stands at θ = 0.41. To make")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(demo.theta).to_have_attribute("aria-valuetext", "θ = 0.40")
    assert_locked(page, demo)

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from the first radio to the second
    page.keyboard.press("ArrowDown")
    expect(demo.prediction.get_by_label("Increase θ")).to_be_checked()
    assert_locked(page, demo)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(demo.confidence.get_by_label("90 %")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("more heads than it expects")
    page.keyboard.press("Enter")

    expect(demo.heading).to_be_focused()
    expect(
        demo.region.get_by_text("You predicted “Increase θ” with 90 %, at 14 of 20 successes, θ = 0.40.")
    ).to_be_visible()
    for name, text in OUTPUTS.items():
        expect(page.get_by_label(name, exact=True)).to_have_text(text)
    expect(demo.plain).to_be_hidden()
    expect(demo.picture.locator("#stage-predicted")).to_have_count(1)

    demo.theta.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Average NLL", exact=True)).to_have_text("0.7824 nats")
    page.keyboard.press("End")
    expect(demo.theta).to_have_attribute("aria-valuetext", "θ = 0.99")


def test_nothing_of_the_answer_before_commit(demo, page: Page) -> None:
    assert_locked(page, demo)
    demo.set(5, 0.6)
    expect(
        demo.region.get_by_text("5 of 20 tosses succeeded, and the model stands at θ = 0.60")
    ).to_be_visible()
    assert_locked(page, demo)


def test_commit_without_a_choice_says_so_and_leaks_nothing(demo, page: Page) -> None:
    demo.commit_button.click()
    expect(page.get_by_role("alert")).to_have_text("Choose an answer first; “I can’t tell yet” is one, too.")
    expect(demo.prediction.get_by_label("Decrease θ")).to_be_focused()
    assert_locked(page, demo)


@pytest.mark.parametrize(
    ("choice", "confidence", "cost"),
    [("Increase θ", "70 %", "0.36"), ("Decrease θ", "90 %", "3.00"), ("I can't tell yet", "50 %", "1.10")],
)
def test_feedback_comes_in_order_and_is_scored_in_nats(
    demo, page: Page, choice: str, confidence: str, cost: str
) -> None:
    demo.commit(choice, confidence)
    expect(demo.region.get_by_text("At θ = 0.40 the average NLL is 0.7947 nats.")).to_be_visible()
    why = page.get_by_role("heading", name="Why", exact=True)
    expect(why).to_be_hidden()
    page.get_by_role("group", name="What did the line do?").get_by_role("button", name="It falls").click()
    expect(why).to_be_visible()
    expect(page.get_by_text("It falls: yes.")).to_be_focused()
    expect(page.get_by_text("θ − p̂ = −0.30")).to_be_visible()
    expect(page.get_by_text(f"This cost you {cost} nats; a uniform guess costs 1.10 nats.")).to_be_visible()
    tempting = page.get_by_text("Lowering θ makes each failure less surprising")
    expect(tempting).to_have_count(1 if choice == "Decrease θ" else 0)


def test_what_was_tempting_about_a_wrong_look(demo, page: Page) -> None:
    demo.commit()
    page.get_by_role("button", name="It rises").click()
    expect(page.get_by_text("It falls. Follow the curve from the dot to the right")).to_be_visible()


def test_a_second_try_elsewhere_locks_again(demo, page: Page) -> None:
    demo.commit()
    page.get_by_role("button", name="It falls").click()
    page.get_by_role("button", name="Once more, elsewhere").click()
    expect(
        demo.region.get_by_text("5 of 20 tosses succeeded, and the model stands at θ = 0.60")
    ).to_be_visible()
    expect(demo.prediction.get_by_label("Decrease θ")).to_be_focused()
    for mark in ANSWER_MARKS:
        expect(page.locator(f"#stage-{mark}")).to_have_count(0)
    expect(page.get_by_label("Average NLL", exact=True)).to_have_count(0)
    expect(demo.theta).to_have_value("0.6")
    demo.commit("Decrease θ", "99 %")
    expect(page.get_by_role("list", name="Your predictions").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_label("Logit gradient")).to_have_text("+0.35")
    page.get_by_role("button", name="It rises").click()
    expect(page.get_by_text("This cost you 0.01 nats")).to_be_visible()
    expect(page.get_by_text("Now the sliders are yours")).to_be_visible()


def test_looking_without_predicting(demo, page: Page) -> None:
    demo.skip_button.click()
    expect(demo.heading).to_be_focused()
    expect(demo.region.get_by_text("You looked without predicting, at 14 of 20")).to_be_visible()
    assert demo.output("KL mismatch") == "0.1838 nats"
    page.get_by_role("button", name="It falls").click()
    expect(page.get_by_text("This cost you")).to_be_hidden()


def test_results_are_spoken_once_the_hand_rests(demo, page: Page) -> None:
    status = page.locator("likely-stage [role=status]")
    demo.theta.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(800)
    expect(status).to_have_text("")  # locked: nothing to tell
    demo.commit()
    demo.theta.focus()
    # Measured in the page: a busy machine may look too late to see the silence, but not be wrong about it.
    status.evaluate(
        """status => {
          window.waits = [];
          document.addEventListener("input", () => { window.moved = performance.now(); }, true);
          new MutationObserver(() => {
            if (status.textContent) window.waits.push(performance.now() - window.moved);
          }).observe(status, {childList: true, characterData: true, subtree: true});
        }"""
    )
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(status).to_contain_text("Average NLL 0.7486 nats is entropy 0.6109 plus KL")
    waits = page.evaluate("window.waits")
    assert waits
    assert min(waits) >= 590


def test_the_ends_are_explained(demo, page: Page) -> None:
    demo.commit()
    demo.set(20, 0.99)
    expect(page.get_by_text("All 20 tosses are a success.")).to_be_visible()
    demo.set(14, 0.01)
    expect(demo.picture.get_by_text("(above the picture)")).to_be_visible()
    expect(page.get_by_text("All 20 tosses are a success.")).to_be_hidden()


def test_a_number_out_of_range_moves_nothing(demo, page: Page) -> None:
    typed = page.get_by_label("Model parameter θ, number")
    typed.fill("1.5")
    expect(demo.theta).to_have_value("0.4")
    typed.blur()
    expect(typed).to_have_value("0.4")


def test_the_readouts_and_the_table_are_python_s(demo, page: Page) -> None:
    import json
    import runpy
    from pathlib import Path

    from likely.stage.session import Session

    path = Path(__file__).parents[2] / "concepts/probability/maximum-likelihood/stage.py"
    session = Session(runpy.run_path(str(path))["stage"])
    demo.commit()
    page.get_by_text("Table of values").click()
    for k, theta in ((14, 0.4), (0, 0.01), (20, 0.3), (7, 0.77), (1, 0.99)):
        demo.set(k, theta)
        request = {"act": "show", "state": {"k": k, "theta": theta}, "revealed": True, "prediction": None}
        reply = json.loads(session.handle(json.dumps(request)))
        expect(page.locator("likely-stage figcaption p").first).to_have_text(reply["summary"])
        for id, text in reply["readouts"].items():
            expect(page.locator(f"#readout-{id}")).to_have_text(text)
        cells = page.locator("likely-stage tbody tr").nth(3).locator("td")
        expect(cells).to_have_text(reply["table"]["rows"][3])
    expect(demo.plain).to_be_hidden()
