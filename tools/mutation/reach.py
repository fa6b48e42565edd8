"""A pytest plugin: which functions each test enters, and how long it takes. Written to LIKELY_REACH."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

ROOT = str(Path(__file__).parents[2]) + "/"
ROOMS = tuple(f"{ROOT}src/likely/{room}/" for room in ("formulas", "solve", "fit"))

_reached: dict[str, dict[str, object]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note the functions that are entered while a test runs."""
    seen: set[tuple[str, str]] = set()

    def entered(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(ROOMS):
            seen.add((code.co_filename, code.co_qualname))

    started = time.perf_counter()
    threading.settrace(entered)
    sys.settrace(entered)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        _reached[item.nodeid] = {
            "seconds": round(time.perf_counter() - started, 4),
            "functions": sorted(f"{path.removeprefix(ROOT)}:{name}" for path, name in seen),
        }


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails already can notice nothing."""
    if not report.passed:
        _reached.setdefault(report.nodeid, {})["sound"] = False


def pytest_sessionfinish() -> None:
    """Write it down."""
    sound = {name: one for name, one in _reached.items() if one.get("sound", True)}
    Path(os.environ["LIKELY_REACH"]).write_text(json.dumps(sound), encoding="utf-8")
