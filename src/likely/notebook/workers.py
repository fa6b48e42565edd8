"""Pages made by several processes. Each takes a few folders at a time and hands back what it made."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from likely.errors import ConceptError
from likely.notebook.cache import Cache
from likely.notebook.front_matter import FrontMatter
from likely.notebook.made import Made
from likely.notebook.problems import Problems
from likely.notebook.produce import produce
from likely.notebook.setting import Setting

FEW = 12
"""For so many pages it does not pay to start processes."""
SHARE = 8  # folders at a time: one start of MicroPython each

_Told = tuple[str, int, str, str, str]


def produce_all(
    folders: Sequence[Path],
    fronts: Mapping[str, FrontMatter],
    setting: Setting,
    cache: Cache,
    problems: Problems,
    processes: int,
) -> Iterator[list[Made]]:
    """The pages of all folders, a few at a time and in no order; their findings and facts are taken along."""
    shares = [folders[at : at + SHARE] for at in range(0, len(folders), SHARE)]
    if processes < 2 or len(folders) < FEW:
        for share in shares:
            yield produce(share, fronts, setting, cache, problems)
        return
    import multiprocessing  # only where there are many pages: a rebuild after one edit starts sooner
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context("spawn")  # a fork would copy threads that NumPy started
    arguments = (dict(fronts), setting, cache.folder)
    with ProcessPoolExecutor(processes, context, _begin, arguments) as pool:
        for done in as_completed([pool.submit(_share, share) for share in shares]):
            made, facts, contents, told = done.result()
            for key, fact in facts.items():
                cache.put(key, fact)
            for content in contents:
                cache.keep(content)
            for finding in told:
                problems.add(ConceptError(*finding))
            yield made


_shared: tuple[Mapping[str, FrontMatter], Setting, Cache]


def _begin(fronts: Mapping[str, FrontMatter], setting: Setting, folder: Path | None) -> None:
    """What a process needs, once."""
    global _shared
    _shared = fronts, setting, Cache(folder)


def _share(folders: Sequence[Path]) -> tuple[list[Made], dict[str, Any], list[bytes], list[_Told]]:
    fronts, setting, cache = _shared
    problems = Problems()
    made = produce(folders, fronts, setting, cache, problems)
    told = [(one.path, one.line, one.code, one.what, one.mend) for one in problems.findings()]
    return made, *cache.taken(), told
