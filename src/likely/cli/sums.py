"""`likely sums`: what a family needs to know of some rows, to be merged with other rows and fitted later."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "write the sums that a family needs of some rows, to be merged and fitted later"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("family", metavar="FAMILY", help="the family, such as gamma")
    parser.add_argument(
        "source", metavar="SOURCE", nargs="+", help="files, folders or patterns, or - for standard input"
    )
    parser.add_argument("--column", metavar="C", help="the column; not needed when there is only one")
    parser.add_argument(
        "--weights", metavar="W", help="the column that says how many rows each row stands for"
    )
    parser.add_argument(
        "--trials", metavar="N", help="binomial: the number of trials, or the column that holds it"
    )
    parser.add_argument(
        "--start",
        type=int,
        choices=(0, 1),
        default=0,
        help="geometric: counts are failures (0, default) or trials (1)",
    )
    parser.add_argument(
        "--missing",
        choices=("error", "drop"),
        default="error",
        help="a missing value is an error that names its row (default), or its row is dropped and counted",
    )
    parser.add_argument(
        "--unit", metavar="U", help="what one unit of the column is; sums in different units are not merged"
    )


def run(options: argparse.Namespace) -> int:
    """Add up and print JSON."""
    from likely.cli.fit import number_or_column
    from likely.data.partial_text import partial_text
    from likely.fit.sums import sums

    found = sums(
        options.family,
        options.source[0] if len(options.source) == 1 else options.source,
        options.column,
        weights=options.weights,
        trials=number_or_column(options.trials),
        start=options.start,
        missing=options.missing,
        unit=options.unit,
    )
    sys.stdout.write(partial_text(found))
    return 0
