"""Markdown → HTML, with math set, values computed, directives opened and links noted."""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token
from markupsafe import Markup, escape

from likely.notebook.directives.aside import aside
from likely.notebook.directives.block import Block, read_block
from likely.notebook.directives.equation import equation
from likely.notebook.directives.misconception import misconception
from likely.notebook.markdown import parser
from likely.notebook.mathml import TexError, mathml
from likely.notebook.problems import Rule
from likely.notebook.typed import RULE_TYPED, typed
from likely.notebook.vocabulary import ExpressionError
from likely.notebook.writer import Link, Writer

RULE_DIRECTIVE = Rule(
    "LK010",
    "a block between ::: lines is {equation}, {misconception} or {aside}",
    "use {equation}, {misconception} or {aside}",
)
RULE_TEX = Rule("LK011", "every formula can be set: no unknown command, no stray backslash", "mend the TeX")
RULE_VALUE = Rule(
    "LK015",
    "a {value} holds an expression over the declared formulas and a format",
    "write {value}`module.formula(…) .4f` with names declared under formulas and given",
)
RULE_ROLE = Rule("LK016", "the only role is {value}", "write {value}`expression .4f`")
RULE_HEADING = Rule(
    "LK017",
    "inside a section headings begin at ### and skip no level",
    "use the level that the finding names",
)
RULE_IMAGE = Rule(
    "LK018",
    "pictures come from the stage; images in prose are not supported",
    "draw it as a mark of the stage",
)

RULE_SCHEME = Rule(
    "LK048",
    "no link goes where scripts or files are: javascript:, data: and file: are shown as text, and refused",
    "write #id, concept:area/slug or https://…",
)

_REFUSED_LINK = re.compile(r"\]\(\s*((?:javascript|vbscript|data|file):[^)\s]*)", re.IGNORECASE)
_HEADING_ID = re.compile(r"\s*\{#([a-z][a-z0-9.-]*)\}\s*$")
_TEX_VALUE = re.compile(r"\\value\{([^{}]*)\}")


class Prose:
    """Renders the prose of one page."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._directives: dict[str, Callable[[Block], str]] = {
            "equation": lambda block: equation(block, writer, lambda tex, line: self._math(tex, line, True)),
            "misconception": lambda block: misconception(block, writer, self._markdown),
            "aside": lambda block: aside(block, writer, self._markdown),
        }

    def render(self, text: str) -> Markup:
        """The HTML of a piece of Markdown whose line numbers are those of its file."""
        return Markup(self._markdown(text))

    def _markdown(self, text: str) -> str:
        tokens = parser().parse(text)
        level = 2
        for i, token in enumerate(tokens):
            line = token.map[0] + 1 if token.map else 1
            if token.type == "heading_open":
                level = self._heading(token, tokens[i + 1], level, line)
            elif token.type == "inline":
                self._inline(token.children or [], line)
            elif token.type == "colon_fence":
                _replace(token, "html_block", self._directive(token, line))
            elif token.type == "math_block":
                html = self._math(token.content.strip(), line, True)
                _replace(token, "html_block", f'<div class="equation-body">{html}</div>\n')
        rendered: str = parser().renderer.render(tokens, parser().options, {})
        return rendered

    def _heading(self, opening: Token, inline: Token, above: int, line: int) -> int:
        level = int(opening.tag[1])
        if level < 3 or level > above + 1:
            self._writer.broken(
                RULE_HEADING,
                line,
                f"<{opening.tag}> stands below <h{above}>",
                f"write {'#' * min(max(3, level), above + 1)}",
            )
        last = inline.children[-1] if inline.children else None
        found = _HEADING_ID.search(last.content) if last and last.type == "text" else None
        if last and found:
            last.content = last.content[: found.start()]
            opening.attrSet("id", found.group(1))
            self._writer.anchors.append(Link(found.group(1), line))
        return level

    def _inline(self, children: Sequence[Token], line: int) -> None:
        for token in children:
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "text":
                self._text(token.content, line)
            elif token.type == "math_inline":
                _replace(token, "html_inline", self._math(token.content, line, False))
            elif token.type == "myst_role":
                _replace(token, "html_inline", self._role(token, line))
            elif token.type == "link_open":
                self._link(token, line)
            elif token.type == "image":
                self._writer.broken(RULE_IMAGE, line, "an image in prose", "draw it as a mark of the stage")

    def _text(self, text: str, line: int) -> None:
        """Text that is left when all else was recognised."""
        if found := _REFUSED_LINK.search(text):
            self._writer.broken(RULE_SCHEME, line, f"{found[1]!r} is no link to follow", RULE_SCHEME.mend)
        self._typed(text, line)

    def _typed(self, text: str, line: int) -> None:
        for number in typed(text):
            self._writer.broken(
                RULE_TYPED, line, f"{number} looks like a result, and is typed", RULE_TYPED.mend
            )

    def _math(self, tex: str, line: int, display: bool) -> str:
        self._typed(tex, line)
        try:
            return mathml(_TEX_VALUE.sub(lambda found: self._tex_value(found[1], line), tex), display)
        except TexError as error:
            self._writer.broken(RULE_TEX, line, f"{tex!r} cannot be set: {error}", "mend the TeX")
            return ""

    def _tex_value(self, written: str, line: int) -> str:
        return self._value(written, line).replace("−", "-").replace("∞", r"\infty ")

    def _role(self, token: Token, line: int) -> str:
        if token.meta["name"] != "value":
            self._writer.broken(
                RULE_ROLE, line, f"unknown role {{{token.meta['name']}}}", "write {value}`expression .4f`"
            )
            return ""
        text = escape(self._value(token.content, line))
        return f'<span class="value" title="{escape(token.content)}">{text}</span>'

    def _value(self, written: str, line: int) -> str:
        try:
            return self._writer.vocabulary.text(written)
        except ExpressionError as error:
            self._writer.broken(
                RULE_VALUE, line, f"{written!r}: {error}", "write {value}`module.formula(…) .4f`"
            )
            return ""

    def _link(self, token: Token, line: int) -> None:
        target = str(token.attrGet("href"))
        self._writer.links.append(Link(target, line))
        page, _, anchor = target.removeprefix("concept:").partition("#")
        if target.startswith("concept:") and page in self._writer.pages:
            token.attrSet("href", f"{self._writer.root}{page}/index.html" + (f"#{anchor}" if anchor else ""))

    def _directive(self, token: Token, line: int) -> str:
        block = read_block(token.info, token.content, line)
        if block is None or block.name not in self._directives:
            self._writer.broken(
                RULE_DIRECTIVE,
                line,
                f"unknown block :::{token.info.strip()}",
                RULE_DIRECTIVE.mend,
            )
            return ""
        return self._directives[block.name](block)


def _replace(token: Token, kind: str, html: str) -> None:
    token.type = kind
    token.content = html
