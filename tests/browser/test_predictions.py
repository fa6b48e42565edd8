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
    for choice, confidence in (("Increase θ", "70 %"), ("Decrease θ", "90 %")):
        page.reload()
        demo.commit(choice, confidence)
    expect(region).to_contain_text("3 predictions on this device. Average surprise: 1.24 nats.")
    expect(region.get_by_role("row").nth(1)).to_contain_text("70 %22")
    expect(region.get_by_role("row").nth(2)).to_contain_text("90 %10")
    demo.skip_button.wait_for(state="hidden")
    page.reload()
    expect(region).to_contain_text("3 predictions on this device.")
