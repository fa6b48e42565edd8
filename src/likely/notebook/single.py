"""A page as one HTML file that needs nothing else: from a mail, from a stick, from `file://`.

Scripts, styles, fonts, the runtime, the Python and the grid are parts of the file. A small script opens them
as addresses of their own (`web/single/open.js`); what a script names as a file it then finds there. The
policy allows these addresses, and the scripts and styles whose digests it names, and nothing else.
"""

import base64
import gzip
import json
import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path

from likely.errors import LikelyError
from likely.notebook import policy
from likely.notebook.assets import RUNTIME, joined_styles
from likely.notebook.bundle import SESSION, imported_files, portable_files
from likely.notebook.bundle import bundle as bundled
from likely.notebook.setting import Setting

_SCRIPT = re.compile(r'<script type="module" src="[^"]*assets/([^"]+)"></script>\n?')
_EARLY = re.compile(r'<script src="[^"]*assets/([^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="[^"]*assets/style/([^"]+)">')
_AHEAD = re.compile(r'<link rel="(?:preload|modulepreload)"[^>]*>\n?')
_ICON = re.compile(r'(<link rel="icon" href=")[^"]*assets/([^"]+)"')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
_SEARCH = re.compile(r"<likely-search\b.*?</likely-search>", re.DOTALL)
_LINK = re.compile(r' href="((?:\.\./)+)([^"]*)"')
_BESIDE = re.compile(r'<a href="(witness\.ipynb|witness\.py)"(?: download(?:="([^"]*)")?)?')
_URL = re.compile(r'url\("(\.\./[^"]+)"\)')
_FACE = re.compile(r"@font-face\s*\{[^}]*unicode-range:\s*([^;}]+)[^}]*\}\n?")
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.DOTALL | re.MULTILINE)  # for who reads the source
_NAMED = re.compile(r'"(\.{1,2}/[\w./-]+\.js)"')
_STARTED = re.compile(r'new URL\("([\w-]+\.js)", import\.meta\.url\)\.href\), \{ type: "module" \}\)')
_RUNTIME = RUNTIME.joinpath("micropython.mjs").as_posix()
_WASM = RUNTIME.joinpath("micropython.wasm").as_posix()
_PLAIN = (
    ("export default _createMicroPythonModule;", ""),
    ("export async function loadMicroPython", "async function loadMicroPython"),
    ("import.meta.url", "self.location.href"),
)
"""What makes a plain script of the runtime, which is a module."""
_FETCHED = re.compile(r"`\$\{(?:page \|\| assets|assets|page|here)\}([\w./-]+)`")
_LEFT = re.compile(r"import\.meta|(?:fetch|import|get)\(`|from \"\.")
_LEFT_OUT = frozenset(("core/later.js", "core/reload.js", "elements/likely-search.js"))
_LATER = "likely-predictions"  # what core/later.js would bring, which also looks after pages kept offline
_TYPES = {".js": "text/javascript", ".json": "application/json"}
_TYPES |= {".py": "text/plain", ".wasm": "application/wasm"}
_SAVED = {".py": "text/x-python", ".ipynb": "application/x-ipynb+json"}


