"""The page's program: edited, run, stopped, kept."""

import math

import pytest
from playwright.sync_api import Page, expect

from likely.formulas.families import bernoulli


class Cell:
    def __init__(self, page: Page) -> None:
        self.text = page.get_by_role("textbox", name="Code", exact=True)
        self.run = page.get_by_role("button", name="Run", exact=True)
        self.reset = page.get_by_role("button", name="Reset to author’s")
        self.output = page.get_by_role("region", name="Output", exact=True)
        self.whose = page.locator("likely-code [data-part=whose]")


@pytest.fixture
def cell(demo, page: Page) -> Cell:
    return Cell(page)


def test_the_author_s_program_runs(cell: Cell) -> None:
    cell.run.click()
    for text in ("0.7947", "0.6109", "0.1838"):
        expect(cell.output).to_contain_text(text)
    expect(cell.output).not_to_contain_text("Error")


def test_chromium_agrees_with_this_python(cell: Cell, page: Page) -> None:
    states = [(k / 20, i / 100) for k in (0, 1, 7, 14, 20) for i in (1, 13, 40, 50, 70, 99)]
    lines = [
        f"print({p!r}, {t!r}, repr(b.nll({p!r}, {t!r})), repr(b.kl({p!r}, {t!r})), repr(b.entropy({p!r})))"
        for p, t in states
    ]
    cell.text.fill(
        "from likely.formulas.families import bernoulli as b\n" + "\n".join(lines) + "\nprint('end')"
    )
    page.keyboard.press("Control+Enter")
    expect(cell.output).to_contain_text("end")
    rows = [
        [float(x) for x in line.split()] for line in cell.output.inner_text().splitlines() if line != "end"
    ]
    assert len(rows) == len(states)
    for p, t, *there in rows:
        here = (bernoulli.nll(p, t), bernoulli.kl(p, t), bernoulli.entropy(p))
        for a, b in zip(there, here, strict=True):
            assert math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-15)


def test_an_error_names_its_kind_message_and_line(cell: Cell) -> None:
    cell.text.fill("x = 1\nprint('before')\n1 / 0\n")
    cell.run.click()
    expect(cell.output).to_contain_text("before")
    expect(cell.output).to_contain_text("ZeroDivisionError: divide by zero, line 3")
    cell.text.fill("print('again')")
    cell.run.click()
    expect(cell.output).to_have_text("again")


def test_a_program_that_never_ends_is_stopped(cell: Cell, demo, page: Page) -> None:
    cell.text.fill("print('first')\nwhile True:\n    pass\n")
    cell.run.click()
    demo.commit()  # the page is alive meanwhile
    expect(cell.output).to_contain_text("Stopped after 5 seconds", timeout=8000)
    cell.text.fill("print('alive')")
    cell.run.click()
    expect(cell.output).to_have_text("alive")


def test_a_flood_of_output_is_cut(cell: Cell) -> None:
    cell.text.fill("for i in range(40000):\n    print('line', i)\n")
    cell.run.click()
    expect(cell.output).to_contain_text("… and more, left out")
    assert len(cell.output.inner_text()) < 70_000


def test_edits_are_kept_and_can_be_taken_back(cell: Cell, demo, page: Page) -> None:
    expect(cell.whose).to_have_text("author’s")
    expect(cell.reset).to_be_disabled()
    author = cell.text.input_value()
    cell.text.fill("print('mine')")
    expect(cell.whose).to_contain_text("yours, kept on this device")
    page.reload()
    expect(cell.text).to_have_value("print('mine')")
    expect(cell.whose).to_contain_text("yours")
    cell.reset.click()
    expect(cell.text).to_have_value(author)
    expect(cell.whose).to_have_text("author’s")
    page.reload()
    expect(page.locator("likely-map .here")).to_have_attribute("data-state", "seen")
    expect(cell.text).to_have_value(author)


def test_what_is_typed_or_printed_is_text(cell: Cell, page: Page) -> None:
    hostile = "print('<img src=x onerror=alert(1)><b id=hostile>')"
    cell.text.fill(hostile)
    cell.run.click()
    expect(cell.output).to_have_text("<img src=x onerror=alert(1)><b id=hostile>")
    expect(page.locator("#hostile")).to_have_count(0)


def test_the_program_can_be_taken_home(cell: Cell, page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download witness.py").click()
    assert download.value.suggested_filename == "witness.py"
