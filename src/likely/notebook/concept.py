"""A concept folder as an author wrote it, read and typed, not yet rendered."""

from dataclasses import dataclass
from pathlib import Path

from likely.notebook.front_matter import FENCE, RULE_FENCE, FrontMatter, read_front_matter, split
from likely.notebook.markdown import parser
from likely.notebook.problems import Problems, Rule

SECTIONS = ("Intuition", "Math")
RULE_FILES = Rule(
    "LK004",
    "a concept folder holds concept.md, stage.py and witness.py, in UTF-8",
    "add the missing file, or save it as UTF-8",
)
RULE_SECTIONS = Rule(
    "LK005",
    "the body has the sections ## Intuition and ## Math, once each and in this order",
    "write ## Intuition, then ## Math; put everything else below them with ###",
)
RULE_PLACE = Rule(
    "LK006",
    "a concept stands at <area>/<slug> and its front matter names the same area",
    "move the folder, or change `area`",
)


@dataclass(frozen=True)
class Section:
    """One part of the prose. `text` begins with empty lines, so that line numbers are those of the file."""

    name: str
    line: int
    text: str


@dataclass(frozen=True)
class Concept:
    """One concept folder: where it is, its head, its prose and its code, as text."""

    folder: Path
    id: str
    front: FrontMatter
    sections: tuple[Section, ...]
    prose: str
    stage: str
    witness: str

    @property
    def path(self) -> Path:
        """Where the prose stands."""
        return self.folder / "concept.md"

    @property
    def stage_path(self) -> Path:
        """Where the demo is declared."""
        return self.folder / "stage.py"

    @property
    def witness_path(self) -> Path:
        """Where the runnable code of the page stands."""
        return self.folder / "witness.py"


def find_concepts(root: Path) -> list[Path]:
    """Every concept folder below a root: <area>/<slug> with a concept.md, in order of their ids."""
    return sorted(path.parent for path in root.glob("*/*/concept.md"))


def read_concept(folder: Path, problems: Problems) -> Concept | None:
    """Read one folder; None, with everything wrong collected, if it cannot become a page."""
    before = len(problems)
    texts = {name: _text(folder / name, problems) for name in ("concept.md", "stage.py", "witness.py")}
    path = folder / "concept.md"
    prose = texts["concept.md"]
    if prose is None:
        return None
    parts = split(prose)
    if parts is None:
        problems.add(
            RULE_FENCE.broken(
                path, 1, "there is no front matter", f"begin the file with {FENCE}, TOML, and {FENCE} again"
            )
        )
        return None
    front = read_front_matter(path, parts[0], problems)
    sections = _sections(path, parts[1], problems)
    if front and front.area.lower().replace(" ", "-") != folder.parent.name:
        problems.add(
            RULE_PLACE.broken(
                path,
                1,
                f"area is {front.area!r} but the folder stands in {folder.parent.name!r}",
                "make them agree",
            )
        )
    stage, witness = texts["stage.py"], texts["witness.py"]
    if front is None or stage is None or witness is None or len(problems) > before:
        return None
    return Concept(folder, f"{folder.parent.name}/{folder.name}", front, sections, prose, stage, witness)


def _text(path: Path, problems: Problems) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(RULE_FILES.broken(path, 1, f"{path.name} is missing", "add the file"))
    except UnicodeDecodeError:
        problems.add(RULE_FILES.broken(path, 1, "the file is not UTF-8", "save it as UTF-8"))
    return None


def _sections(path: Path, body: str, problems: Problems) -> tuple[Section, ...]:
    """Cut the body at its headings of level 2."""
    tokens = parser().parse(body)
    starts = [
        (tokens[i + 1].content.strip(), token.map[0])
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map
    ]
    lines = body.split("\n")
    first = starts[0][1] if starts else len(lines)
    for number, line in enumerate(lines[:first], start=1):
        if line.strip():
            problems.add(
                RULE_SECTIONS.broken(
                    path, number, "prose stands before the first section", "move it below ## Intuition"
                )
            )
            break
    found = []
    for (name, start), (_, end) in zip(starts, [*starts[1:], ("", len(lines))], strict=False):
        if name not in SECTIONS:
            known = " and ".join(f"## {known}" for known in SECTIONS)
            problems.add(
                RULE_SECTIONS.broken(
                    path, start + 1, f"unknown section {name!r}", f"the sections are {known}; use ### below"
                )
            )
        found.append(Section(name.lower(), start + 1, "\n" * (start + 1) + "\n".join(lines[start + 1 : end])))
    names = [name for name, _ in starts if name in SECTIONS]
    if names != list(SECTIONS) and len(names) == len(starts):
        missing = [name for name in SECTIONS if name not in names]
        what = f"section {missing[0]!r} is missing" if missing else "sections stand twice or out of order"
        problems.add(RULE_SECTIONS.broken(path, len(lines), what, "write ## Intuition, then ## Math"))
    return tuple(found)
