"""How far a long build has come, on a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Never

MANY = 10
"""Fewer pages are done before one could read about them."""


@contextlib.contextmanager
def shown() -> Iterator[Callable[[int, int], None]]:
    """A function that is told how many pages are done, of how many; a bar while there are many.

    Nothing is shown where standard error is no terminal.
    """
    from tqdm import tqdm

    with contextlib.ExitStack() as stack:
        bars: list[tqdm[Never]] = []

        def told(done: int, of: int) -> None:
            if not bars and of >= MANY and done < of:
                disable = not sys.stderr.isatty()
                bar: tqdm[Never] = tqdm(total=of, desc="pages", unit="page", leave=False, disable=disable)
                bars.append(stack.enter_context(bar))
            for shown_bar in bars:
                shown_bar.update(done - shown_bar.n)

        yield told
