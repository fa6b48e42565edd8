"""A page as one file, opened from file://: it asks for nothing, and predicts, shows, runs and keeps notes."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from likely.notebook.build import Mode, build

ROOT = Path(__file__).parents[2]
CONCEPT = "probability/maximum-likelihood"
MOST = 450_000  # bytes, compressed


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("single")
    for name in (CONCEPT, "probability/distributions"):
        shutil.copytree(
            ROOT / "concepts" / name, place / "concepts" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    build(place / "concepts", place / "out", mode=Mode(single=True))
    shutil.copyfile(place / f"out/{CONCEPT}.html", place / "mail.html")
    return place / "mail.html"


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The file alone, in a browser that has no network; whatever it complains of fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []

    def request(asking: Request) -> None:
        if not asking.url.startswith(("blob:", "data:", file.as_uri())):
            asked.append(asking.url)

    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", request)
    page.goto(file.as_uri())
    yield page
    context.close()
    assert said == []
    assert asked == []


def test_it_is_small_enough_for_a_mail(file: Path) -> None:
    assert len(gzip.compress(file.read_bytes(), 9)) <= MOST


def test_the_demo_answers_and_the_program_runs(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Maximum Likelihood")
    demo = page.get_by_role("region", name="Interactive demo")
    demo.get_by_role("radio", name="Increase θ").check()
    demo.get_by_role("button", name="Commit prediction").click()
    expect(demo.get_by_label("Average NLL").first).to_be_visible()
    expect(demo.locator(".picture .curve")).to_have_count(1)
    expect(demo.get_by_text("precomputed values")).to_be_hidden()
    code = page.get_by_role("region", name="Code", exact=True)
    code.get_by_role("button", name="Run").click()
    expect(code.get_by_role("region", name="Output")).to_contain_text("0.6")


def test_what_it_can_give_is_inside_and_what_it_cannot_is_no_link(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="as a Python file").click()
    source = Path(download.value.path()).read_text(encoding="utf-8")
    assert source == (ROOT / "concepts" / CONCEPT / "witness.py").read_text(encoding="utf-8")
    links = page.locator("a[href]").evaluate_all("found => found.map(link => link.getAttribute('href'))")
    assert all(link.startswith(("#", "?", "https://", "data:")) for link in links)
    expect(page.get_by_role("button", name="Search")).to_have_count(0)
