"""The panels: five TOML files in, values for the templates out; each rule with a file that trips it."""

import datetime
from pathlib import Path

import pytest

from likely.errors import ConceptError
from likely.notebook.build import examine
from likely.notebook.panels.panels import Panels
from likely.notebook.panels.truth import Record, holds
from likely.notebook.problems import Problems
from likely.notebook.vocabulary import ExpressionError

FILES = {
    "storyboard.toml": """\
id = "storyboard"
title = "Steps"
[question]
id = "storyboard.kind"
prompt = "Which?"
happened = "It fell."
[[question.option]]
id = "falls"
label = "It falls"
holds = "last.kl < first.kl"
tempting = "Yes."
[[question.option]]
id = "rises"
label = "It rises"
holds = "last.kl > first.kl or last.k != first.k"
[[frame]]
id = "storyboard.one"
state = { theta = 0.5 }
title = "One"
caption = "θ = {value}`theta .2f` of {value}`n d`, KL {value}`kl .4f`."
[[frame]]
id = "storyboard.two"
state = { k = 3, theta = 0.7 }
title = "Two"
caption = "KL {value}`kl .4f`."
""",
    "inquiry.toml": """\
id = "inquiry"
prompt = "Which one?"
state = { theta = 0.5 }
carries = "inquiry.curve"
[[cue]]
id = "inquiry.curve"
mark = "nll"
label = "The curve"
answers = "How much?"
feedback = "It costs {value}`nll .3f`."
[[cue]]
id = "inquiry.thumb"
mark = "theta"
label = "The thumb"
answers = "Where?"
feedback = "Here."
""",
    "claims.toml": """\
[[source]]
id = "source.a-2000"
authors = "Ann Author"
title = "A Book"
published = "Press, 2000"
year = 2000
[[claim]]
id = "claim.sum"
text = "The cost is a sum."
source = "source.a-2000"
locator = "p. 1"
scope = "coins"
check = "all(abs(bernoulli.nll(1, t / 10) - bernoulli.kl(1, t / 10)) < 1e-14 for t in range(1, 10))"
objects = ["eq.cost", "stage"]
[[claim]]
id = "claim.words"
text = "Words only."
source = "source.a-2000"
locator = "p. 2"
scope = "all"
caveat = "None known."
""",
    "practice.toml": """\
[[item]]
id = "practice.one"
prompt = "Say why."
terms = ["cost"]
hints = ["First.", "The cost is {value}`bernoulli.nll(1, theta) .4f`.", "Last."]
exemplar = "Because {value}`bernoulli.edge_interval(5, 1.0, 0.95)[0] .2f`."
state = { k = 2 }
[[rubric]]
id = "rubric.why"
text = "Names why."
""",
    "research.toml": """\
[[object]]
of = "eq.cost"
question = "Why {value}`k d`?"
sources = ["source.a-2000"]
definition = "#math"
prerequisite = "concept:measure/space#stage"
contrast = "concept:measure/coin#eq.cost"
witness = "code.witness"
state = { k = 1 }
shows = "identity"
resolve = "A proof."
repair = "Sums."
predict = "It grows."
""",
}


@pytest.fixture
def folder(concepts: Path) -> Path:
    for name, text in FILES.items():
        (concepts / "measure/coin" / name).write_text(text, encoding="utf-8")
    return concepts


def looked(concepts: Path) -> tuple[Panels | None, list[ConceptError]]:
    problems = Problems()
    drafts, _ = examine(concepts, problems)
    return (drafts[0].panels if drafts else None), problems.findings()


def change(concepts: Path, file: str, old: str, new: str) -> None:
    path = concepts / "measure/coin" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fixture has changed"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_without_panels_is_a_page_without_them(concepts: Path) -> None:
    panels, found = looked(concepts)
    assert found == []
    assert panels
    assert (panels.storyboard, panels.inquiry, panels.claims, panels.practice, panels.research) == (None,) * 5


