"""`likely compare`: rank families on the same rows."""

from __future__ import annotations

import argparse
import json

SUMMARY = "rank families of distributions by AIC, or test nested formulas of one family"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("source", metavar="SOURCE", help="a CSV or Parquet file (gzip too)")
    parser.add_argument(
        "families", metavar="FAMILY", nargs="*", help="families to compare (default: all that can fit)"
    )
    parser.add_argument("--column", metavar="C", help="the column to fit; not needed when there is only one")
    parser.add_argument(
        "--formula",
        action="append",
        default=[],
        metavar="F",
        help="given twice or more: likelihood-ratio tests between nested formulas of the one FAMILY",
    )
    for name, what in (
        ("link", "logit or probit"),
        ("event", "the column that is 1 where observed and 0 where right-censored"),
        ("offset", "the column added to the predictor"),
        ("exposure", "the column whose logarithm is added to it"),
        ("levels", "the labels of the response, in order"),
    ):
        parser.add_argument(f"--{name}", help=f"with --formula: {what}")
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
    if options.formula:
        return _formulas(options)
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


def _formulas(options: argparse.Namespace) -> int:
    from likely.errors import UsageError
    from likely.fit.regression.nested import compare_formulas

    if len(options.families) != 1:
        raise UsageError("formulas are compared within one family · name one, as in: compare SOURCE poisson")
    found = compare_formulas(
        options.families[0],
        options.source,
        options.formula,
        options.missing,
        link=options.link,
        event=options.event,
        offset=options.offset,
        exposure=options.exposure,
        levels=tuple(options.levels.split(",")) if options.levels else (),
        weights=options.weights,
    )
    print(json.dumps(found.to_dict(), allow_nan=False) if options.format == "json" else found)
    return 0
