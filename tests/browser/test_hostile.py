"""What comes in from outside, through the page's own doors: a link, a file, a note. None of it runs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PAYLOAD = (
    "</textarea></script><img src=x onerror=ran('image')><svg onload=ran('svg')></svg>"
    "<script>ran('script')</script><iframe srcdoc=\"<script>parent.ran('frame')</script>\"></iframe>"
    "<a href=\"javascript:ran('link')\">x</a>{{7*7}}${ran('template')}`ran('code')`"
)
RAN = "globalThis.hits = []; globalThis.ran = (by) => hits.push(by);"
FOREIGN = "img[src='x'], svg[onload], iframe, a[href^='javascript:'], [onerror]"
HERE = "probability/maximum-likelihood"

FRAGMENTS = [
    PAYLOAD,
    f"stage?k={PAYLOAD}&theta=<svg onload=ran()>",
    f"stage?{PAYLOAD}={PAYLOAD}",
    "stage?k=" + "9" * 100_000,
    "x" * 1_000_000,
    "stage?" + "&".join(f"k={i}" for i in range(5_000)),
    "stage?v=99&schema=likely-2&state=%7B%22k%22%3A%5B%5D%7D",
    'stage?{"k": {"__proto__": {"polluted": 1}}}',
    "stage?__proto__.polluted=1&constructor.prototype.polluted=1",
    "stage?k=%00&theta=%F0%28%8C%28",
    "stage?k=7&theta=0.5&revealed=true&answer=increase",
    "eq.kl'] , [onload=ran()",
    ":~:text=javascript:ran(1)",
    "javascript:ran('hash')",
    "stage-nll",
    "%E0%A4%A",
]


@pytest.fixture
def watched(page: Page) -> Page:
    """A page that keeps what ran, and closes no dialog: one that opens is a fault."""
    page.add_init_script(RAN)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


def harmless(page: Page) -> None:
    """Nothing of the payload runs or stands in the document as an element."""
    assert page.evaluate("hits") == []
    assert page.evaluate("({}).polluted") is None
    assert page.locator(FOREIGN).count() == 0


def test_hostile_permalinks_change_nothing_but_sliders(watched: Page, demo_on: Callable) -> None:
    """On the standing page, one after another, and one when it is opened, too."""
    demo = demo_on(watched)
    expect(demo.commit_button).to_be_enabled()
    count = "document.querySelectorAll('*').length"
    elements = watched.evaluate(count)
    for fragment in FRAGMENTS:
        watched.evaluate("(hash) => { location.hash = hash }", fragment)
        watched.wait_for_timeout(20)
    harmless(watched)
    assert watched.evaluate(count) == elements
    expect(watched.get_by_text("Average NLL", exact=True)).to_have_count(0)  # no link reveals the answer
    watched.evaluate("location.hash = '#stage?k=5&theta=0.6'")
    expect(demo.successes).to_have_attribute("aria-valuetext", "5 of 20 successes")
    watched.goto("about:blank")
    watched.goto(f"{demo.address}#{FRAGMENTS[1]}")
    expect(demo.theta).to_have_value("0.4")
    harmless(watched)


def test_hostile_notes_stay_text_wherever_they_are_shown(
    watched: Page, demo_on: Callable, room_of: Callable, site: str
) -> None:
    demo = demo_on(watched)
    room = room_of(watched)
    room.note.fill(PAYLOAD)
    room.next.fill(PAYLOAD)
    expect(room.saved).to_contain_text("saved on this device")
    room.region.get_by_role("button", name="Copy handoff prompt").click()
    assert PAYLOAD in room.region.get_by_label("Handoff prompt").input_value()
    watched.reload()
    expect(room.note).to_have_value(PAYLOAD)
    expect(demo.commit_button).to_be_enabled()
    harmless(watched)
    watched.goto(site)
    watched.keyboard.press("/")
    watched.get_by_role("searchbox", name="Search for").fill(PAYLOAD)
    expect(watched.get_by_role("dialog", name="Search").get_by_role("status")).to_contain_text("found")
    harmless(watched)


def entries() -> list[dict[str, object]]:
    """One of each act that a page folds, with the payload wherever a file may hold a text."""
    at = f"{HERE}#stage"
    hostile = {"page_rev": PAYLOAD, "formula_digest": PAYLOAD}
    state = {"note": PAYLOAD, "next": PAYLOAD, "quote": PAYLOAD, "digest": PAYLOAD}
    rest = {"state": {PAYLOAD: PAYLOAD}, "choice": PAYLOAD, "truth": PAYLOAD, "because": PAYLOAD}
    found = [
        {"act": "note", "object": at, "page": HERE, "state": state},
        {"act": "note", "object": f"{HERE}#{PAYLOAD}", "page": HERE, "state": state},
        {"act": "note", "object": f"{PAYLOAD}#x", "page": PAYLOAD, "state": state},
        {"act": PAYLOAD, "object": at, "page": HERE, **rest},
    ]
    for act in ("open", "commit", "skip", "look", "answer", "attempt", "hint", "mark", "edit"):
        more = {"state": {"source": PAYLOAD, "digest": PAYLOAD}} if act == "edit" else rest
        found.append({"act": act, "object": at, "page": HERE, "confidence": PAYLOAD, "cost": PAYLOAD, **more})
    return [
        {"v": 1, "id": f"{i}{PAYLOAD}", "t": f"2025-01-01T00:00:{i:02}.000Z", **hostile, **one}
        for i, one in enumerate(found)
    ]


def test_a_hostile_import_is_text_on_every_page_that_shows_it(
    watched: Page, demo_on: Callable, room_of: Callable, site: str, tmp_path: Path
) -> None:
    demo = demo_on(watched)
    room = room_of(watched)
    path = tmp_path / "notes.json"
    path.write_text(
        json.dumps({"format": "likely-notes", "version": 1, "site": "likely", "events": entries()})
    )
    room.region.get_by_label("File to import").set_input_files(path)
    expect(room.region.locator("[data-part=coming] li").first).to_contain_text(PAYLOAD)
    harmless(watched)
    room.region.get_by_role("button", name="Add these").click()
    expect(room.note).to_have_value(PAYLOAD)
    expect(room.region.locator("[data-part=orphans] li")).to_contain_text(PAYLOAD)
    harmless(watched)
    for address in (demo.address, site, f"{site}class.html"):
        watched.goto(address)
        watched.wait_for_load_state("networkidle")
        harmless(watched)


SINKS = {
    "innerHTML": "document.createElement('p').innerHTML = '<b>x</b>'",
    "outerHTML": "document.body.firstElementChild.outerHTML = '<b>x</b>'",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "document.write": "document.write('<b>x</b>')",
    "DOMParser": "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "srcdoc": "document.createElement('iframe').srcdoc = '<b>x</b>'",
    "an attribute that is script": "document.createElement('img').setAttribute('onerror', 'ran(1)')",
    "a script's text": "document.createElement('script').text = 'ran(1)'",
    "a script's address": "document.createElement('script').src = 'x.js'",
    "a worker's address": "new Worker('assets/core/worker.js')",
    "a policy of one's own": "trustedTypes.createPolicy('mine', { createHTML: String })",
    "the site's policy once more": "trustedTypes.createPolicy('likely', { createHTML: String })",
    "eval": "(0, eval)('ran(1)')",
    "Function": "new Function('ran(1)')()",
    "a timer's text": "setTimeout('ran(1)', 0)",
}


def test_the_policy_refuses_text_as_markup_or_script(new_context: Callable, demo_on: Callable) -> None:
    """Each way in which a careless line could let text run; the browser stops it, and reports."""
    page = new_context(expect_errors=True).new_page()
    page.add_init_script(RAN)
    demo = demo_on(page)
    expect(demo.commit_button).to_be_enabled()
    for sink, script in SINKS.items():
        # Later, on the page's own account: what a debugger evaluates at once may do more.
        refused = page.evaluate(
            "() => new Promise((done) => setTimeout(() => { "
            f"try {{ {script}; done('taken') }} catch (problem) {{ done(problem.name) }} }}))"
        )
        assert refused in ("TypeError", "EvalError"), f"{sink}: {refused}"
    reports = page.evaluate(
        """async () => {
          const seen = new Set();
          addEventListener('securitypolicyviolation', (event) => seen.add(event.effectiveDirective));
          const script = document.createElement('script');
          script.append('ran(1)');
          document.body.append(script);
          const link = document.createElement('a');
          link.href = 'javascript:ran(1)';
          const style = document.createElement('style');
          style.append('body { display: none }');
          const frame = document.createElement('iframe');
          frame.src = 'https://example.invalid/';
          document.body.append(link, style, frame);
          link.click();
          await fetch('https://example.invalid/').catch(() => 0);
          await new Promise((done) => setTimeout(done, 200));
          return [...seen].sort();
        }"""
    )
    assert page.evaluate("hits") == []
    wanted = {"connect-src", "frame-src", "style-src-elem", "require-trusted-types-for"}
    assert wanted <= set(reports), reports


def test_delete_everything_leaves_nothing_stored(demo, room, page: Page) -> None:
    """Through the button, and looked for where the browser keeps it, after a reload, too."""
    demo.commit()
    room.note.fill("not for long")
    expect(room.saved).to_contain_text("saved on this device")
    stored = """() => new Promise((done) => {
      const asked = indexedDB.open('likely:likely', 1);
      asked.onsuccess = () => {
        const all = asked.result.transaction('events').objectStore('events').getAllKeys();
        all.onsuccess = () => done(all.result.length + Object.keys(localStorage).filter((key) =>
          key.startsWith('likely:')).length);
      };
    })"""
    assert page.evaluate(stored) >= 3  # opened, committed, noted
    room.region.get_by_role("button", name="Delete everything here").click()
    room.region.get_by_role("button", name="Keep them").click()
    assert page.evaluate(stored) >= 3
    room.region.get_by_role("button", name="Delete everything here").click()
    room.region.get_by_role("button", name="Delete them").click()
    expect(room.told).to_have_text("Everything on this device was deleted.")
    assert page.evaluate(stored) == 0
    expect(room.note).to_have_value("")
    page.reload()
    expect(demo.commit_button).to_be_visible()
    expect(room.note).to_have_value("")
    expect(page.get_by_role("region", name="Your predictions", exact=True)).to_contain_text(
        "So far there is none"
    )