def test_correct_files_have_no_findings_and_become_values(folder: Path) -> None:
    panels, found = looked(folder)
    assert [str(finding) for finding in found] == []
    assert panels
    board, seen, claims, practice, room = (
        panels.storyboard,
        panels.inquiry,
        panels.claims,
        panels.practice,
        panels.research,
    )
    assert board
    assert seen
    assert claims
    assert practice
    assert room
    assert board.truth.id == "falls"
    assert [frame.caption for frame in board.frames] == ["θ = 0.50 of 4, KL 0.1308.", "KL 0.0062."]
    assert 'id="storyboard.two-nll"' in board.frames[1].picture
    assert board.frames[0].show.link == "k=3&theta=0.5"
    assert seen.cues[0].feedback == "It costs 0.693."
    assert 'id="inquiry-nll"' in seen.picture
    assert [claim.badges for claim in claims.claims] == [
        ("computed", "sourced", "needs review"),
        ("sourced", "needs review"),
    ]
    assert practice.items[0].exemplar == "Because 0.55."
    assert practice.items[0].hints[1] == "The cost is 0.6931."
    assert practice.items[0].show
    assert practice.items[0].show.words == "2 of 4, θ = 0.5"
    groups = {name: [dossier.id for dossier in dossiers] for name, dossiers in room.groups}
    assert groups == {
        "Demo": ["stage"],
        "Code": ["code.witness"],
        "Equations": ["eq.cost"],
        "Misconceptions": ["misconception.no-more"],
        "Claims": ["claim.sum", "claim.words"],
        "Sources": ["source.a-2000"],
    }
    cost = dict(room.groups)["Equations"][0]
    assert (cost.question, cost.shows, cost.claims, cost.sources) == (
        "Why 3?",
        "NLL = H + KL",
        ("claim.sum",),
        ("source.a-2000",),
    )
    assert [(link.what, link.href) for link in cost.links] == [
        ("definition", "#math"),
        ("prerequisite", None),  # declared as a neighbour, not written yet
        ("contrast", "../../measure/coin/index.html#eq.cost"),
        ("witness", "#code.witness"),
    ]


STORY, LOOK, CLAIMS, PRACTICE, ROOM = FILES
_TWICE = '[[object]]\nof = "eq.cost"\nquestion = "?"\nresolve = "!"\n[[object]]'
BROKEN = [
    (STORY, 'title = "Steps"', 'title = "Steps', "LK060", 2, "not valid TOML"),
    (STORY, 'label = "It rises"\n', "", "LK060", 12, "question.option.1.label"),
    (STORY, 'title = "Two"', "title = 2", "LK060", 24, "frame.1.title"),
    (LOOK, 'prompt = "Which one?"', 'prompt = "Which one?"\ncolour = 1', "LK060", 3, "`colour`"),
    (CLAIMS, 'locator = "p. 2"\n', "", "LK060", 15, "claim.1.locator"),
    (CLAIMS, 'id = "claim.sum"', 'id = "sum"', "LK060", 8, "claim.0.id"),
    (PRACTICE, 'terms = ["cost"]', "terms = []", "LK060", 4, "item.0.terms"),
    (ROOM, 'resolve = "A proof."\n', "", "LK060", 1, "object.0.resolve"),
    (STORY, "`kl .4f`.\"\n[[frame]]", "`beta .4f`.\"\n[[frame]]", "LK061", 20, "unknown name 'beta'"),
    (PRACTICE, "0.95)[0] .2f", "0.95) .2f", "LK061", 6, "not a number"),
    (ROOM, "`k d`", "`k / 2 d`", "LK061", 3, "d is for whole numbers"),
    (STORY, "state = { theta = 0.5 }", "state = { beta = 0.5 }", "LK062", 18, "no control 'beta'"),
    (LOOK, "theta = 0.5", "theta = 0.55", "LK062", 3, "no value 0.55"),
    (PRACTICE, "k = 2", "k = 9", "LK062", 7, "no value 9"),
    (LOOK, 'mark = "theta"', 'mark = "thumb"', "LK063", 13, "'thumb' does not exist"),
    (LOOK, 'carries = "inquiry.curve"', 'carries = "inquiry.bar"', "LK063", 4, "'inquiry.bar'"),
    (CLAIMS, '"eq.cost", "stage"', '"eq.price"', "LK063", 14, "'eq.price'"),
    (CLAIMS, 'a-2000"\nlocator = "p. 2"', 'b-2000"\nlocator = "p. 2"', "LK063", 18, "'source.b-2000'"),
    (ROOM, 'of = "eq.cost"', 'of = "eq.price"', "LK063", 2, "'eq.price'"),
    (ROOM, 'shows = "identity"', 'shows = "nothing"', "LK063", 10, "'nothing'"),
    (ROOM, "concept:measure/space", "concept:measure/time", "LK063", 6, "'measure/time'"),
    (ROOM, '"#math"', '"#maths"', "LK063", 5, "'maths'"),
    (ROOM, 'sources = ["source.a-2000"]', 'sources = ["source.b-2000"]', "LK063", 4, "'source.b-2000'"),
    (STORY, "last.kl < first.kl", "last.kl > first.kl", "LK064", 10, "no option holds"),
    (STORY, "last.kl > first.kl or", "last.kl < first.kl or", "LK064", 10, "['falls', 'rises'] hold"),
    (STORY, "last.kl > first.kl or", "last.beta > first.kl or", "LK064", 15, "AttributeError"),
    (STORY, "last.kl > first.kl or", "last.kl.__class__ or", "LK064", 15, "'__class__'"),
    (CLAIMS, "< 1e-14 for", "> 1e-14 for", "LK065", 13, "the check is false"),
    (CLAIMS, "bernoulli.nll(1", "bernoulli.none(1", "LK065", 13, "AttributeError"),
    (CLAIMS, "range(1, 10))", "open('x'))", "LK065", 13, "unknown name 'open'"),
    (CLAIMS, 'caveat = "None known."', 'reviewer = "Ann Author"', "LK066", 21, "incomplete"),
    (CLAIMS, 'caveat = "None known."', "reviewed = 2024-01-01", "LK066", 15, "incomplete"),
    (ROOM, "[[object]]", _TWICE, "LK067", 6, "twice"),
    (CLAIMS, 'id = "claim.words"', 'id = "claim.sum"', "LK040", 16, "already on line 8 of claims.toml"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "words"), BROKEN)
