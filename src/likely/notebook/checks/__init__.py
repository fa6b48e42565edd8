"""What a page must hold to be published, one rule a file.

Each module has a `RULE` and a function `check(draft, problems)`; both are found here by name, so a
new rule is one new file. A module that says `RESTS_ON = "stage"` looks at nothing but stage.py: what it found
to be sound is remembered for as long as that file stays what it is.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from likely.notebook.cache import Cache
from likely.notebook.code import guarded
from likely.notebook.digest import digest
from likely.notebook.draft import Draft
from likely.notebook.engine import engine
from likely.notebook.problems import Problems

Check = Callable[[Draft, Problems], None]


def checks() -> dict[str, tuple[Check, bool]]:
    """Every check of a draft by its name, and whether it looks at the stage alone."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)}
    return {
        name: (module.check, getattr(module, "RESTS_ON", "") == "stage") for name, module in modules.items()
    }


def run_checks(draft: Draft, problems: Problems, cache: Cache) -> None:
    """Run all of them on a draft."""
    for name, (check, stage_alone) in checks().items():
        key = digest(engine(), "check", name, draft.concept.stage) if stage_alone else ""
        if key and cache.get(key):
            continue
        before = len(problems)
        with guarded(draft.concept.stage_path, problems):
            check(draft, problems)
        if key and len(problems) == before:
            cache.put(key, True)
