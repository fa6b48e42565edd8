"""The Markdown that authors write: CommonMark, tables, $math$, {role}`text` and :::{directive} blocks.

Raw HTML is not part of it: it is shown as the text it is.
"""

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin


@cache
def parser() -> MarkdownIt:
    """The one configured parser."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_blank_lines=False)
    markdown.use(myst_role_plugin)
    markdown.use(colon_fence_plugin)
    return markdown
