"""A build that remembers the last one writes, after any edit, the bytes of a build that remembers nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from likely.notebook.build import Mode, build
from likely.notebook.cache import SPARE, Cache, beside
from likely.notebook.new import new
from likely.notebook.problems import ConceptErrors
from likely.notebook.swap import MARK

TINY = Path(__file__).parent / "tiny"


class Course:
    """Two small pages and two of documentation, built again and again into one site."""

    def __init__(self, place: Path) -> None:
        self.concepts, self.docs, self.out = place / "concepts", place / "docs", place / "site"
        shutil.copytree(TINY, self.concepts, ignore=shutil.ignore_patterns("__pycache__"))
        new(self.concepts, "games/dice")
        self.docs.mkdir()
        (self.docs / "contents.toml").write_text('order = ["teaching"]\n', encoding="utf-8")
        for name in ("teaching", "getting-started"):  # where the first page leads
            (self.docs / f"{name}.md").write_text(f"# On {name}\n\nA word.\n", encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.concepts / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def build(self) -> dict[str, bytes]:
        build(self.concepts, self.out, memory=Cache(beside(self.out)))
        return files(self.out)

    def anew(self) -> dict[str, bytes]:
        out = self.out.with_name("anew")
        build(self.concepts, out)
        return files(out)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _prose(course: Course) -> None:
    course.edit("measure/coin/concept.md", "A note.", "Another note, with a [link](#eq.cost).")


def _head(course: Course) -> None:
    course.edit("measure/coin/concept.md", "minutes = 5", "minutes = 6")


def _witness(course: Course) -> None:
    with (course.concepts / "measure/coin/witness.py").open("a", encoding="utf-8") as file:
        file.write('print("one more line")\n')


def _stage(course: Course) -> None:
    with (course.concepts / "measure/coin/stage.py").open("a", encoding="utf-8") as file:
        file.write("# a word\n")


def _panel(course: Course) -> None:
    with (course.concepts / "games/dice/claims.toml").open("a", encoding="utf-8") as file:
        file.write("# a word\n")


def _a_page_more(course: Course) -> None:
    shutil.copytree(course.concepts / "measure/coin", course.concepts / "measure/third")


def _a_page_less(course: Course) -> None:
    shutil.rmtree(course.concepts / "games/dice")


def _settings(course: Course) -> None:
    (course.concepts / "likely.toml").write_text(
        'title = "T"\nid = "tiny"\nurl = "https://example.org/"\n', encoding="utf-8"
    )


def _docs(course: Course) -> None:
    (course.docs / "two.md").write_text("# Two\n\nSee [it](teaching.md).\n", encoding="utf-8")


EDITS = (_prose, _head, _witness, _stage, _panel, _a_page_more, _settings, _docs, _a_page_less)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("course"))
    course.build()
    course.build()
    return course


@pytest.fixture
def course(built: Course) -> Iterator[Course]:
    """The course as it was built, with its site and all that is remembered; put back afterwards."""
    saved = built.concepts.with_name("saved")
    shutil.copytree(built.concepts, saved)
    yield built
    shutil.rmtree(built.concepts)
    saved.rename(built.concepts)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_after_an_edit_the_bytes_are_those_of_a_build_from_nothing(
    course: Course, edit: Callable[[Course], None]
) -> None:
    edit(course)
    assert course.build() == course.anew()


def test_a_site_that_somebody_wrote_into_is_mended_and_so_is_the_one_that_waits(course: Course) -> None:
    before = course.build()
    course.build()
    for site in (course.out, beside(course.out) / SPARE):
        page = site / "measure/coin/index.html"
        kept = page.stat()
        page.write_bytes(b"x" * kept.st_size)
        os.utime(page, ns=(kept.st_atime_ns, kept.st_mtime_ns + 1))
        (site / "more").mkdir()
        (site / "more/page.html").write_text("left", encoding="utf-8")
        (site / "search.json").unlink()
    assert course.build() == before
    assert course.build() == before


def test_a_finding_leaves_the_site_as_it_was_and_what_waits_is_not_published(course: Course) -> None:
    before = course.build()
    course.edit("measure/coin/concept.md", "bernoulli.nll(1", "bernoulli.none(1")
    with pytest.raises(ConceptErrors, match="LK015"):
        course.build()
    assert files(course.out) == before


def test_pages_as_single_files_and_as_a_site_do_not_mix(course: Course) -> None:
    before = course.build()
    memory = Cache(beside(course.out))
    build(course.concepts, course.out, mode=Mode(single=True), memory=memory)
    assert sorted(files(course.out)) == sorted([MARK, "games/dice.html", "measure/coin.html"])
    assert course.build() == before


def test_unchanged_files_are_the_same_files_on_the_disk(course: Course) -> None:
    course.build()
    wasm = course.out / "assets/vendor/micropython/micropython.wasm"
    first = wasm.stat().st_ino
    _prose(course)
    course.build()
    course.build()
    assert wasm.stat().st_ino == first
