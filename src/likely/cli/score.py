"""`likely score`: how surprising new data are to a model that is already there."""

from __future__ import annotations

import argparse
import json

SUMMARY = "score data by a saved model, or by predicted probabilities or logits"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "inputs",
        metavar="MODEL SOURCE",
        nargs="+",
        help="a saved fit or regression and a file, or a saved ngram and the files of a text; with "
        "--probs or --logits "
        "only a CSV or Parquet file of predictions",
    )
    parser.add_argument("--column", metavar="C", help="a saved fit: the column to score")
    parser.add_argument("--trials", metavar="N", help="a saved binomial: the number of trials")
    parser.add_argument(
        "--missing",
        choices=("error", "drop"),
        default="error",
        help="a missing value is an error that names its row (default), or its row is dropped and counted",
    )
    text = parser.add_argument_group("a saved ngram")
    text.add_argument(
        "--fallback",
        choices=("add-k", "interpolation"),
        help="give the unseen a probability; no longer maximum likelihood",
    )
    text.add_argument("--k", type=float, metavar="K", help="add-k: as if everything were seen K more times")
    text.add_argument(
        "--held-out",
        metavar="FILE",
        action="append",
        default=[],
        help="fit the fallback's k or weights to this text; may be repeated",
    )
    given = parser.add_argument_group("predictions")
    given.add_argument(
        "--probs", metavar="PATTERN", help="columns of probabilities, such as 'p_*'; * is the class"
    )
    given.add_argument("--logits", metavar="PATTERN", help="columns of logits, such as 'z_*'")
    given.add_argument("--target", metavar="Y", help="the column that says what happened")
    given.add_argument(
        "--truth",
        metavar="PATTERN",
        help="columns of true probabilities, where they are known: entropy floor and KL",
    )
    given.add_argument("--tolerance", type=float, metavar="D", help="how far a row's sum may be from 1")
    given.add_argument("--calibrate", action="store_true", help="fit a temperature by maximum likelihood")
    parser.add_argument(
        "--level", type=float, default=0.95, metavar="P", help="level of the interval (default 0.95)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the bootstrap (default 0)")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a report, or one JSON object"
    )
    parser.add_argument(
        "--report", metavar="FILE", help="predictions: write one HTML page with the reliability picture"
    )


def run(options: argparse.Namespace) -> int:
    """Score and print. Exit status 3 if something happened that had probability 0."""
    from likely.cli.fit import number_or_column
    from likely.fit.score.score import score

    model, *sources = options.inputs
    found = score(
        model,
        sources[0] if len(sources) == 1 else sources or None,
        column=options.column,
        trials=number_or_column(options.trials),
        missing=options.missing,
        fallback=options.fallback,
        k=options.k,
        held_out=options.held_out,
        probs=options.probs,
        logits=options.logits,
        target=options.target,
        truth=options.truth,
        tolerance=options.tolerance,
        calibrate=options.calibrate,
        level=options.level,
        seed=options.seed,
    )
    if options.report:
        from likely.errors import UsageError
        from likely.fit.score.page import write_score_page
        from likely.fit.score.score_predictions import PredictionScore

        if not isinstance(found, PredictionScore):
            raise UsageError("--report draws the reliability of predicted classes · leave it out")
        write_score_page(found, options.report)
    print(json.dumps(found.to_dict(), allow_nan=False) if options.format == "json" else found)
    return 0 if found.finite else 3
