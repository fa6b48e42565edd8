"""The Lab: a reader's own numbers, a guess first, and the command line's numbers after it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import likely
from likely.notebook.lab import lab as module

DATA = Path(module.__file__).parent / "data"
SETS = [
    ("Old Faithful: minutes between eruptions", "old-faithful.csv", "waiting", "normal"),
    ("Horse kicks: deaths in a corps in a year", "horse-kicks.csv", "deaths", "poisson"),
    ("Survival: weeks in remission without treatment", "remission.csv", "weeks", "exponential"),
]


AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def flaws(page: Page) -> list[str]:
    """Everything axe calls serious or critical."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
    report = page.evaluate("axe.run({resultTypes: ['violations']})")
    grave = [one for one in report["violations"] if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in grave for node in one["nodes"]
    ]


class Lab:
    """The page, spoken to by the names that a reader sees."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.address = f"{site}lab.html"
        self.sets = page.get_by_label("A data set from the record")
        self.file = page.get_by_label("A CSV file of yours")
        self.family = page.get_by_label("Family", exact=True)
        self.commit = page.get_by_role("button", name="Commit my guess")
        self.heading = page.get_by_role("heading", name="What the data say")
        self.refusal = page.locator("likely-lab [data-part=refusal]")

    def choose(self, family: str) -> None:
        self.commit.or_(self.heading).wait_for()
        self.family.select_option(family)
        expect(self.page.locator("likely-lab figcaption").first).to_contain_text(family)

    def saved(self, name: str) -> str:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=name, exact=True).click()
        return Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.fixture
def lab(page: Page, site: str) -> Lab:
    page.set_default_timeout(30_000)
    expect.set_options(timeout=20_000)
    found = Lab(page, site)
    page.goto(found.address)
    return found


@pytest.mark.parametrize(("title", "file", "column", "family"), SETS)
def test_a_data_set_is_fitted_as_on_the_command_line(lab, page, title, file, column, family) -> None:
    lab.sets.select_option(label=title)
    lab.choose(family)
    assert page.locator("likely-lab [data-part=picture-likelihood] > *").count() == 0
    expect(lab.heading).to_be_hidden()
    page.get_by_role("slider").first.press("ArrowRight")
    lab.commit.click()
    expect(lab.heading).to_be_focused()
    expect(page.get_by_text("each observation costs")).to_be_visible()
    expect(page.locator("[data-part=picture-likelihood] .curve").first).to_be_attached()
    ours = json.loads(lab.saved("JSON"))
    theirs = likely.fit(family, DATA / file, column).to_dict()
    assert ours["verdict"] == theirs["verdict"]
    for name, one in theirs["parameters"].items():
        for key in ("estimate", "stderr"):
            assert ours["parameters"][name][key] == pytest.approx(one[key], rel=1e-9)
        assert ours["parameters"][name]["interval"] == pytest.approx(one["interval"], rel=1e-9)
    for key in ("loglik", "nll", "aic", "bic"):
        assert ours[key] == pytest.approx(theirs[key], rel=1e-9)
    expect(page.get_by_text(f"likely fit {family} {file} --column {column}")).to_be_visible()


def test_censored_times_are_fitted_as_on_the_command_line(lab, page) -> None:
    lab.sets.select_option(label="Survival: weeks in remission under treatment")
    lab.choose("weibull")
    expect(page.get_by_label("Event column")).to_have_value("1")
    expect(page.get_by_text("12 of them censored")).to_be_visible()
    lab.commit.click()
    expect(lab.heading).to_be_focused()
    expect(page.locator("[data-part=picture-likelihood] .own").first).to_be_attached()
    ours = json.loads(lab.saved("JSON"))
    theirs = likely.fit("weibull", DATA / "remission-treated.csv", "weeks", event="relapsed").to_dict()
    for name, one in theirs["parameters"].items():
        assert ours["parameters"][name]["estimate"] == pytest.approx(one["estimate"], rel=1e-9)
        assert ours["parameters"][name]["interval"] == pytest.approx(one["interval"], rel=1e-9)
    assert ours["loglik"] == pytest.approx(theirs["loglik"], rel=1e-9)
    command = "likely fit weibull remission-treated.csv --column weeks --event relapsed"
    expect(page.get_by_text(command, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    page.get_by_label("Event column").select_option(label="none: every value was observed")
    expect(page.get_by_text("weeks: 21 observations as bars")).to_be_visible()
    expect(page.get_by_label("Family", exact=True)).to_contain_text("student_t")


def test_a_file_of_ones_own_and_what_is_wrong_with_it(lab, page, tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,minutes\nann,3.5\nbob,1.25\ncarl,8\ndora,2\n", encoding="utf-8")
    lab.file.set_input_files(path)
    lab.choose("gamma")
    expect(page.get_by_text("mine.csv, column minutes: 4 observations, from 1.25 to 8.")).to_be_visible()
    path.write_text("minutes\n" + "1\n" * 1200 + "three\n", encoding="utf-8")
    lab.file.set_input_files(path)
    expect(lab.refusal).to_contain_text("row 1201")


def test_pasted_numbers_need_no_header(lab, page) -> None:
    page.get_by_text("Paste a table or some numbers").click()
    page.get_by_label("A header line and rows").fill("0\n2\n1\n1\n")
    page.get_by_role("button", name="Use these").click()
    lab.choose("poisson")
    expect(page.get_by_text("pasted.csv, column value: 4 observations")).to_be_visible()


def test_no_maximum_is_told_without_a_guess(lab, page) -> None:
    page.get_by_text("Paste a table or some numbers").click()
    page.get_by_label("A header line and rows").fill("x\n2.5\n2.5\n2.5\n")
    page.get_by_role("button", name="Use these").click()
    lab.choose("normal")
    expect(lab.commit).to_be_hidden()
    expect(page.locator("likely-lab [data-part=verdict]")).to_have_text("unbounded")


def test_a_link_opens_the_same_fit_elsewhere(lab, page, new_context) -> None:
    lab.sets.select_option(label=SETS[2][0])
    lab.choose("gamma")
    page.get_by_role("button", name="Show me without guessing").click()
    link = page.get_by_role("link", name="A link with the sums")
    expect(link).to_have_attribute("href", re.compile("^#family=gamma&data="))
    address = lab.address + str(link.get_attribute("href"))
    other = new_context().new_page()
    other.goto(address)
    expect(other.get_by_text("remission.csv, column weeks: 21 observations")).to_be_visible(timeout=20_000)
    expect(other.get_by_label("Family", exact=True)).to_have_value("gamma")


def test_pictures_and_curve_are_taken_along(lab, page) -> None:
    lab.sets.select_option(label=SETS[1][0])
    lab.choose("poisson")
    page.get_by_role("button", name="Show me without guessing").click()
    expect(page.locator("[data-part=picture-likelihood] .curve").first).to_be_attached()
    assert lab.saved("Picture as SVG").startswith("<svg")
    assert lab.saved("Curve as CSV").startswith("from,to,share,model\n0.0,0.0,0.545")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Picture as PNG").click()
    assert Path(waiting.value.path()).read_bytes()[:4] == b"\x89PNG"


def test_reading_can_be_cancelled_and_the_page_stays_alive(lab, page, tmp_path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(
        "x\n" + "".join(f"{k * 0.618034 % 1 + 0.1:.9f}\n" for k in range(120_000)), encoding="utf-8"
    )
    lab.file.set_input_files(path)
    page.get_by_role("button", name="Cancel").click()
    expect(lab.refusal).to_have_text("Stopped. Nothing was kept.")
    lab.sets.select_option(label=SETS[1][0])
    lab.choose("poisson")


def test_a_thumb_is_enough(new_context, site) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{site}lab.html")
    page.get_by_label("A data set from the record").select_option(label=SETS[1][0])
    slider = page.get_by_role("slider").first
    slider.wait_for(timeout=20_000)
    before = slider.get_attribute("aria-valuetext")
    slider.tap(position={"x": 200, "y": 15})
    expect(slider).not_to_have_attribute("aria-valuetext", str(before))
    page.get_by_role("button", name="Commit my guess").tap()
    expect(page.get_by_role("heading", name="What the data say")).to_be_visible(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_serious_before_and_after_the_guess(lab, page) -> None:
    lab.sets.select_option(label=SETS[1][0])
    lab.choose("poisson")
    assert flaws(page) == []
    lab.commit.click()
    expect(page.locator("[data-part=picture-likelihood] .curve").first).to_be_attached()
    page.get_by_role("button", name="Compare families").click()
    expect(page.get_by_role("cell", name="interior").first).to_be_visible()
    assert flaws(page) == []
