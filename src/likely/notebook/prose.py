"""Markdown → HTML, with math set, values computed, directives opened and links noted."""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token
from markupsafe import Markup, escape

from likely.notebook.directives.aside import aside
from likely.notebook.directives.block import Block
from likely.notebook.directives.equation import equation
from likely.notebook.directives.misconception import misconception
from likely.notebook.markdown import parser
from likely.notebook.rule.formula_set import formula_set
from likely.notebook.rule.heading_level import heading_level
from likely.notebook.rule.image_in_prose import image_in_prose
from likely.notebook.rule.known_block import known_block
from likely.notebook.rule.known_role import known_role
from likely.notebook.rule.link_scheme import link_scheme
from likely.notebook.rule.value_computed import value_computed
from likely.notebook.typed import RULE_TYPED, typed
from likely.notebook.writer import Link, Writer

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
        heading_level(level, above, line, self._writer)
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
                image_in_prose(line, self._writer)

    def _text(self, text: str, line: int) -> None:
        """Text that is left when all else was recognised."""
        link_scheme(text, line, self._writer)
        self._typed(text, line)

    def _typed(self, text: str, line: int) -> None:
        for number in typed(text):
            self._writer.broken(
                RULE_TYPED, line, f"{number} looks like a result, and is typed", RULE_TYPED.mend
            )

    def _math(self, tex: str, line: int, display: bool) -> str:
        self._typed(tex, line)
        computed = _TEX_VALUE.sub(lambda found: self._tex_value(found[1], line), tex)
        return formula_set(computed, tex, display, line, self._writer)

    def _tex_value(self, written: str, line: int) -> str:
        return value_computed(written, line, self._writer).replace("−", "-").replace("∞", r"\infty ")

    def _role(self, token: Token, line: int) -> str:
        if not known_role(token.meta["name"], line, self._writer):
            return ""
        text = escape(value_computed(token.content, line, self._writer))
        return f'<span class="value" title="{escape(token.content)}">{text}</span>'

    def _link(self, token: Token, line: int) -> None:
        target = str(token.attrGet("href"))
        self._writer.links.append(Link(target, line))
        page, _, anchor = target.removeprefix("concept:").partition("#")
        if target.startswith("concept:") and page in self._writer.pages:
            token.attrSet("href", f"{self._writer.root}{page}/index.html" + (f"#{anchor}" if anchor else ""))

    def _directive(self, token: Token, line: int) -> str:
        block = known_block(token.info, token.content, self._directives, line, self._writer)
        return self._directives[block.name](block) if block else ""


def _replace(token: Token, kind: str, html: str) -> None:
    token.type = kind
    token.content = html
