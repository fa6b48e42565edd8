"""`likely fit`: fit a family to a file and report the fit honestly."""

from __future__ import annotations

import argparse
import json

SUMMARY = "fit a family of distributions to one column of data by maximum likelihood"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("family", metavar="FAMILY", help="the family to fit, such as bernoulli")
    parser.add_argument(
        "source", metavar="SOURCE", help="a CSV or Parquet file (gzip too), or - for standard input"
    )
    parser.add_argument("--column", metavar="C", help="the column to fit; not needed when there is only one")
    parser.add_argument(
        "--missing",
        choices=("error", "drop"),
        default="error",
        help="a missing value is an error that names its row (default), or its row is dropped and counted",
    )
    parser.add_argument(
        "--space",
        choices=("closed", "open"),
        default="closed",
        help="whether the edge belongs to the parameter space, as θ = 1 does to [0, 1] (default closed)",
    )
    parser.add_argument(
        "--interval",
        choices=("profile", "wald"),
        default="profile",
        help="interval by likelihood ratio (default), or estimate ± standard errors",
    )
    parser.add_argument(
        "--level", type=float, default=0.95, metavar="P", help="the interval's level (default 0.95)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a report, or one JSON object"
    )


def run(options: argparse.Namespace) -> int:
    """Fit and print. Exit status 0 if a maximum exists, 3 if none does."""
    from likely.data.scan import describe
    from likely.fit.fit import fit
    from likely.fit.report import report

    result = fit(
        options.family,
        options.source,
        options.column,
        missing=options.missing,
        space=options.space,
        interval=options.interval,
        level=options.level,
    )
    if options.format == "json":
        print(json.dumps(result.to_dict(), allow_nan=False))
    else:
        name = describe(options.source)
        print(report(result, f"{name}, column {options.column}" if options.column else name))
    return 0 if result.exists else 3
