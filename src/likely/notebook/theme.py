"""The colours of a theme: text can be read on what lies behind it, by day and by night."""

import re
from pathlib import Path

from likely.notebook.problems import Problems, Rule

RULE_CONTRAST = Rule(
    "LK047",
    "text has a contrast of 4.5 to what lies behind it, edges one of 3 (WCAG 2.2, 1.4.3 and 1.4.11)",
    "make the two colours in tokens.css lighter or darker",
)
TOKENS = "tokens.css"
OWN = "theme.css"
"""The stylesheet of a theme's own that every page loads last."""

_PAIRS = (
    ("ink", "paper", 4.5), ("soft", "paper", 4.5), ("cool", "paper", 4.5), ("warm", "paper", 4.5),
    ("ink", "sheet", 4.5), ("soft", "sheet", 4.5), ("ink", "cool-wash", 4.5), ("ink", "warm-wash", 4.5),
    ("edge", "paper", 3.0),
)  # fmt: skip
_TOKEN = re.compile(r"--(?P<name>[a-z-]+):\s*#(?P<hex>[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_DARK = "prefers-color-scheme: dark"


def check_theme(web: Path, problems: Problems, theme: Path | None = None) -> None:
    """Look at every pair of colours that meet. A style without tokens has none to show.

    The owner's own theme.css comes after tokens.css, or takes its place, as in the pages.
    """
    own = [theme / "style" / name for name in (TOKENS, OWN)] if theme else []
    paths = [own[0] if own and own[0].is_file() else web / "style" / TOKENS, *own[1:]]
    themes: dict[str, dict[str, tuple[str, int, Path]]] = {"day": {}, "night": {}}
    for path in paths:
        which = "day"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, start=1):
            which = "night" if _DARK in line else which
            for found in _TOKEN.finditer(line):
                themes[which][found["name"]] = found["hex"], number, path
    themes["night"] = themes["day"] | themes["night"]
    for name, tokens in themes.items():
        for over, under, least in _PAIRS:
            if over in tokens and under in tokens:
                measured = contrast(tokens[over][0], tokens[under][0])
                if measured < least:
                    what = f"--{over} on --{under} has a contrast of {measured:.2f} by {name}, below {least}"
                    _, at, path = max(tokens[over], tokens[under], key=lambda token: token[2] in own)
                    problems.add(RULE_CONTRAST.broken(path, at, what, RULE_CONTRAST.mend))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours in hexadecimal, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    whole = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(whole[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
