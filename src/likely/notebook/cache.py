"""What was computed before, by the digest of everything it was computed from."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from likely.notebook.digest import digest

_FACTS = "facts.json"
_TEXTS = "texts"
_SEEN = "texts.json"
SPARE = "spare"
"""The folder in which the site before the last one waits to become the next one."""

COMPILED = "templates"
"""The folder of compiled templates."""


class Cache:
    """Facts, which are small JSON values by key, and contents of files, each by its own digest.

    With a folder they outlive the run once `save` was called. Without one they are remembered for as long
    as the value lives: twice the same work within a build is done once. A file of the folder is trusted while
    its size, its time of change and its place on the disk are those it was written with.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._facts = self._read(_FACTS)
        self._seen = self._read(_SEEN)
        self._contents: dict[str, bytes] = {}
        self._sound: dict[str, Path] = {}
        self._noted: list[set[str]] = []
        self._new: dict[str, Any] = {}
        self._fresh: list[str] = []

    def get(self, key: str) -> Any | None:
        """The fact of a key, or None."""
        for noted in self._noted:
            noted.add(key)
        return self._facts.get(key)

    def put(self, key: str, fact: Any) -> None:
        """Remember a fact."""
        for noted in self._noted:
            noted.add(key)
        self._facts[key] = self._new[key] = fact

    def has(self, name: str) -> bool:
        """Whether the content of a digest is kept, and still what it was."""
        return name in self._contents or self._trusted(name) is not None

    def content(self, name: str) -> bytes | None:
        """The content of a digest; None if it was never kept, or is no longer what it was."""
        if name in self._contents:
            return self._contents[name]
        path = self._trusted(name)
        if path is None:
            return None
        try:
            content = path.read_bytes()
        except OSError:
            return None
        return content if digest(content) == name else None

    def keep(self, content: bytes) -> str:
        """Remember the content of a file; its digest."""
        name = digest(content)
        if name not in self._contents and self._trusted(name) is None:
            self._contents[name] = content
            self._fresh.append(name)
        return name

    def place(self, name: str, path: Path) -> None:
        """Put the content of a digest where nothing stands: the same file on the disk, if it can be."""
        kept = self._trusted(name)
        if kept is None:
            path.write_bytes(self._contents[name])
            return
        try:
            os.link(kept, path)
        except OSError:  # another disk, or one without links
            shutil.copyfile(kept, path)

    def size(self, name: str) -> int:
        """How many bytes the content of a digest has."""
        return len(self._contents[name]) if name in self._contents else int(self._seen[name][0])

    def stands(self, name: str, found: os.stat_result) -> bool:
        """Whether a file that was found is the one that is kept for a digest."""
        return self._seen.get(name) == _mark(found) and self._trusted(name) is not None

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Collect the keys of all facts that are asked for or put inside the block."""
        keys: set[str] = set()
        self._noted.append(keys)
        try:
            yield keys
        finally:
            self._noted.remove(keys)

    def taken(self) -> tuple[dict[str, Any], list[bytes]]:
        """The facts and contents that are new since this was last asked."""
        facts, contents = self._new, [self._contents[name] for name in self._fresh]
        self._new, self._fresh = {}, []
        return facts, contents

    def save(self, keys: Iterable[str] | None = None, names: Iterable[str] | None = None) -> None:
        """Write down these facts and contents, or all, each whole, and forget others."""
        if self.folder is None:
            return
        folder = self.folder / _TEXTS
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        wanted = there | set(self._contents) if names is None else set(names)
        for name in wanted:
            if name in self._contents:
                self._seen[name] = _mark(_write(folder / name, self._contents[name]))
        for name in there - wanted:
            folder.joinpath(name).unlink(missing_ok=True)
            self._sound.pop(name, None)
        self._seen = {name: self._seen[name] for name in sorted(wanted) if name in self._seen}
        known = {
            key: self._facts[key]
            for key in sorted(self._facts if keys is None else keys)
            if key in self._facts
        }
        for name, told in ((_SEEN, self._seen), (_FACTS, known)):
            _write(self.folder / name, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())

    def _trusted(self, name: str) -> Path | None:
        """The file that holds a content, if it is the one that was written: looked at once by each value."""
        if self.folder is None or name not in self._seen or name in self._sound:
            return self._sound.get(name)
        path = self.folder / _TEXTS / name
        try:
            if _mark(path.stat()) != self._seen[name]:
                return None
        except OSError:
            return None
        self._sound[name] = path
        return path

    def _read(self, name: str) -> dict[str, Any]:
        if self.folder is None:
            return {}
        try:
            facts = json.loads(self.folder.joinpath(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}


def beside(out: Path) -> Path:
    """Where the cache of a site is kept: hidden, beside it, so that it is not published with it."""
    return out.absolute().parent / f".{out.absolute().name}.likely-cache"


def _mark(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def _write(path: Path, content: bytes) -> os.stat_result:
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        file.write(content)
    written = Path(file.name)
    written.chmod(0o644)  # a file of the site is this very file
    written.replace(path)
    return path.stat()
