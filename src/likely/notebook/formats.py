"""Findings as text: for people, for programs, and as annotations of a workflow run on GitHub."""

import json
from collections.abc import Callable, Sequence

from likely.errors import ConceptError


def text(findings: Sequence[ConceptError]) -> str:
    """`file:line: code what · how to mend`, one a line."""
    return "\n".join(str(finding) for finding in findings)


def as_json(findings: Sequence[ConceptError]) -> str:
    """A list of objects with the keys path, line, code, what and mend."""
    keys = ("path", "line", "code", "what", "mend")
    return json.dumps(
        [{key: getattr(finding, key) for key in keys} for finding in findings], indent=1, ensure_ascii=False
    )


def github(findings: Sequence[ConceptError]) -> str:
    """Workflow commands: `::error file=…,line=…,title=…::message`, escaped as their documentation asks."""
    return "\n".join(
        f"::error file={_property(finding.path)},line={finding.line},title={finding.code}::"
        + _data(f"{finding.what} · {finding.mend}")
        for finding in findings
    )


FORMATS: dict[str, Callable[[Sequence[ConceptError]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
