"""Notes stay: through reloads, in two tabs, when storage is full, out to a file and in again."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3))"


def write(room, text: str, action: str = "") -> None:
    room.note.fill(text)
    room.next.fill(action)
    expect(room.saved).to_contain_text("saved on this device")


def exported(room, page: Page, name: str = "Export notes") -> Path:
    with page.expect_download() as download:
        room.region.get_by_role("button", name=name, exact=True).click()
    path = download.value.path()
    return path.rename(path.with_name(download.value.suggested_filename))


def take(room, content: str | bytes, folder: Path) -> None:
    path = folder / "notes.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    room.region.get_by_label("File to import").set_input_files(path)


def test_a_note_survives_a_reload(room, page: Page) -> None:
    write(room, "Still here", "Come back")
    page.reload()
    expect(room.note).to_have_value("Still here")
    expect(room.next).to_have_value("Come back")
    expect(room.saved).to_contain_text("saved on this device, ")


def test_the_time_is_the_clock_s(new_context, demo_on, room_of) -> None:
    page = new_context(timezone_id="Europe/Berlin").new_page()
    page.clock.install(time="2025-01-15T13:02:00Z")
    demo_on(page)
    room = room_of(page)
    room.note.fill("now")
    page.clock.run_for(1000)
    expect(room.saved).to_have_text("saved on this device, 14:02")


def test_a_second_tab_sees_it_and_both_stay(room, room_of, demo, page: Page) -> None:
    other = page.context.new_page()
    other.goto(demo.address)
    there = room_of(other)
    write(room, "from the first")
    expect(there.note).to_have_value("from the first")
    there.object.select_option("eq.kl")
    write(there, "from the second")
    room.object.select_option("eq.kl")
    expect(room.note).to_have_value("from the second")
    page.reload()
    expect(room.note).to_have_value("from the first")


def test_full_storage_is_told_and_nothing_is_lost(room, page: Page) -> None:
    write(room, "before")
    page.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') };
          Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };
        }"""
    )
    room.note.fill("before and after")
    expect(room.saved).to_contain_text("This browser could not store it")
    expect(page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    room.object.select_option("eq.kl")
    room.object.select_option("stage")
    expect(room.note).to_have_value("before and after")
    assert "before and after" in exported(room, page).read_text(encoding="utf-8")
    page.reload()
    expect(room.note).to_have_value("before")


def test_local_storage_takes_over_and_is_read_again(room, page: Page) -> None:
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    write(room, "in the small one")
    page.reload()
    expect(room.note).to_have_value("in the small one")


def test_export_clear_import(room, demo, page: Page, tmp_path: Path) -> None:
    write(room, HOSTILE, "look again")
    content = exported(room, page).read_text(encoding="utf-8")
    readable = exported(room, page, "Export as Markdown").read_text(encoding="utf-8")
    assert "## likely:likely/probability/maximum-likelihood#stage" in readable
    assert "Next action: look again" in readable
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(demo.address)
    page.evaluate(
        """() => new Promise((done) => {
          const asked = indexedDB.deleteDatabase('likely:likely');
          asked.onsuccess = asked.onblocked = done;
        })"""
    )
    page.reload()
    expect(room.note).to_have_value("")
    take(room, content, tmp_path)
    expect(room.told).to_contain_text("entries that are new here, with these notes (1):")
    expect(room.region.locator("[data-part=coming] li")).to_contain_text(HOSTILE)
    expect(room.note).to_have_value("")
    room.region.get_by_role("button", name="Add these").click()
    expect(room.told).to_contain_text("Added ")
    expect(room.note).to_have_value(HOSTILE)
    take(room, content, tmp_path)
    expect(room.told).to_have_text("All of notes.json is here already.")
    page.reload()
    expect(room.note).to_have_value(HOSTILE)
    expect(page.locator("likely-research img, likely-research script")).to_have_count(0)


GOOD = {
    "v": 1,
    "id": "x",
    "t": "2025-01-01T00:00:00.000Z",
    "page": "p",
    "page_rev": "",
    "formula_digest": "",
    "object": "p#q",
    "act": "note",
}


def file(**changed: object) -> str:
    return json.dumps({"format": "likely-notes", "version": 1, "site": "likely", "events": [], **changed})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "it is not valid JSON"),
        (b"\xff\xfe\x00", "it is not valid JSON"),
        ("null", "it does not hold notes from here"),
        ("[]", "it does not hold notes from here"),
        (file(version=2), "it has version 2 of the format, and this page reads version 1"),
        (file(site="<b>other</b>"), "it belongs to another site, “<b>other</b>”"),
        (file(events=[{**GOOD, "t": "now"}]), "an entry in it is damaged"),
        (file(events=[{**GOOD, "act": "edit", "state": {"source": 1}}]), "an entry in it is damaged"),
        (file(events=[None]), "an entry in it is damaged"),
        (" " * 65_000_000, "it has 65 MB, and notes have at most 64"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(
    room, page: Page, tmp_path: Path, content: str | bytes, reason: str
) -> None:
    take(room, content, tmp_path)
    expect(room.told).to_have_text(f"notes.json was not taken: {reason}.")
    expect(room.region.get_by_role("button", name="Add these")).to_be_hidden()


def test_changed_texts_and_orphans(room, page: Page, tmp_path: Path) -> None:
    here = "probability/maximum-likelihood"
    state = {"note": HOSTILE, "next": "", "quote": "What it said", "digest": "000000000000"}
    changed = {**GOOD, "id": "a", "page": here, "object": f"{here}#stage", "state": state}
    orphan = {**GOOD, "id": "b", "page": here, "object": f'{here}#eq.gone"]', "state": state}
    take(room, file(events=[changed, orphan]), tmp_path)
    room.region.get_by_role("button", name="Add these").click()
    expect(room.region.get_by_text("Text changed since your note. It read: “What it said”")).to_be_visible()
    expect(room.region.get_by_role("heading", name="Orphans")).to_be_visible()
    expect(room.region.locator("[data-part=orphans] li")).to_contain_text(HOSTILE)
    expect(page.locator("likely-research img")).to_have_count(0)


def test_an_imported_edit_is_text(room, page: Page, tmp_path: Path) -> None:
    here = "probability/maximum-likelihood"
    edit = {
        **GOOD,
        "act": "edit",
        "page": here,
        "object": f"{here}#code.witness",
        "state": {"source": HOSTILE, "digest": ""},
    }
    take(room, file(events=[edit, {**GOOD, "id": "y", "act": "commit", "cost": "x", "guess": {}}]), tmp_path)
    room.region.get_by_role("button", name="Add these").click()
    page.reload()
    expect(page.get_by_role("textbox", name="Code", exact=True)).to_have_value(HOSTILE)
    room.object.select_option("code.witness")
    write(room, "a note beside my edit")
    page.reload()
    expect(page.get_by_role("textbox", name="Code", exact=True)).to_have_value(HOSTILE)


def test_events_leave_as_xapi_statements(room, demo, page: Page) -> None:
    demo.commit("Decrease θ", "90 %")
    write(room, "Why not down?")
    statements = json.loads(exported(room, page, "Export as xAPI statements").read_text(encoding="utf-8"))
    again = json.loads(exported(room, page, "Export as xAPI statements").read_text(encoding="utf-8"))
    assert statements == again
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in statements]
    assert verbs.count("answered") == 1
    assert {"experienced", "commented"} <= set(verbs)
    answered = statements[verbs.index("answered")]
    assert answered["result"]["success"] is False
    assert answered["result"]["response"] == "decrease"
    (extension,) = answered["result"]["extensions"].values()
    assert extension["cost"] == pytest.approx(2.9957, abs=1e-4)  # −log of the 0.05 that was left for it
    assert answered["object"]["id"].endswith("probability/maximum-likelihood/index.html#stage")
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", one["id"])
        for one in statements
    )
    assert len({one["id"] for one in statements}) == len(statements)
