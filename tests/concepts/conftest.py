"""One concept of this repository, as its tests want it: drafted, its checks left to test_all_concepts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from likely.notebook.concept import find_concepts, read_concept
from likely.notebook.draft import Draft, draft
from likely.notebook.problems import Problems

CONCEPTS = Path(__file__).parents[2] / "concepts"


@pytest.fixture(scope="session")
def draft_of() -> Callable[[str], Draft]:
    """`draft_of("probability/how-sure")`."""
    problems = Problems()
    concepts = {c.id: c for folder in find_concepts(CONCEPTS) if (c := read_concept(folder, problems))}
    titles = {id: concept.front for id, concept in concepts.items()}

    def of(id: str) -> Draft:
        made = draft(concepts[id], titles, problems)
        problems.stop_if_any()
        assert made is not None
        return made

    return of
