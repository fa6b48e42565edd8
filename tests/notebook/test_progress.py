"""A bar for long builds, on a terminal only."""

import io
import sys

import pytest

from likely.notebook.progress import MANY, shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("pages", "terminal", "drawn"), [(MANY, True, True), (2, True, False), (MANY, False, False)]
)
def test_it_is_drawn_for_many_pages_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, pages: int, terminal: bool, drawn: bool
) -> None:
    error = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", error)
    with shown() as told:
        told(0, pages)
        told(pages, pages)
    assert (f"/{pages}" in error.getvalue()) == drawn