def single(folder: str, files: Mapping[str, str], setting: Setting) -> str:
    """One file from the files of a page, whose folder in the site is named."""
    html, web = files["index.html"], setting.web
    parts = _Parts(web, {name: files[name] for name in ("stage.py", "grid.json") if name in files})
    programs = f"{files['stage.py']}\n{files['witness.py']}\n{SESSION}\n"
    parts.texts["python.json"] = bundled(imported_files(programs, portable_files()))
    elements = [name for name in _SCRIPT.findall(html) if name not in _LEFT_OUT]
    if f"<{_LATER}" in html:
        elements.append(f"elements/{_LATER}.js")
    for name in elements:
        parts.add(name)
    allowed: list[str] = []
    letters = frozenset(unescape(html))

    def inline(tag: str, text: str) -> str:
        allowed.append(policy.digest_of(text))
        return f"<{tag}>{text}</{tag}>"

    styles = {"site.css": joined_styles(web, setting.theme)}
    html = _SCRIPT.sub("", _AHEAD.sub("", _SEARCH.sub("", html)))
    html = _EARLY.sub(lambda found: inline("script", _read(web, found[1])), html)
    html = _STYLE.sub(
        lambda found: inline(
            "style", _with_fonts(styles.get(found[1]) or _read(web / "style", found[1]), web, letters)
        ),
        html,
    )
    html = _ICON.sub(lambda found: f'{found[1]}{_data("image/svg+xml", _read(web, found[2]))}"', html)
    html = _BESIDE.sub(lambda found: _saved(found[1], found[2], files[found[1]]), html)
    place = f"{setting.site.url}{folder}/" if setting.site.url else ""
    html = html.replace(' href="objects.json"', f' href="{place}objects.json"' if place else "")
    html = html.replace('href="index.html?', 'href="?')
    html = _LINK.sub(lambda found: f' href="{setting.site.url}{found[2]}"' if setting.site.url else "", html)
    held = json.dumps(parts.listed(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    held = held.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    opening = inline("script", _read(web / "single", "open.js"))
    last = html.rindex("</body>")
    html = (
        f'{html[:last]}<script type="application/json" id="files">{held}</script>\n{opening}\n{html[last:]}'
    )
    return _POLICY.sub(lambda found: f'{found[1]}{escape(policy.single(allowed))}"', html)


class _Parts:
    """The scripts that a page needs, each after those that it names, and what they fetch."""

    def __init__(self, web: Path, texts: dict[str, str]) -> None:
        self._web = web
        self.texts = texts
        self._order: list[str] = []

    def add(self, name: str) -> None:
        """A script, and before it whatever it names."""
        if name in self._order:
            return
        if name == _WASM:
            # packed, because base64 alone would hide its order from whoever packs the page
            packed = gzip.compress(self._web.joinpath(name).read_bytes(), 9, mtime=0)
            self.texts[name] = base64.b64encode(packed).decode()
        elif name == "core/worker.js":
            self.texts[name] = self._worker(_read(self._web, name))
        elif name.endswith(".js"):
            self.texts[name] = self._renamed(name, _read(self._web, name))
        self._order.append(name)

    def listed(self) -> dict[str, tuple[str, str, str]]:
        """Name, type and text of each, by their names and in order."""
        return {name: (name, _TYPES[Path(name).suffix], self.texts[name]) for name in self._order}

    def _renamed(self, name: str, text: str) -> str:
        """The script with every name of a file turned into that of a part, which is added first."""
        folder = posixpath.dirname(name)

        def part(other: str) -> str:
            if other == "grid.json" and other not in self.texts:
                return '""'
            self.add(other)
            return f'"likely:{other}"'

        def started(found: re.Match[str]) -> str:  # no module: from file:// that is refused
            return f"{part(posixpath.join(folder, found[1]))}), {{}})"

        text = _STARTED.sub(started, text)
        text = _NAMED.sub(lambda found: part(posixpath.normpath(posixpath.join(folder, found[1]))), text)
        text = _FETCHED.sub(lambda found: part(found[1]), text)
        return _followed(name, _COMMENT.sub("", text))

    def _worker(self, text: str) -> str:
        """The worker with the runtime before it, and all that it fetches in it."""
        runtime = _read(self._web, _RUNTIME)
        for old, new in _PLAIN:
            if old not in runtime:
                raise LikelyError(f"web/{_RUNTIME} is not the one that a single file knows: it has no {old}")
            runtime = runtime.replace(old, new)
        names = [_WASM]

        def part(found: re.Match[str]) -> str:
            names.append(found[1])
            return f'"in:{found[1]}"'

        text = text.replace(f"import(`${{assets}}{_RUNTIME}`)", "globalThis")
        text = text.replace("loadMicroPython({", f'loadMicroPython({{ url: "in:{_WASM}",')
        text = _followed("core/worker.js", _FETCHED.sub(part, text))
        for name in names:
            self.add(name)
        held = ", ".join(f'"in:{name}": "held:{name}"' for name in names)
        runtime = f"(async () => {{\n{runtime}\n}})();"  # it waits for something in Node only
        opening = f"self.held = {{ {held} }};\n{_read(self._web / 'single', 'held.js')}"
        return "\n".join((opening, runtime, text))


def _followed(name: str, text: str) -> str:
    """The script, if nothing is left in it that would look for a file."""
    if left := _LEFT.search(text):
        raise LikelyError(f"web/{name} names a file in a way that a single file cannot follow: {left[0]}")
    return text


def _read(folder: Path, name: str) -> str:
    return folder.joinpath(name).read_text(encoding="utf-8")


def _with_fonts(style: str, web: Path, letters: frozenset[str]) -> str:
    """The style with its fonts inside, those that the page's letters ask for."""

    def inside(found: re.Match[str]) -> str:
        font = web.joinpath("style", found[1]).resolve().read_bytes()
        return f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}")'

    wanted = _FACE.sub(lambda face: face[0] if _covers(face[1], letters) else "", style)
    return _URL.sub(inside, wanted)


def _covers(ranges: str, letters: frozenset[str]) -> bool:
    """True if a unicode-range has one of these letters, which is when a browser asks for the font."""
    for one in ranges.split(","):
        low, _, high = one.strip().removeprefix("U+").partition("-")
        if any(int(low, 16) <= ord(letter) <= int(high or low, 16) for letter in letters):
            return True
    return False


def _data(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def _saved(name: str, given: str | None, text: str) -> str:
    return f'<a href="{_data(_SAVED[Path(name).suffix], text)}" download="{given or name}"'
