"""However a folder is broken, its author meets findings and never a traceback."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likely.notebook.build import examine
from likely.notebook.problems import Problems
from likely.notebook.site import read_site

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
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
