"""Every rule with a folder that trips it, and the one that trips none."""

import json
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from likely import notebook
from likely.errors import ConceptError
from likely.notebook.build import examine
from likely.notebook.problems import Problems, Rule
from likely.notebook.site import read_site

PAGE, STAGE, WITNESS = "concept.md", "stage.py", "witness.py"

# file, what is replaced, by what, code, line, words of the finding
BROKEN = [
    (PAGE, "+++\ntitle", "title", "LK002", 1, "no front matter"),
    (PAGE, 'title = "A Coin"', "title = A Coin", "LK002", 2, "not valid TOML"),
    (PAGE, "minutes = 5", "minutes = 0", "LK003", 5, "greater than 0"),
    (PAGE, "minutes = 5\n", "", "LK003", 1, "no `minutes`"),
    (PAGE, "minutes = 5", "minutes = 5\ncolour = 1", "LK003", 6, "`colour` is not a known key"),
    (PAGE, 'id = "measure/space"', 'id = "space"', "LK003", 14, "requires.0.id"),
    (PAGE, "## Math", "## Maths", "LK005", 37, "unknown section 'Maths'"),
    (PAGE, "## Math", "### Math", "LK005", 53, "section 'Math' is missing"),
    (PAGE, "## Intuition", "Hello\n\n## Intuition", "LK005", 20, "before the first section"),
    (PAGE, 'area = "measure"', 'area = "space"', "LK006", 1, "stands in 'measure'"),
    (PAGE, "families.bernoulli", "families.berlusconi", "LK007", 6, "no formula module"),
    (PAGE, "families.bernoulli", "..errors", "LK007", 6, "no formula module"),
    (PAGE, "k = 3", "k = 2", "LK008", 11, "the demo starts at 3"),
    (PAGE, ":::{aside}", ":::{warning}", "LK010", 33, "unknown block"),
    (PAGE, r"\log\theta \\", r"\arglog\theta \\", "LK011", 45, "arglog"),
    (PAGE, "$$a < b$$", r"$$\frac{a$$", "LK011", 48, "frac"),
    (PAGE, "eq.cost\nstates", "cost\nstates", "LK012", 39, "not an id"),
    (PAGE, "reads: The cost of θ,\n  in nats.\n", "", "LK012", 39, "no reading"),
    (PAGE, "states: bernoulli.nll(p_hat, theta)\n", "", "LK012", 39, "names no formula"),
    (
        PAGE,
        "states: bernoulli.nll(p_hat, theta)",
        "states: bernoulli.nll(p_hat)",
        "LK012",
        39,
        "missing a required",
    ),
    (PAGE, "states: bernoulli.nll(", "colour: red\nstates: bernoulli.nll(", "LK012", 39, "no field 'colour'"),
    (PAGE, "belief: More is better.\n", "", "LK013", 27, "the fields belief, demo and shows"),
    (PAGE, "belief: More", "demo: k=3 theta=0.4\nbelief: More", "LK013", 27, "belong together"),
    (PAGE, "belief: More", "demo: k\nshows: a bar\nbelief: More", "LK013", 27, "is no state"),
    (PAGE, "belief: More", "demo: j=3\nshows: a bar\nbelief: More", "LK049", 27, "no control 'j'"),
    (PAGE, "belief: More", "demo: k=999\nshows: a bar\nbelief: More", "LK049", 27, "has no value 999"),
    (PAGE, "belief: More", "demo: k=three\nshows: a bar\nbelief: More", "LK049", 27, "is no number"),
    (PAGE, "belief: More", "demo: concept:a/b k=3\nshows: a bar\nbelief: More", "LK049", 27, "no page 'a/b'"),
    (PAGE, "misconception.no-more", "no-more", "LK013", 27, "not an id"),
    (PAGE, "\nNot *always*.\n", "\n", "LK013", 27, "nothing repairs"),
    (PAGE, "A note.\n", "", "LK014", 33, "an aside has a body"),
    (PAGE, "nll(1, theta) .4f", "nll(1, theta)", "LK015", 22, "a format such as .4f"),
    (PAGE, "nll(1, theta) .4f", "nll(1, beta) .4f", "LK015", 22, "unknown name 'beta'"),
    (PAGE, "nll(1, theta) .4f", "nll(1) .4f", "LK015", 22, "missing a required argument"),
    (PAGE, "nll(1, theta) .4f", "nll(1, theta) d", "LK015", 22, "d is for whole numbers"),
    (PAGE, "nll(1, theta) .4f", "__doc__ .4f", "LK015", 22, "no formula '__doc__'"),
    (PAGE, "bernoulli.nll(1, theta) .4f", "open('/etc/passwd') .4f", "LK015", 22, "is not a formula"),
    (PAGE, "bernoulli.nll(1, theta) .4f", "[1 for x in y] .4f", "LK015", 22, "ListComp is not allowed"),
    (PAGE, "bernoulli.nll(1, theta) .4f", "n / 0 .4f", "LK015", 22, "ZeroDivisionError"),
    (PAGE, r"\value{theta .1f}", r"\value{beta .1f}", "LK015", 22, "unknown name 'beta'"),
    (PAGE, "{value}`bern", "{number}`bern", "LK016", 22, "unknown role {number}"),
    (PAGE, "### A heading", "#### A heading", "LK017", 25, "write ###"),
    (PAGE, "[the cost]", "![the cost]", "LK018", 23, "an image"),
    (STAGE, "def values(state):", "def values(state:", "LK030", 16, "not valid Python"),
    (STAGE, "def values(state):", "values = 1 / 0\n\n\ndef values(state):", "LK020", 16, "ZeroDivisionError"),
    (WITNESS, "assert cost >", "assert cost <", "LK020", 7, "AssertionError"),
    (STAGE, "stage = Stage(", "scene = Stage(", "LK021", 1, "there is no stage"),
    (STAGE, 'return "up" if', 'return 1 / (state["k"] - 2) and "up" if', "LK022", 33, "ZeroDivisionError"),
    (STAGE, "from likely.formulas", "import os\nfrom likely.formulas", "LK030", 3, "import of os"),
    (WITNESS, "print(f", "print(*[*'ab'], f", "LK030", 6, "unpacking inside a list"),
    (STAGE, '"up" if', '"left" if', "LK031", 61, "'left' is true"),
    (STAGE, 'Option("up", "Up"', 'Option("down", "Up"', "LK031", 61, "['down', 'down']"),
    (STAGE, 'Option("up", "Up"', 'Option("cannot-tell", "Up"', "LK031", 61, "cannot-tell"),
    (STAGE, 'v["gradient"] < 0', 'v["gradient"] < 9', "LK032", 61, "'up' in every state"),
    (STAGE, '(Thumb("theta", state["theta"]),), (curve,)', "(curve,), ()", "LK033", 1, "nothing is revealed"),
    (STAGE, " if revealed else", " if True else", "LK034", 1, "'nll' can be read"),
    (PAGE, "### A heading {#a-heading}", "### A heading {#eq.cost}", "LK040", 39, "already on line 25"),
    (STAGE, 'Readout("kl"', 'Readout("nll"', "LK040", 64, "two of Readout"),
    (STAGE, 'Invariant("identity"', 'Invariant("nll"', "LK040", 64, "two of Readout"),
    (PAGE, "](#eq.cost)", "](#eq.price)", "LK042", 23, "no #eq.price"),
    (PAGE, "concept:measure/coin#math", "concept:measure/die", "LK042", 23, "no page 'measure/die'"),
    (PAGE, "https://example.org/", "http://example.org/", "LK042", 23, "no link to follow"),
    (PAGE, "measure/space", "measure/coin", "LK043", 15, "names itself"),
]


