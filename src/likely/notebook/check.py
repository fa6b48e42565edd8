"""A folder of concepts → everything that is wrong with it. Nothing is left behind."""

from collections.abc import Sequence
from pathlib import Path

from likely.errors import ConceptError, UsageError
from likely.notebook.assets import WEB, runtime
from likely.notebook.build import examine
from likely.notebook.cache import Cache
from likely.notebook.checks.known_ids import record
from likely.notebook.gather import Progress, gather
from likely.notebook.problems import Problems
from likely.notebook.rendered import check_pages
from likely.notebook.rules import catalogue
from likely.notebook.runtime.node import find_node
from likely.notebook.setting import Setting
from likely.notebook.site import read_site
from likely.notebook.site_files import site_part


def check(
    concepts: Path, web: Path = WEB, processes: int = 1, progress: Progress = lambda *_: None
) -> list[ConceptError]:
    """Every finding that a build would give, in the order of files and lines.

    A concept that cannot be read does not hide what is wrong with the others: each goes as far as it can.
    The pages as written are looked at when nothing else is wrong, because they repeat what is.
    """
    problems = Problems()
    runtime(web)
    setting = Setting(concepts, web, read_site(concepts, problems), node=find_node())
    cache = Cache()
    found = gather(setting, cache, problems, processes, progress)
    if not problems.findings():
        whole, _ = site_part(setting, found.pages, cache)
        check_pages(whole.files, whole.looked, cache, problems)
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
