"""The Jinja2 templates of `web/templates/`."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(web: Path) -> Environment:
    """Autoescape on, and a name that does not exist is an error, not an empty text."""
    return Environment(
        loader=FileSystemLoader(web / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
