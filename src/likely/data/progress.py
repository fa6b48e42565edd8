"""A bar with rate and time left, for long work, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

PATIENCE = 1.0  # seconds before there is a bar


class Progress:
    """Counts steps out of `total`; tqdm is imported when the work turns out to be long."""

    def __init__(self, total: int | None, unit: str, title: str = "", bytes_: bool = False) -> None:
        self._total, self._unit, self._title, self._bytes = total, unit, title, bytes_
        self._done = 0
        self._bar: Any = None
        self._start = time.monotonic()
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def step(self, by: int) -> None:
        """So much more is done."""
        self._done += by
        if not self._wanted:
            return
        if self._bar is not None:
            self._bar.update(by)
        elif time.monotonic() - self._start > PATIENCE:
            from tqdm import tqdm

            self._bar = tqdm(
                total=self._total,
                initial=self._done,
                unit=self._unit,
                unit_scale=self._bytes,
                unit_divisor=1024 if self._bytes else 1000,
                desc=self._title or None,
                leave=False,
                file=sys.stderr,
                dynamic_ncols=True,
            )
            self._bar.start_t = self._start  # the rate counts from the beginning

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
