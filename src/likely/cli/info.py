"""`likely info`: entropy, cross-entropy and KL of two distributions."""

from __future__ import annotations

import argparse
import json

SUMMARY = "entropy, cross-entropy and KL of two distributions, in nats and bits"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("p", metavar="P", help="what is true, such as 'gamma(shape=2, rate=1)'")
    parser.add_argument("q", metavar="Q", help="what is expected instead")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a table, or one JSON object"
    )


def run(options: argparse.Namespace) -> int:
    """Compute and print."""
    from likely.info import info

    found = info(options.p, options.q)
    print(json.dumps(found.to_dict(), allow_nan=False) if options.format == "json" else found)
    return 0
