"""The families there are, found by their files."""

from __future__ import annotations

import importlib
from types import ModuleType

from likely.errors import UsageError
from likely.formulas import families


def family_names() -> list[str]:
    """Every family's name, which is the name of its file."""
    import pkgutil

    return sorted(module.name for module in pkgutil.iter_modules(families.__path__))


def family(name: str) -> ModuleType:
    """The family's module. An unknown name is a UsageError that suggests the nearest one."""
    module = f"{families.__name__}.{name}"
    try:
        if name.isidentifier() and not name.startswith("_"):
            return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
    import difflib

    names = family_names()
    near = difflib.get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(names)}"
    raise UsageError(f"no family is called {name!r} · {hint}")
