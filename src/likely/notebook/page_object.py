"""Everything on a page that a note can point at has an id given by its author."""

import re
from dataclasses import dataclass

from likely.notebook.digest import digest
from likely.notebook.equations.compared import Agreement

ID = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class PageObject:
    """An id such as `eq.average-nll`, its kind, its words, and the line that declares it.

    `states` is the formula an equation claims to state, as an expression over formula modules; `body` is
    all else that it says; `file` is the file of the folder in which the line stands. `checked` is what came
    of comparing an equation with its formula; where there is none, `unchecked` says why.
    """

    id: str
    kind: str
    reading: str
    line: int
    tex: str = ""
    states: str = ""
    body: str = ""
    file: str = "concept.md"
    checked: Agreement | None = None
    unchecked: str = ""

    @property
    def digest(self) -> str:
        """Fingerprint of what it says: a note keeps it, to know when the text changed."""
        return digest("\0".join((self.kind, self.reading, self.tex, self.states, self.body)))[:12]
