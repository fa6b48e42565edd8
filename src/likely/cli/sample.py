"""`likely sample`: draw from a saved model."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "draw text from a saved ngram"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("model", metavar="MODEL", help="a file written with likely fit ngram … --save")
    parser.add_argument("--length", type=int, default=100, metavar="N", help="how many tokens (default 100)")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="the same seed draws the same (default 0)"
    )


def run(options: argparse.Namespace) -> int:
    """Draw and print."""
    from likely.fit.sample import sample

    sys.stdout.flush()
    sys.stdout.buffer.write(sample(options.model, options.length, options.seed) + b"\n")
    return 0
