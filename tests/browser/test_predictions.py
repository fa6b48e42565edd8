"""Predictions, scored in nats over time."""

from playwright.sync_api import Page, expect


def test_surprise_and_calibration(demo, page: Page) -> None:
    region = page.get_by_role("region", name="Your predictions", exact=True)
    expect(region).to_contain_text("So far there is none")
    demo.commit("Increase θ", "70 %")
    expect(region).to_contain_text(
        "One prediction on this device. Average surprise: 0.36 nats. "
        "A uniform guess would have paid 1.10 nats."
    )
    for count, choice, confidence in ((2, "Increase θ", "70 %"), (3, "Decrease θ", "90 %")):
        page.wait_for_timeout(300)  # what was committed goes to the disk after it is shown
        page.reload()
        demo.commit(choice, confidence)
        expect(region).to_contain_text(f"{count} predictions on this device.")
    expect(region).to_contain_text("Average surprise: 1.24 nats.")
    expect(region.get_by_role("row").nth(1)).to_contain_text("70 %22")
    expect(region.get_by_role("row").nth(2)).to_contain_text("90 %10")
    demo.skip_button.wait_for(state="hidden")
    page.reload()
    expect(region).to_contain_text("3 predictions on this device.")


def test_a_wrong_answer_is_asked_again(demo, page: Page) -> None:
    region = page.get_by_role("region", name="Your predictions", exact=True)
    demo.commit("Decrease θ", "90 %")
    again = region.get_by_role("listitem")
    expect(again).to_have_text("maximum likelihood, at k = 14, theta = 0.4: you were 90 % sure")
    again.get_by_role("link").press("Enter")
    expect(demo.commit_button).to_be_visible()
    expect(page.get_by_text("Average NLL", exact=True)).to_have_count(
        0
    )  # the answer is out of the document again
    expect(demo.prediction.get_by_role("radio").first).to_be_focused()
    expect(demo.successes).to_have_value("14")
    demo.prediction.get_by_label("Increase θ").check()
    demo.commit_button.click()
    expect(demo.heading).to_be_focused()
    expect(again).to_have_count(0)
