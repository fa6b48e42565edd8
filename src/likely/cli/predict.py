"""`likely predict`: what a saved regression expects of new rows."""

from __future__ import annotations

import argparse
import csv
import io

SUMMARY = "predict new rows by a saved regression, as CSV"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("model", metavar="MODEL", help="a regression written with likely fit … --save")
    parser.add_argument("source", metavar="SOURCE", help="a CSV or Parquet file (gzip too), or -")
    parser.add_argument(
        "--missing",
        choices=("error", "drop"),
        default="error",
        help="a missing input is an error that names its row (default), or its row is left out",
    )
    parser.add_argument("--save", metavar="FILE", help="write there instead of printing")


def run(options: argparse.Namespace) -> int:
    """Print one line a row: its number, then the mean, or the probability of each class as p_CLASS."""
    from likely.errors import UsageError
    from likely.fit.regression.predict import predict_rows, read_inputs
    from likely.fit.regression.result import Regression
    from likely.fit.saved import load
    from likely.fit.whole import write_whole

    fit = load(options.model)
    if not isinstance(fit, Regression):
        raise UsageError(f"{options.model}: a fit without inputs predicts every row alike · see likely score")
    rows = read_inputs(fit, options.source, options.missing)
    found = predict_rows(fit, rows)
    if not isinstance(found, dict):
        labels = fit.model.get("labels", ("0", "1"))
        found = {f"p_{labels[1]}" if fit.family == "bernoulli" else "mean": found}
    else:
        found = {f"p_{label}": values for label, values in found.items()}
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["row", *found])
    columns = [rows.numbers.tolist(), *(values.tolist() for values in found.values())]
    out.writerows(zip(*columns, strict=True))
    if options.save:
        write_whole(options.save, text.getvalue())
    else:
        print(text.getvalue(), end="")
    return 0
