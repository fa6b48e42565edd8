"""What was computed before, by the digest of everything it was computed from."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from likely.notebook.digest import digest

_FACTS = "facts.json"
_TEXTS = "texts"


class Cache:
    """Facts, which are small JSON values by key, and texts, each by its own digest.

    With a folder they outlive the run once `save` was called. Without one they are remembered for as long
    as the value lives: twice the same work within a build is done once.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._facts = self._read()
        self._texts: dict[str, str] = {}
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

    def text(self, name: str) -> str | None:
        """The text of a digest; None if it was never kept, or is no longer what it was."""
        if name in self._texts:
            return self._texts[name]
        if self.folder is None:
            return None
        try:
            text = self.folder.joinpath(_TEXTS, name).read_bytes().decode("utf-8")
        except (OSError, ValueError):
            return None
        return text if digest(text) == name else None

    def keep(self, text: str) -> str:
        """Remember a text; its digest."""
        name = digest(text)
        if name not in self._texts:
            self._texts[name] = text
            self._fresh.append(name)
        return name

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Collect the keys of all facts that are asked for or put inside the block."""
        keys: set[str] = set()
        self._noted.append(keys)
        try:
            yield keys
        finally:
            self._noted.remove(keys)

    def taken(self) -> tuple[dict[str, Any], list[str]]:
        """The facts and texts that are new since this was last asked."""
        facts, texts = self._new, [self._texts[name] for name in self._fresh]
        self._new, self._fresh = {}, []
        return facts, texts

    def save(self, keys: Iterable[str] | None = None, texts: Iterable[str] | None = None) -> None:
        """Write down these facts and texts, or all, and forget others. What is written is written whole."""
        if self.folder is None:
            return
        folder = self.folder / _TEXTS
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        wanted = there | set(self._texts) if texts is None else set(texts)
        for name in wanted - there:
            if name in self._texts:
                _write(folder / name, self._texts[name])
        for name in there - wanted:
            folder.joinpath(name).unlink(missing_ok=True)
        known = {
            key: self._facts[key]
            for key in sorted(self._facts if keys is None else keys)
            if key in self._facts
        }
        _write(self.folder / _FACTS, json.dumps(known, ensure_ascii=False, separators=(",", ":")))

    def _read(self) -> dict[str, Any]:
        if self.folder is None:
            return {}
        try:
            facts = json.loads(self.folder.joinpath(_FACTS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}


def beside(out: Path) -> Path:
    """Where the cache of a site is kept: hidden, beside it, so that it is not published with it."""
    return out.absolute().parent / f".{out.absolute().name}.likely-cache"


def _write(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        file.write(text.encode("utf-8"))
    Path(file.name).replace(path)