def findings(concepts: Path) -> list[ConceptError]:
    problems = Problems()
    examine(concepts, problems)
    return problems.findings()


def test_a_correct_folder_has_no_findings(concepts: Path) -> None:
    assert findings(concepts) == []


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "words"), BROKEN)
def test_a_broken_folder_has_the_one_finding(
    concepts: Path, file: str, old: str, new: str, code: str, line: int, words: str
) -> None:
    path = concepts / "measure/coin" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fixture has changed"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [finding for finding in findings(concepts) if finding.code == code]
    assert found, [str(finding) for finding in findings(concepts)]
    assert (found[0].line, Path(found[0].path).name) == (line, file)
    assert words in found[0].what + found[0].mend
    assert str(found[0]).startswith(f"{found[0].path}:{line}: {code} ")
    assert " · " in str(found[0])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [("title = 'x", 1, "not valid TOML"), ("\nid = 'A B'", 2, "id"), ("color = 1", 1, "color")],
)
def test_a_broken_site_file_is_told(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "likely.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    read_site(tmp_path, problems)
    (found,) = problems.findings()
    assert (found.code, found.line) == ("LK001", line)
    assert words in found.what


def test_missing_files_and_foreign_bytes_are_told(concepts: Path) -> None:
    (concepts / "measure/coin/stage.py").unlink()
    (concepts / "measure/coin/witness.py").write_bytes(b"\xff\xfe")
    assert [(found.code, found.what) for found in findings(concepts)] == [
        ("LK004", "stage.py is missing"),
        ("LK004", "the file is not UTF-8"),
    ]


def test_every_rule_has_its_own_code() -> None:
    rules = set()
    for module in walk_packages(notebook.__path__, "likely.notebook."):
        rules |= {value for value in vars(import_module(module.name)).values() if isinstance(value, Rule)}
    codes = [rule.code for rule in rules]
    assert len(codes) == len(set(codes)), sorted(rules)
    assert {code for _, _, _, code, _, _ in BROKEN} <= set(codes)


def test_text_that_looks_like_markup_stays_text(concepts: Path) -> None:
    """What an author writes can be odd; it never becomes script."""
    path = concepts / "measure/coin" / PAGE
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) `<i>`"
    path.write_text(path.read_text(encoding="utf-8").replace("A note.", hostile), encoding="utf-8")
    ((made,), _) = examine(concepts, Problems())
    html = made.sections["intuition"]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "&lt;script&gt;" in html
    assert json.dumps(html)