def test_a_broken_file_has_the_one_finding(
    folder: Path, file: str, old: str, new: str, code: str, line: int, words: str
) -> None:
    change(folder, file, old, new)
    _, all_found = looked(folder)
    found = [finding for finding in all_found if finding.code == code]
    assert found, [str(finding) for finding in all_found]
    assert (Path(found[0].path).name, found[0].line) == (file, line), str(found[0])
    assert words in found[0].what


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "measure/coin/claims.toml").write_bytes(b"\xff\xfe")
    assert [(found.code, found.what) for found in looked(folder)[1] if found.code == "LK060"] == [
        ("LK060", "the file is not UTF-8")
    ]


def test_a_review_holds_until_the_claim_or_its_object_changes(folder: Path) -> None:
    review = f'reviewer = "Ann Author"\nreviewed = {datetime.date(2024, 2, 29)}\nreviewed_digest = "DIGEST"\n'
    change(
        folder,
        CLAIMS,
        'objects = ["eq.cost", "stage"]\n',
        'objects = ["eq.cost", "stage"]\n' + review.replace("DIGEST", ""),
    )
    (found,) = looked(folder)[1]
    written = found.mend.rpartition("reviewed_digest = ")[2].strip('"')
    change(folder, CLAIMS, 'reviewed_digest = ""', f'reviewed_digest = "{written}"')

    def claim():  # type: ignore[no-untyped-def]
        panels, found = looked(folder)
        assert found == []
        assert panels
        assert panels.claims
        return panels.claims.claims[0]

    assert claim().badges == ("computed", "sourced", "reviewed")
    assert claim().review == "Ann Author, 2024-02-29"
    change(folder, "concept.md", "reads: The cost of θ,", "reads: The price of θ,")
    assert claim().badges == ("computed", "sourced", "stale")


def test_what_a_check_may_say() -> None:
    assert holds("abs(log(exp(1)) - 1) < 1e-15 and not 1 > 2", {})
    assert holds(
        "first.a < last.a and frames[0].a == 1",
        {"first": Record({"a": 1}), "last": Record({"a": 2}), "frames": [Record({"a": 1})]},
    )
    assert not holds("any(x > y for x in range(3) for y in (5, 6))", {})
    for wrong in (
        "1",
        "lambda: 1",
        "x",
        "().__class__",
        "[",
        "open('x')",
        "1 / 0 > 1",
        "(y := 1) > 0",
        "f'{1}' == ''",
    ):
        with pytest.raises(ExpressionError):
            holds(wrong, {})
