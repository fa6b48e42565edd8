r"""TeX, cut into tokens and cleaned of what only places them: `\,`, `\left`, `&`, line breaks."""

import re
from itertools import pairwise

_TOKEN = re.compile(
    r"(?P<space>\s+|%[^\n]*)|(?P<command>\\(?:[A-Za-z]+\*?|.))|(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<other>.)",
    re.DOTALL,
)
_SPACES = frozenset(
    r"\, \; \: \! \quad \qquad \ \> \left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr "
    r"\Biggl \Biggr \displaystyle \textstyle \limits \nolimits \nonumber \notag".split(" ")
) | {"\\ ", "~", "&"}
_ALIGNED = frozenset("aligned align align* split gathered multline multline*".split(" "))
_SAME = {
    "[": "(", "]": ")", r"\lbrack": "(", r"\rbrack": ")", r"\lparen": "(", r"\rparen": ")", "−": "-",
    r"\cdot": "*", r"\times": "*", r"\div": "/", r"\le": r"\leq", r"\ge": r"\geq", r"\ne": r"\neq",
    r"\lt": "<", r"\gt": ">", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
}  # fmt: skip


class Unreadable(ValueError):
    """TeX that cannot be read as something to compute, and why."""


def tokens(tex: str) -> list[str]:
    r"""The tokens that mean something. `\begin{cases}` and `\end{cases}` are one token each."""
    cut = [found[0] for found in _TOKEN.finditer(tex) if not found["space"]]
    kept: list[str] = []
    cases = 0
    at = 0
    while at < len(cut):
        token = cut[at]
        at += 1
        if token in (r"\begin", r"\end"):
            closing = cut.index("}", at) if "}" in cut[at:] else len(cut)
            name = "".join(cut[at + 1 : closing])
            at = closing + 1
            if name == "cases":
                cases += 1 if token == r"\begin" else -1
                kept.append(f"{token}{{cases}}")
            elif name not in _ALIGNED:
                raise Unreadable(f"the environment {name!r} is not one that can be read")
        elif token in (r"\\", "&") and cases > 0:
            kept.append(token)
        elif token.isdigit() and len(token) > 1 and kept and kept[-1] in ("_", "^", r"\frac"):
            kept += [token[0], token[1:]]  # TeX takes one digit where no braces are
        elif token != r"\\" and token not in _SPACES:
            kept.append(_SAME.get(token, token))
    return kept


def depth_zero(found: list[str], marks: frozenset[str]) -> list[int]:
    """Where marks stand outside of all brackets."""
    depth = 0
    places = []
    for at, token in enumerate(found):
        if token in ("(", "{", r"\{", r"\begin{cases}"):
            depth += 1
        elif token in (")", "}", r"\}", r"\end{cases}"):
            depth -= 1
        elif depth == 0 and token in marks:
            places.append(at)
    return places


def sides(found: list[str]) -> list[list[str]]:
    """What stands between the equal signs. Raises Unreadable where something else than equality is said."""
    other = depth_zero(found, _RELATIONS)
    if other:
        raise Unreadable(f"{found[other[0]]} says something else than equality")
    cuts = [-1, *depth_zero(found, frozenset("=")), len(found)]
    parts = [found[a + 1 : b] for a, b in pairwise(cuts)]
    if not all(parts):
        raise Unreadable("nothing stands on one side of an equal sign")
    return parts


_RELATIONS = frozenset(
    r"< > \leq \geq \neq \approx \sim \simeq \equiv \propto \to \mapsto \in \implies \iff \Rightarrow".split(
        " "
    )
)
