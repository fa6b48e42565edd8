"""However a folder is broken, its author meets findings and never a traceback."""

import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likely.errors import ConceptError
from likely.notebook.build import Mode, build, examine
from likely.notebook.new import FILES, scaffold
from likely.notebook.problems import ConceptErrors, Problems
from likely.notebook.site import read_site

LONG = int(os.environ.get("LIKELY_FUZZ", "0"))
"""How many examples a person wants to hunt with; without it the suite runs a few, always the same."""

TINY = Path(__file__).parent / "tiny"
PIECES = [
    *(
        "+++",
        ":::",
        "{",
        "}",
        "`",
        "$",
        "$$",
        "\\",
        "#",
        "\n",
        "\n\n",
        "|",
        "[",
        "](",
        ")",
        "<",
        "=",
        '"',
        "'",
    ),
    *(
        "{value}`",
        "\\value{",
        ":::{equation} ",
        "states: ",
        "reads: ",
        "\\frac{",
        "\\begin{",
        "&",
        "\x00",
        "\u2028",
    ),
    *(
        "[[",
        "]]",
        "1e999",
        "-",
        "lambda: 0",
        "x" * 300,
        "(" * 120,
        "θ",
        "𝛉",
        "\t",
        "concept:",
        "#eq.cost",
        "0/0 .4f",
    ),
]

edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=6
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(TINY, tmp_path_factory.mktemp("fuzz") / "concepts"))


@pytest.mark.parametrize("file", ["measure/coin/concept.md", "likely.toml"])
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits)
def test_a_mutated_text_gives_findings(
    folder: Path, file: str, changes: list[tuple[float, int, str]]
) -> None:
    text = (TINY / file).read_text(encoding="utf-8")
    for place, removed, added in changes:
        at = int(place * len(text))
        text = text[:at] + added + text[at + removed :]
    path = folder / file
    path.write_text(text, encoding="utf-8")
    try:
        problems = Problems()
        read_site(folder, problems)
        examine(folder, problems)
        for finding in problems.findings():
            assert finding.line >= 1
            assert finding.what
    finally:
        shutil.copyfile(TINY / file, path)


# ---- whole folders: every kind of file, through a whole build

WORD = re.compile(r"[A-Za-z_]\w*|\d+(?:\.\d+)?|[^\w\s]")
FOLDER = scaffold("games", "Bent coin")
turns = st.lists(
    st.tuples(
        st.sampled_from(["cut", "copy", "swap", "word", "piece"]), st.floats(0, 0.999), st.floats(0, 0.999)
    ),
    min_size=1,
    max_size=4,
)


def mutated(text: str, changes: list[tuple[str, float, float]]) -> str:
    """Lines cut, copied and swapped; words put where other words of the same file stand; pieces thrown in."""
    for kind, here, there in changes:
        lines = text.splitlines(keepends=True)
        a, b = int(here * len(lines)), int(there * len(lines))
        if kind == "cut":
            del lines[a]
        elif kind == "copy":
            lines.insert(b, lines[a])
        elif kind == "swap":
            lines[a], lines[b] = lines[b], lines[a]
        text = "".join(lines)
        words = list(WORD.finditer(text))
        if kind == "word" and words:
            old, other = words[int(here * len(words))], words[int(there * len(words))]
            text = text[: old.start()] + other[0] + text[old.end() :]
        elif kind == "piece":
            at = int(here * len(text))
            text = text[:at] + PIECES[int(there * len(PIECES))] + text[at:]
    return text


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=LONG or 12, deadline=None, derandomize=not LONG, database=None)
@given(turns)
def test_a_mutated_folder_is_built_or_refused_and_nothing_else_is_written(
    tmp_path_factory: pytest.TempPathFactory, file: str, changes: list[tuple[str, float, float]]
) -> None:
    place = tmp_path_factory.mktemp("place")
    folder = place / "concepts/games/bent-coin"
    folder.mkdir(parents=True)
    for name, text in {**FOLDER, file: mutated(FOLDER[file], changes)}.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    before = contents(place)
    found = refused(place)
    assert (found == []) == (place / "site").exists()
    assert all(finding.line >= 1 and finding.what and finding.mend for finding in found)
    after = contents(place)
    assert {name: text for name, text in after.items() if not name.startswith("site/")} == before
    shutil.rmtree(place)


def refused(place: Path) -> list[ConceptError]:
    try:
        build(place / "concepts", place / "site", mode=Mode(quick=True))
    except ConceptErrors as errors:
        return errors.findings
    return []
