r"""Names in TeX, as code writes them: `\hat p` is p_hat, `p_\theta` is p_theta, `\mathrm{NLL}` is NLL."""

import re
from collections.abc import Collection
from itertools import pairwise

from likely.notebook.equations.tokens import Unreadable, depth_zero, tokens

ACCENTS = {
    r"\hat": "hat", r"\widehat": "hat", r"\bar": "bar", r"\overline": "bar", r"\tilde": "tilde",
    r"\widetilde": "tilde", r"\dot": "dot",
}  # fmt: skip
PLAIN = frozenset(
    (
        r"\mathrm", r"\operatorname", r"\operatorname*", r"\mathbf", r"\boldsymbol", r"\mathit", r"\mathcal",
        r"\text", r"\mathsf", r"\bm", r"\mathbb",
    )
)  # fmt: skip
GREEK = re.compile(
    r"\\(var)?(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|"
    r"phi|chi|psi|omega|ell|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega)"
)
_KEYWORDS = {"lambda": "lambda_"}
_SEPARATORS = frozenset((",", r"\|", r"\mid", "|", ";"))


def read_name(
    found: list[str], at: int, known: Collection[str] = (), lists: Collection[str] = ()
) -> tuple[str, int]:
    r"""The name that begins at a token, and where it ends. Raises Unreadable if none begins there.

    An index belongs to the name, as in `p_\theta`, unless the name is a list and the whole is not known.
    """
    if at >= len(found):
        raise Unreadable("it ends where a name is expected")
    token = found[at]
    at += 1
    if token in ACCENTS:
        inside, at = group(found, at)
        name = f"{read_name(inside, 0)[0]}_{ACCENTS[token]}"
    elif token in PLAIN:
        inside, at = group(found, at)
        name = "".join(inside)
    elif greek := GREEK.fullmatch(token):
        name = _KEYWORDS.get(greek[2], greek[2])
    elif re.fullmatch(r"[A-Za-z]", token):
        name = token
    else:
        raise Unreadable(f"{token} is not a name")
    while found[at : at + 1] == ["'"]:
        name, at = f"{name}_prime", at + 1
    if found[at : at + 1] == ["_"]:
        index, end = group(found, at + 1)
        whole = f"{name}_{flat(index)}"
        if whole in known or name not in lists:
            return whole, end
    return name, at


def group(found: list[str], at: int) -> tuple[list[str], int]:
    """What `{…}` holds, or the one thing that stands without braces, and where that ends."""
    if found[at : at + 1] == ["{"]:
        end = closing(found, at)
        return found[at + 1 : end], end + 1
    if at >= len(found):
        raise Unreadable("it ends where something is expected")
    if found[at] in ACCENTS or found[at] in PLAIN:
        inside, end = group(found, at + 1)
        return [found[at], "{", *inside, "}"], end
    return [found[at]], at + 1


def flat(found: list[str]) -> str:
    r"""An index as part of a name: `\theta` is theta."""
    words = []
    for token in found:
        if greek := GREEK.fullmatch(token):
            words.append(greek[2])
        elif re.fullmatch(r"\w+", token):
            words.append(token)
    return "".join(words)


def closing(found: list[str], opening: int) -> int:
    """Where the bracket that opens here is closed."""
    depth = 0
    for at in range(opening, len(found)):
        depth += (found[at] in ("(", "{", r"\{")) - (found[at] in (")", "}", r"\}"))
        if depth == 0:
            return at
    raise Unreadable("a bracket is not closed")


def split(found: list[str]) -> list[list[str]]:
    """The arguments between commas, or between the bars of a divergence."""
    return cut(found, _SEPARATORS)


def cut(found: list[str], marks: Collection[str]) -> list[list[str]]:
    """What stands between marks, outside of all brackets."""
    places = [-1, *depth_zero(found, frozenset(marks)), len(found)]
    return [found[a + 1 : b] for a, b in pairwise(places)]


def canonical(written: str) -> str:
    """A name as code writes it, from code or from TeX."""
    name, parameters = heading(written)
    if parameters is not None:
        raise Unreadable(f"{written} is not a name")
    return name


def heading(written: str) -> tuple[str, tuple[str, ...] | None]:
    """`H(p, q)` → its name and the names of its arguments; a name alone has None."""
    written = written.strip()
    if re.fullmatch(r"[A-Za-z]\w*", written):
        return written, None
    code = re.fullmatch(
        r"([A-Za-z]\w+)(\(.*\))", written
    )  # a long name of code, which TeX reads as a product
    found = tokens(code[2] if code else written)
    name, at = (code[1], 0) if code else read_name(found, 0)
    if at == len(found):
        return name, None
    if found[at] != "(" or closing(found, at) != len(found) - 1:
        raise Unreadable(f"{written} is not a name, with or without arguments")
    parameters = []
    for part in split(found[at + 1 : -1]):
        parameter, end = read_name(part, 0)
        if end < len(part):
            raise Unreadable(f"an argument of {written} is not a name")
        parameters.append(parameter)
    return name, tuple(parameters)
