"""`likely compare`: rank families on the same rows."""

from __future__ import annotations

import argparse
import json

SUMMARY = "rank families of distributions on one column of data by AIC"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("source", metavar="SOURCE", help="a CSV or Parquet file (gzip too)")
    parser.add_argument(
        "families", metavar="FAMILY", nargs="*", help="families to compare (default: all that can fit)"
    )
    parser.add_argument("--column", metavar="C", help="the column to fit; not needed when there is only one")
    parser.add_argument("--weights", metavar="W", help="the column that says how much each row counts")
    parser.add_argument(
        "--trials", metavar="N", help="binomial: the number of trials, or the column that holds it"
    )
    parser.add_argument(
        "--resolution", type=float, metavar="D", help="the step to which the values were rounded"
    )
    parser.add_argument(
        "--missing", choices=("error", "drop"), default="error", help="what to do with missing values"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a table, or one JSON object"
    )


def run(options: argparse.Namespace) -> int:
    """Compare and print."""
    from likely.cli.fit import number_or_column
    from likely.fit.compare import compare

    more = {"trials": number_or_column(options.trials)} if options.trials else {}
    found = compare(
        options.source,
        options.column,
        options.families,
        weights=options.weights,
        resolution=options.resolution,
        missing=options.missing,
        **more,
    )
    print(json.dumps(found.to_dict(), allow_nan=False) if options.format == "json" else found)
    return 0
