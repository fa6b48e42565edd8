"""Ctrl-C ends the program within a second, whatever it is doing.

Python hears Ctrl-C between two of its own instructions. A long call into a library (a query, a linear
program) has none, so the signal also wakes a thread: where the call is not back in time, it ends the program.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import time
from typing import NoReturn

STATUS = 130
PATIENCE = 0.7  # seconds that the program has to end by itself, taking its drafts with it


def watch() -> None:
    """From now on. For the program alone: a library leaves signals to whoever calls it."""
    if os.name != "posix":
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    except ValueError:  # not the main thread
        return
    os.register_at_fork(after_in_child=_forget)
    _thread.start_new_thread(_wait, (reading,))


def leave() -> NoReturn:
    """End at once, with the processes that were started; threads of libraries are not waited for."""
    started = sys.modules.get("multiprocessing")
    for child in started.active_children() if started else ():
        child.kill()
    if opened := sys.modules.get("likely.data.scratch"):
        opened.drop_all()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(STATUS)


def _wait(reading: int) -> None:
    while (told := os.read(reading, 1)) and told[0] != signal.SIGINT:
        pass
    if told:
        time.sleep(PATIENCE)
        print("likely: stopped", file=sys.stderr)
        leave()


def _forget() -> None:
    with contextlib.suppress(ValueError):
        signal.set_wakeup_fd(-1)
