"""TeX → MathML, once, at build."""

import re

from math_core import LatexError, LatexToMathML

_converter = LatexToMathML(annotation=True, fancy_error=False, id_prefix="math-")

# math-core aligns table cells with `style`, which a strict Content-Security-Policy drops.
_STYLE = re.compile(r' style="([^"]*)"')
_CLASSES = {
    "text-align: right": "math-right",
    "text-align: left": "math-left",
    "padding-left:1em": "math-gap",
}
_ANNOTATION = re.compile(r"<annotation.*?</annotation>", re.DOTALL)


class TexError(ValueError):
    """A piece of TeX that cannot be set, and why."""


def mathml(tex: str, display: bool) -> str:
    """MathML with the TeX kept as annotation and no style attributes. Raises TexError."""
    try:
        markup = _converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise TexError(str(error)) from error
    markup = _STYLE.sub(_as_class, markup)
    if "\\" in _ANNOTATION.sub("", markup):
        raise TexError("a backslash is left in what would be shown")
    return markup


def _as_class(style: re.Match[str]) -> str:
    declared = {part.strip() for part in style.group(1).split(";")}
    names = [name for rule, name in _CLASSES.items() if rule in declared]
    return f' class="{" ".join(names)}"' if names else ""
