"""Where Python cannot start, precomputed replies answer with the same numbers, and one line says so."""

import pytest
from playwright.sync_api import expect

NUMBERS = {"Average NLL": "0.7947 nats", "Entropy baseline": "0.6109 nats", "KL mismatch": "0.1838 nats"}


@pytest.mark.parametrize(
    "missing", ["**/core/worker.js", "**/micropython.wasm", "**/python.json", "**/stage.py"]
)
def test_the_grid_answers(new_context, demo_on, missing: str) -> None:
    page = new_context(expect_errors=True).new_page()
    page.route(missing, lambda route: route.abort())
    demo = demo_on(page)
    demo.theta.focus()
    expect(demo.plain).to_be_visible()
    expect(page.locator("#stage-nll")).to_have_count(0)
    demo.commit("Decrease θ", "70 %")
    for name, text in NUMBERS.items():
        expect(page.get_by_label(name, exact=True)).to_have_text(text)
    page.get_by_role("button", name="It falls").click()
    expect(page.get_by_text("This cost you 1.90 nats; a uniform guess costs 1.10 nats.")).to_be_visible()
    demo.set(0, 0.3)
    expect(page.get_by_label("Average NLL", exact=True)).to_have_text("0.3567 nats")
    expect(page.get_by_text("All 20 tosses are a failure.")).to_be_visible()
    expect(page.locator("#stage-theta")).to_have_count(1)
    page.get_by_role("button", name="Once more, elsewhere").click()
    expect(page.locator("#stage-nll")).to_have_count(0)
    assert page.get_by_text("Running from precomputed values").count() == 1


def test_the_grid_draws_what_python_draws(new_context, demo_on) -> None:
    def drawn(blocked: bool) -> list[object]:
        page = new_context(expect_errors=True).new_page()
        if blocked:
            page.route("**/core/worker.js", lambda route: route.abort())
        demo = demo_on(page)
        demo.skip_button.click()
        demo.heading.wait_for()
        seen = []
        for k, theta in ((14, 0.4), (3, 0.97), (20, 0.01), (10, 0.5)):
            demo.set(k, theta)
            expect(page.locator("likely-stage figcaption p").first).to_contain_text(
                f"θ = {theta:.2f}. Average"
            )
            seen.append(
                page.evaluate(
                    """() => [...document.querySelectorAll('likely-stage .picture [id]')]
                      .filter((e) => e.getAttribute('visibility') !== 'hidden')
                      .map((e) => {
                        const given = [...e.attributes].map((a) => a.name + '=' + a.value);
                        const seen = given.filter((text) => !text.startsWith('visibility')).sort();
                        return [e.id, e.tagName, e.textContent, ...seen].join(' ');
                      }).sort()"""
                )
            )
            seen.append(page.locator("likely-stage .readouts").inner_text())
        return seen

    assert drawn(blocked=True) == drawn(blocked=False)


def test_a_worker_that_never_answers(new_context, demo_on) -> None:
    context = new_context(expect_errors=True)
    context.add_init_script("setTimeout = ((real) => (f, ms) => real(f, ms > 4000 ? 300 : ms))(setTimeout)")
    page = context.new_page()
    page.route(
        "**/core/worker.js",
        lambda r: r.fulfill(body="setInterval(() => {}, 1000)", content_type="text/javascript"),
    )
    demo = demo_on(page)
    demo.commit()
    assert demo.output("Average NLL") == "0.7947 nats"
    expect(demo.plain).to_be_visible()
