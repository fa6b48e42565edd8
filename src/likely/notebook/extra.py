"""The notebook part needs libraries that a plain `pip install likely` does not bring."""

from importlib.util import find_spec

from likely.errors import UsageError

NEEDED = (
    "jinja2",
    "markdown_it",
    "math_core",
    "mdit_py_plugins",
    "pydantic",
    "pygments",
    "starlette",
    "uvicorn",
    "watchfiles",
)


def need_notebook_extra() -> None:
    """Stop with one clear line when the notebook libraries are not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the notebook part is not installed (no {', '.join(missing)}): pip install 'likely[notebook]'"
        )
