"""The Jinja2 templates of `web/templates/`."""

from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)


@cache
def environment(web: Path, theme: Path | None = None, compiled: Path | None = None) -> Environment:
    """Autoescape on, and a name that does not exist is an error, not an empty text.

    `compiled` is a folder for what Jinja makes of a template, by the digest of its text. A theme's template
    takes the place of the one of that name, which it may extend as `likely/page.html`.
    """
    if compiled:
        compiled.mkdir(parents=True, exist_ok=True)
    own = FileSystemLoader(web / "templates")
    replaced = [FileSystemLoader(theme / "templates")] if theme else []
    return Environment(
        loader=ChoiceLoader([*replaced, own, PrefixLoader({"likely": own})]),
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
