"""`likely fit`: fit a family to a file and report the fit honestly."""

from __future__ import annotations

import argparse
import json

from likely.cli import ngram

SUMMARY = "fit a family of distributions, or a regression, by maximum likelihood"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("family", metavar="FAMILY", help="the family to fit, such as bernoulli")
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="a file (CSV, Parquet, JSON lines, Arrow; gzip and zstd too), a folder, a pattern, or - for "
        "standard input",
    )
    parser.add_argument("more", metavar="MORE", nargs="*", help="further files")
    parser.add_argument("--column", metavar="C", help="the column to fit; not needed when there is only one")
    parser.add_argument(
        "--formula", metavar="F", help='make the mean depend on inputs, as in "y ~ age + C(group)"'
    )
    parser.add_argument("--link", metavar="L", help="with --formula, bernoulli and ordinal: logit or probit")
    parser.add_argument("--offset", metavar="O", help="with --formula: the column added to the predictor")
    parser.add_argument(
        "--exposure", metavar="X", help="with --formula: the column whose logarithm is added to it"
    )
    parser.add_argument(
        "--levels", metavar="A,B,…", help="with --formula: the labels of the response, in order"
    )
    parser.add_argument(
        "--missing",
        choices=("error", "drop"),
        default="error",
        help="a missing value is an error that names its row (default), or its row is dropped and counted",
    )
    parser.add_argument("--weights", metavar="W", help="the column that says how much each row counts")
    parser.add_argument(
        "--weights-mean",
        choices=("frequency", "precision", "sampling"),
        default="frequency",
        help="what a weight means: so many equal rows (frequency, default), a relative precision, or the "
        "number of others that a sampled row stands for (sampling)",
    )
    parser.add_argument(
        "--event", metavar="E", help="the column that is 1 where observed and 0 where right-censored"
    )
    parser.add_argument(
        "--lower", metavar="L", help="the column of lower bounds; blank is open, equal to upper is exact"
    )
    parser.add_argument("--upper", metavar="U", help="the column of upper bounds; blank is open")
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
    parser.add_argument("--components", type=int, metavar="K", help="gaussian_mixture: how many components")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="hold a parameter at a value; may be repeated",
    )
    parser.add_argument(
        "--resolution", type=float, metavar="D", help="the step to which the values were rounded"
    )
    parser.add_argument(
        "--truncate-low", type=float, metavar="L", help="values below L were never seen, nor counted"
    )
    parser.add_argument(
        "--truncate-high", type=float, metavar="U", help="values above U were never seen, nor counted"
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
        "--bootstrap", type=int, metavar="B", help="intervals from B refits instead, such as 1000"
    )
    parser.add_argument(
        "--bootstrap-kind",
        choices=("parametric", "rows"),
        help="refits to draws from the fitted model (default), or to rows drawn with replacement",
    )
    parser.add_argument(
        "--gof",
        type=int,
        metavar="B",
        nargs="?",
        const=999,
        help="test the fitted model by B refits to data drawn from it (default 999)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="of --bootstrap and --gof (default 1)"
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "memory", "duckdb", "spark", "dask"),
        default="auto",
        help="who reads the files and adds up: this process (auto, memory), DuckDB, Spark or Dask",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a running Dask scheduler or Spark master; without it, this machine's cores",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print the plan instead: which sums, how many passes, which engine, how many bytes",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a report, or one JSON object"
    )
    parser.add_argument(
        "--report", metavar="FILE", help="write one HTML page: verdict, pictures, numbers, the command"
    )
    parser.add_argument("--save", metavar="FILE", help="write the fit as JSON, to be read by likely.load")
    ngram.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Fit and print. Exit status 0 if a maximum exists, 3 if none does."""
    if options.family == "ngram":
        return ngram.run(options)
    if ngram.given(options):
        from likely.errors import UsageError

        raise UsageError("--order, --unit, --sentences and --memory belong to ngram")
    _refuse_what_would_be_ignored(options)
    if options.explain:
        return _explain(options)
    again = options.report or options.gof is not None or options.bootstrap is not None
    if (again and options.source == "-") or _is_pipe(options.source):
        from likely.data.scan import kept

        with kept(options.source) as stream:
            return _run(options, stream)
    return _run(options, [options.source, *options.more] if options.more else options.source)


def _refuse_what_would_be_ignored(options: argparse.Namespace) -> None:
    """Options that contradict each other, or that nothing would read."""
    from likely.errors import UsageError

    if options.bootstrap_kind and options.bootstrap is None:
        raise UsageError("--bootstrap-kind tells of --bootstrap, which is not there · give --bootstrap 1000")
    if options.column and (options.lower or options.upper) and not options.event:
        raise UsageError("--column names values, --lower and --upper name bounds of them · leave one out")
    if options.save and options.save == options.report:
        raise UsageError(f"--save and --report would both write {options.save} · give two names")


def _is_pipe(source: str) -> bool:
    """True for a pipe with a name, which can be opened once only."""
    import stat
    from pathlib import Path

    try:
        return stat.S_ISFIFO(Path(source).stat().st_mode)
    except (OSError, ValueError):
        return False


def _explain(options: argparse.Namespace) -> int:
    """Print the plan and fit nothing."""
    from likely.errors import UsageError
    from likely.fit.explain import explain

    beside = ("formula", "weights", "event", "lower", "upper", "trials", "resolution", "set")
    later = ("bootstrap", "gof", "save", "report")
    given = [f"--{name}" for name in (*beside, *later) if getattr(options, name)]
    if given:
        raise UsageError(f"--explain tells the plan of one column alone · leave out {', '.join(given)}")
    print(explain(options.family, options.source, options.column))
    return 0


def _run(options: argparse.Namespace, source: object) -> int:
    from likely.data.scan import describe
    from likely.fit.fit import fit
    from likely.fit.report import report

    result = fit(
        options.family,
        source,
        options.column,
        weights=options.weights,
        weights_mean=options.weights_mean,
        event=options.event,
        lower=options.lower,
        upper=options.upper,
        trials=number_or_column(options.trials),
        start=options.start,
        components=options.components,
        fixed=settings(options.set),
        resolution=options.resolution,
        truncate_low=options.truncate_low,
        truncate_high=options.truncate_high,
        missing=options.missing,
        space=options.space,
        interval=options.interval,
        level=options.level,
        formula=options.formula,
        link=options.link,
        offset=options.offset,
        exposure=options.exposure,
        levels=tuple(options.levels.split(",")) if options.levels else (),
        engine=options.engine,
        scheduler=options.scheduler,
    )
    if options.gof is not None:
        from likely.fit.goodness import with_goodness

        result = with_goodness(result, options.gof, seed=options.seed, progress=True)
    if options.bootstrap is not None:
        from likely.fit.bootstrap import bootstrap

        kind = options.bootstrap_kind or "parametric"
        result = bootstrap(result, options.bootstrap, seed=options.seed, kind=kind, progress=True)
    if options.report:
        from likely.fit.page import write_page

        write_page(result, options.report)
    if options.save:
        from likely.fit.saved import save

        save(result, options.save)
    if options.format == "json":
        print(json.dumps(result.to_dict(), allow_nan=False))
    else:
        name = describe(source)
        print(report(result, f"{name}, column {options.column}" if options.column else name))
    return 0 if result.exists else 3


def number_or_column(text: str | None) -> int | str | None:
    """What --trials names."""
    return int(text) if text is not None and text.isdigit() else text


def settings(given: list[str]) -> dict[str, float]:
    """NAME=VALUE pairs."""
    from likely.errors import UsageError

    found: dict[str, float] = {}
    for one in given:
        name, equals, value = one.partition("=")
        try:
            if not equals:
                raise ValueError
            number = float(value)
        except ValueError:
            raise UsageError(f"--set {one!r} is not NAME=VALUE · write it as --set df=5") from None
        if name.strip() in found:
            raise UsageError(f"--set gives {name.strip()} two values · keep one of them")
        found[name.strip()] = number
    return found
