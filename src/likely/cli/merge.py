"""`likely merge`: sums of several sets of rows become the sums of all of them."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "merge files that likely sums wrote; likely fit FAMILY - fits the result"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "source", metavar="SUMS", nargs="+", help="files that likely sums or likely merge wrote, or -"
    )
    parser.add_argument(
        "--column", metavar="NAME", help="the columns hold one quantity, and this is its name"
    )


def run(options: argparse.Namespace) -> int:
    """Merge and print JSON."""
    from pathlib import Path

    from likely.data.partial_text import partial_text, read_partial
    from likely.errors import DataError
    from likely.fit.sums import merge

    partials = []
    for name in options.source:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            raise DataError(f"{name}: {reason} · name a file that likely sums wrote") from None
        partials.append(read_partial("standard input" if name == "-" else name, data))
    sys.stdout.write(partial_text(merge(partials, options.column)))
    return 0
