"""What an author writes can be hostile; nothing of it becomes script, and nothing leaves its place."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from likely.notebook.build import Mode, build
from likely.notebook.new import new

PAYLOAD = (
    "</script></title></text></p><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
)
PLACES = [
    ("concept.md", 'title = "Bent coin"', "title = '''Bent coin {}'''"),
    ("concept.md", "summary = ", "summary = '''{}''' #"),
    ("concept.md", "How\nsurprised", "How {}\nsurprised"),
    ("concept.md", "### Averages decide", "### Averages {}"),
    ("concept.md", "reads: The slope", "reads: {} The slope"),
    ("concept.md", "belief: With", "belief: {} With"),
    ("concept.md", "Surprise is measured", "{} Surprise is measured"),
    ("concept.md", "Surprise is measured", "`{}` Surprise is measured"),
    ("concept.md", "$\\theta = \\hat p$", "$\\text{{ {} }}$"),
    ("concept.md", "[The cost](#eq.cost)", '[x](https://example.org/ "{}")'),
    ("stage.py", 'title="Ten tosses and a belief"', "title='''{}'''"),
    ("stage.py", '"KL " + fixed', "'''{}''' + fixed"),
    ("stage.py", '"Average surprise", "nats"', "'''{}''', '''{}'''"),
    ("stage.py", '"A lower one"', "'''{}'''"),
    ("stage.py", '"Heads", 0, N', "'''{}''', 0, N"),
    ("stage.py", "told = f\"", "told = '''{}''' + f\""),
    ("witness.py", 'print("heads"', "print('''{}''', \"heads\""),
    ("storyboard.toml", 'title = "Doubt"', "title = '''{}'''"),
    ("inquiry.toml", 'label = "The level"', "label = '''{}'''"),
    ("claims.toml", 'locator = "Theorem 2.6.3"', "locator = '''{}'''"),
    ("claims.toml", "year = 2006", "year = 2006\nnote = '''{}'''"),
    ("practice.toml", 'exemplar = "Below', "exemplar = '''{}''' #"),
    ("research.toml", 'repair = "Surprise adds', "repair = '''{}''' #"),
]  # fmt: skip
SAFE = ("application/json", "module")

CLASSIC = ("assets/core/embed.js", "assets/vendor/papaparse/papaparse.min.js")
"""The site's own scripts that are no modules: one runs before the first paint, one is a library."""


class Reader(HTMLParser):
    """Collects what could run."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        ours = str(given.get("src")).endswith(CLASSIC)
        safe = given.get("type") in SAFE and (given.get("src") or given.get("id"))
        if tag == "script" and not (safe or ours):
            self.bad.append(f"<script {attrs}>")
        if tag in ("img", "iframe", "object", "embed", "foreignobject"):
            self.bad.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc" or name == "style":
                self.bad.append(f"{tag} {name}")
            if name in ("href", "src", "action") and (value or "").strip().lower().startswith(
                ("javascript", "data")
            ):
                self.bad.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(("file", "old", "new_text"), PLACES)
def test_it_is_shown_and_never_run(tmp_path: Path, file: str, old: str, new_text: str) -> None:
    path = new(tmp_path / "concepts", "games/bent-coin") / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fixture has changed"
    path.write_text(
        text.replace(old, new_text.replace("{}", PAYLOAD).replace("{{", "{").replace("}}", "}"), 1),
        encoding="utf-8",
    )
    build(tmp_path / "concepts", tmp_path / "site", mode=Mode(quick=True))
    for page in (tmp_path / "site").rglob("*.html"):
        reader = Reader()
        html = page.read_text(encoding="utf-8")
        reader.feed(html)
        assert reader.bad == [], page
        assert "Content-Security-Policy" in html
    assert "alert(1)" in (tmp_path / "site/games/bent-coin/index.html").read_text(encoding="utf-8")
