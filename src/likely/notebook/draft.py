"""A concept folder with its prose rendered and its code loaded: what the checks look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from likely.notebook.cache import Cache
from likely.notebook.code import guarded, run
from likely.notebook.concept import Concept
from likely.notebook.contained import check_contained
from likely.notebook.front_matter import FrontMatter
from likely.notebook.grid.grid import Everywhere
from likely.notebook.panels.panels import Panels, panels
from likely.notebook.panels.surroundings import Surroundings
from likely.notebook.portability import check_concept
from likely.notebook.problems import Problems, Rule
from likely.notebook.prose import Prose
from likely.notebook.source import formula_modules
from likely.notebook.toml import line_of
from likely.notebook.vocabulary import Vocabulary
from likely.notebook.writer import Writer
from likely.stage.stage import Stage
from likely.stage.states import odd_states, states

RULE_MODULE = Rule(
    "LK007",
    "front matter names formula modules that exist",
    "name a module of likely.formulas, such as likely.formulas.families.bernoulli",
)
RULE_STAGE = Rule("LK021", "stage.py sets `stage` to a Stage", "end stage.py with stage = Stage(…)")

TO_ROOT = "../../"
"""From a page to the root of its site."""


@dataclass(frozen=True)
class Draft:
    """Not yet a page: nothing of it has been checked. `printed` is what the witness printed."""

    concept: Concept
    stage: Stage
    writer: Writer
    hook: Markup
    sections: dict[str, Markup]
    printed: str
    panels: Panels

    @cached_property
    def everywhere(self) -> Everywhere:
        """Every state of the stage with its values; a text field has the text it starts with."""
        return [(state, self.stage.values(state)) for state in states(self.stage)]

    @cached_property
    def odd(self) -> Everywhere:
        """States with texts that nobody thought of, if there is a text field."""
        return [(state, self.stage.values(state)) for state in odd_states(self.stage)]


def draft(
    concept: Concept, titles: Mapping[str, FrontMatter], problems: Problems, cache: Cache | None = None
) -> Draft | None:
    """Run the code and render the prose. None, with findings collected, if that fails."""
    before = len(problems)
    cache = cache or Cache()
    _check_modules(concept, problems)
    check_concept(concept, problems)
    check_contained(concept, problems)
    if len(problems) > before:
        return None
    stage = _stage(concept, problems)
    witness = run(concept.witness_path, concept.witness, problems)
    vocabulary = Vocabulary.of(concept.front.formulas, concept.front.given)
    writer = Writer(concept.path, TO_ROOT, titles, vocabulary, problems, cache)
    prose = Prose(writer)
    hook_line = line_of(concept.prose, "hook")
    hook = prose.render("\n" * (hook_line - 1) + concept.front.hook)
    sections = {section.name: prose.render(section.text) for section in concept.sections}
    if stage is None or witness is None:
        return None
    anchors = tuple(anchor.target for anchor in writer.anchors)
    around = Surroundings(concept, stage, titles, TO_ROOT, writer.objects, anchors, problems, cache)
    with guarded(concept.stage_path, problems):
        return Draft(concept, stage, writer, hook, sections, witness[1], panels(around))
    return None


def _stage(concept: Concept, problems: Problems) -> Stage | None:
    ran = run(concept.stage_path, concept.stage, problems)
    if ran is None:
        return None
    stage = getattr(ran[0], "stage", None)
    if isinstance(stage, Stage):
        return stage
    problems.add(
        RULE_STAGE.broken(concept.stage_path, 1, "there is no stage", "end the file with stage = Stage(…)")
    )
    return None


def _check_modules(concept: Concept, problems: Problems) -> None:
    for name in concept.front.formulas:
        if name not in formula_modules():
            line = line_of(concept.prose, "formulas")
            problems.add(
                RULE_MODULE.broken(
                    concept.path,
                    line,
                    f"there is no formula module {name!r}",
                    "write likely.formulas.families.…",
                )
            )
