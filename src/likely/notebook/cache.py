"""What was computed before, by the digest of everything it was computed from."""

import json
import tempfile
from pathlib import Path
from typing import Any


class Cache:
    """JSON values in a folder; without a folder, nothing is remembered."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def get(self, key: str) -> Any | None:
        """The value, or None."""
        if self._folder is None:
            return None
        try:
            return json.loads(self._folder.joinpath(f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Remember a value, whole or not at all."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self._folder, delete=False, encoding="utf-8") as file:
            json.dump(value, file)
        Path(file.name).replace(self._folder / f"{key}.json")
