"""What a page must hold to be published, one rule a file.

Each module has a `RULE` and a function `check(draft, problems)`; both are found here by name, so a
new rule is one new file.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems

Check = Callable[[Draft, Problems], None]


def checks() -> list[Check]:
    """Every check of a draft, in the order of the files' names."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return [module.check for module in modules]
