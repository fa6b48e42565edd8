"""What a built site holds beside its pages, each read by the tool it is for."""

import json
import re
import struct
import xml.etree.ElementTree as ET
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import nbformat
import pytest

from likely.notebook.build import Built, build

URL = "https://example.org/notes/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small concept with the real templates, its address known."""
    import shutil

    place = tmp_path_factory.mktemp("outputs")
    concepts = shutil.copytree(Path(__file__).parent / "tiny", place / "concepts")
    concepts.joinpath("likely.toml").write_text(
        f'title = "Tiny & small"\nid = "tiny"\nauthor = "Ada Byron"\nurl = "{URL}"\n', encoding="utf-8"
    )
    return build(concepts, place / "site")


@pytest.fixture(scope="module")
def page(built: Built) -> Path:
    return built.out / "measure/coin"


def test_the_notebook_is_valid_and_runs_to_what_it_shows(page: Path) -> None:
    book = nbformat.read(page / "witness.ipynb", as_version=4)
    nbformat.validate(book)
    names: dict[str, object] = {}
    ran = 0
    for cell in book.cells:
        if cell.cell_type == "code":
            printed = StringIO()
            with redirect_stdout(printed):
                exec(compile(cell.source, "cell", "exec"), names)
            assert [output.text for output in cell.outputs] == [printed.getvalue()]
            ran += 1
    assert ran == 1
    words = "".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert f"[The page]({URL}measure/coin/index.html)" in words


def test_every_object_is_listed_with_its_anchor(built: Built, page: Path) -> None:
    (site,) = json.loads((built.out / "objects.json").read_text(encoding="utf-8"))
    own = json.loads((page / "objects.json").read_text(encoding="utf-8"))
    assert site == own
    assert own["id"] == "concept:measure/coin"
    html = (page / "index.html").read_text(encoding="utf-8")
    for found in own["objects"]:
        assert found["key"] == f"likely:tiny/measure/coin#{found['id']}"
        assert f'id="{found["id"]}"' in html
    (cost,) = (found for found in own["objects"] if found["id"] == "eq.cost")
    assert cost["states"] == "bernoulli.nll(p_hat, theta)"
    assert cost["checked"].startswith("checked against the code: 1,000 points")


def test_the_search_finds_words_of_prose_and_no_markup(built: Built) -> None:
    (page,) = json.loads((built.out / "search.json").read_text(encoding="utf-8"))
    assert page["href"] == "measure/coin/index.html"
    assert "Not always." in page["text"]
    assert not re.search(r"<(?:span|p|code|m[a-z]+)\b|\\log|class=", page["text"])
    assert ["eq.cost", "equation", "The cost of θ, in nats."] in page["objects"]


def test_the_site_map_names_every_page_by_its_whole_address(built: Built) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = ET.parse(built.out / "sitemap.xml").findall("s:url/s:loc", space)
    assert [place.text for place in found] == [URL, f"{URL}about.html", f"{URL}measure/coin/index.html"]
    assert built.notes == ()


def test_without_an_address_no_site_map_is_written_and_the_build_says_so(
    concepts: Path, tmp_path: Path
) -> None:
    made = build(concepts, tmp_path / "site")
    assert made.notes == ("no sitemap.xml and no pictures for links: they need `url` in likely.toml",)
    assert not (tmp_path / "site/sitemap.xml").exists()
    assert not list((tmp_path / "site").rglob("*.png"))
    assert "og:image" not in (tmp_path / "site/measure/coin/index.html").read_text(encoding="utf-8")


def test_the_picture_of_a_link_is_a_png_of_the_size_that_is_told(page: Path) -> None:
    data = (page / "picture.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert len(data) < 300_000
    html = (page / "index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{URL}measure/coin/picture.png">' in html
    assert '<meta property="og:title" content="A Coin · Tiny &amp; small">' in html


def test_a_page_says_how_to_cite_it(page: Path) -> None:
    html = (page / "index.html").read_text(encoding="utf-8")
    entry = html[html.index("@misc{tiny-coin,") : html.index("</pre></details>")]
    assert "author = {{Ada Byron}}" in entry
    assert r"howpublished = {Interactive page of Tiny \&amp; small}" in entry
    assert f"url = {{{URL}measure/coin/index.html}}" in entry
    assert entry.count("{") == entry.count("}")
