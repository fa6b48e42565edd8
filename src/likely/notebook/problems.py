"""What is wrong with a concept folder: rules, findings, and all findings of one run together."""

from pathlib import Path
from typing import NamedTuple

from likely.errors import ConceptError, LikelyError


class Rule(NamedTuple):
    """A rule with its code, what it asks for, and how to mend what breaks it, each in one line."""

    code: str
    asks: str
    mend: str

    def broken(self, path: Path, line: int, what: str, mend: str) -> ConceptError:
        """A finding: this rule is broken there."""
        return ConceptError(shown(path), line, self.code, what, mend)


class ConceptErrors(LikelyError):
    """All findings of one run, one a line."""

    def __init__(self, findings: list[ConceptError]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class Problems:
    """Collects findings, so that an author sees all of them at once."""

    def __init__(self) -> None:
        self._findings: list[ConceptError] = []

    def add(self, finding: ConceptError) -> None:
        """Remember one finding; the same one twice is kept once."""
        if str(finding) not in {str(known) for known in self._findings}:
            self._findings.append(finding)

    def __len__(self) -> int:
        return len(self._findings)

    def findings(self) -> list[ConceptError]:
        """All findings so far, in the order of files and lines."""
        return sorted(self._findings, key=lambda finding: (finding.path, finding.line, finding.code))

    def stop_if_any(self) -> None:
        """Raise everything found so far, if anything was."""
        if self._findings:
            raise ConceptErrors(self.findings())


def shown(path: Path) -> str:
    """A path as a person at this folder would write it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
