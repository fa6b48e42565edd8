"""Sheets to print: questions that give nothing away, and answers that were computed."""

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from likely.formulas.families import bernoulli

PAGE = "probability/maximum-likelihood"


def words(markup: str) -> str:
    """The text of a sheet, without its pictures' names, in single spaces."""
    body = markup[markup.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def told(answers: str) -> list[str]:
    """What only an answer sheet may say: marked paragraphs, numbers with their names, what cues answer."""
    found = re.findall(r"<p><strong>.*?</strong>(.*?)</p>", answers, re.DOTALL)
    found += re.findall(r"<p class=\"quiet\">(?:<em>.*?</em>|Hints, in order:)(.*?)</p>", answers, re.DOTALL)
    found += re.findall(r"<tr><th scope=\"row\">.*?</th><td>(.*?)</td></tr>", answers)
    found += re.findall(r"<dd>(.*?)</dd>", answers, re.DOTALL)
    return [words("<main>" + one) for one in found]


def test_no_question_sheet_holds_an_answer_and_every_answer_sheet_holds_them(site_folder: Path) -> None:
    sheets = sorted(site_folder.glob("*/*/questions.html"))
    assert len(sheets) == len(list(site_folder.glob("*/*/stage.py")))
    for sheet in sheets:
        questions = sheet.read_text(encoding="utf-8")
        answers = sheet.with_name("answers.html").read_text(encoding="utf-8")
        assert "<script" not in words(questions)
        assert 'class="right"' not in questions, sheet
        assert 'id="answered-' not in questions, sheet
        assert answers.count('class="right"') == 2, sheet  # of the prediction and of the mechanism
        asked = re.findall(r"<p class=\"prompt\">(.*?)</p>", questions, re.DOTALL)
        assert len(asked) >= 4, sheet
        found = told(answers)
        assert len(found) > 12, sheet
        shown = words(questions)
        for one in found:
            assert len(one) < 4 or one not in shown, (sheet, one)
        for prompt in asked[:2]:
            assert prompt in answers, sheet


def test_the_answer_is_the_formulas_own(page: Page, site: str) -> None:
    page.goto(f"{site}{PAGE}/answers.html")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Average NLL"))
    expect(row.get_by_role("cell")).to_have_text(f"{bernoulli.nll(14 / 20, 0.4):.4f} nats")
    best = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Maximum-likelihood"))
    expect(best.get_by_role("cell")).to_have_text(f"{bernoulli.mle(14 / 20):.2f}")
    expect(page.locator(".right").first).to_contain_text("Increase θ")


@pytest.mark.parametrize("name", ["questions", "answers"])
def test_a_sheet_becomes_pages_of_paper(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}class.html")
    page.get_by_role("link", name=f"Maximum Likelihood, {name}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Maximum Likelihood · {name}")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    paper = page.pdf(format="A4")
    pages = re.findall(rb"/Type\s*/Page\b", paper)
    assert 1 < len(pages) < 6
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="a sheet of their own")).to_have_count(0)
    expect(page.locator(".screen")).not_to_be_visible()
