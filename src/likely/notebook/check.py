"""A folder of concepts → everything that is wrong with it. Nothing is left behind."""

from collections.abc import Sequence
from pathlib import Path

from likely.data.scratch import scratch
from likely.errors import ConceptError, UsageError
from likely.notebook.assets import WEB, runtime
from likely.notebook.build import PUBLISH, examine, write_code, write_site
from likely.notebook.cache import Cache
from likely.notebook.checks.known_ids import record
from likely.notebook.code import guarded
from likely.notebook.compose import compose
from likely.notebook.docs.docs import docs_beside
from likely.notebook.draft import Draft
from likely.notebook.page import Page
from likely.notebook.portability import check_library
from likely.notebook.problems import Problems, shown
from likely.notebook.proof import prove
from likely.notebook.rendered import check_pages
from likely.notebook.rules import catalogue
from likely.notebook.runtime.node import find_node
from likely.notebook.site import read_site
from likely.notebook.theme import check_theme


def check(concepts: Path, web: Path = WEB, memory: Cache | None = None) -> list[ConceptError]:
    """Every finding that a build would give, in the order of files and lines.

    A concept that cannot be read does not hide what is wrong with the others: each goes as far as it can.
    The pages as written are looked at when nothing else is wrong, because they repeat what is.
    """
    problems = Problems()
    python = runtime(web)
    site = read_site(concepts, problems)
    check_library(problems)
    check_theme(web, problems)
    if problems.findings():  # code that leaves the portable subset is named before it runs
        return problems.findings()
    drafts, titles = examine(concepts, problems)
    sound = [made for made in drafts if not _told_of(made, problems)]
    proofs = prove(sound, find_node(), python, memory or Cache(), problems, quick=False)
    pages: list[Page] = []
    for made, proof in zip(sound, proofs, strict=True):
        with guarded(made.concept.stage_path, problems):
            pages.append(compose(made, titles, proof.comparison))
    if not problems.findings():
        with scratch() as folder:
            write_site(folder, site, web, PUBLISH.dev, pages, docs_beside(concepts))
            for made, page, proof in zip(sound, pages, proofs, strict=True):
                write_code(folder / page.id, made.concept, proof)
            check_pages(folder, problems)
    return problems.findings()


def record_ids(concepts: Path) -> list[Path]:
    """Write down the ids of every page that can be read, new ones added. The files that changed."""
    drafts, _ = examine(concepts, Problems())
    return record(drafts)


def chosen(
    findings: Sequence[ConceptError], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> list[ConceptError]:
    """The findings whose code begins with one of `select` (all if empty) and with none of `ignore`.

    Raises UsageError for the beginning of no code.
    """
    codes = [rule.code for rule in catalogue()]
    for prefix in (*select, *ignore):
        if not any(code.startswith(prefix) for code in codes):
            raise UsageError(
                f"no rule has a code that begins with {prefix!r}: the codes are in docs/rules.md"
            )
    return [
        finding
        for finding in findings
        if finding.code.startswith(tuple(select) or "") and not finding.code.startswith(tuple(ignore))
    ]


def _told_of(made: Draft, problems: Problems) -> bool:
    folder = f"{shown(made.concept.folder)}/"
    return any(finding.path.startswith(folder) for finding in problems.findings())
