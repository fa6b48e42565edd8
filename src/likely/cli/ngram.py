"""`likely fit ngram`: count a corpus. Its arguments stand beside those of `likely fit`."""

from __future__ import annotations

import argparse
import json

SIZES = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments that only ngram takes."""
    own = parser.add_argument_group("ngram: a language model by counting")
    own.add_argument(
        "--order", type=int, metavar="N", help="predict each token from N − 1 before (default 2)"
    )
    own.add_argument("--unit", choices=("char", "word", "bytes"), help="what a token is (default char)")
    own.add_argument(
        "--sentences",
        choices=("text", "line", "none"),
        help="each file is a text with start marks (default); each line, its end predicted too; no marks",
    )
    own.add_argument(
        "--memory", metavar="SIZE", help="for n-grams, such as 512M (default 1G); more go to disk"
    )


def given(options: argparse.Namespace) -> bool:
    """True if something was asked for that only ngram takes."""
    asked = (options.order, options.unit, options.sentences, options.memory)
    return any(one is not None for one in asked)


def run(options: argparse.Namespace) -> int:
    """Count and print. Counts always are a maximum: exit status 0."""
    from likely.errors import UsageError
    from likely.fit.ngram.fit_ngram import MEMORY, fit_ngram

    for name in ("column", "weights", "event", "lower", "upper", "trials", "components", "resolution"):
        if getattr(options, name) is not None:
            raise UsageError(f"--{name} means nothing for ngram, which reads text · leave it out")
    found = fit_ngram(
        [options.source, *options.more],
        order=2 if options.order is None else options.order,
        unit=options.unit or "char",
        sentences=options.sentences or "text",
        memory=MEMORY if options.memory is None else size(options.memory),
        save=options.save,
    )
    print(json.dumps(found.to_dict(), allow_nan=False) if options.format == "json" else found)
    return 0


def size(text: str) -> int:
    """Bytes, from 64M or 1G."""
    from likely.errors import UsageError

    number, unit = (text[:-1], text[-1:].lower()) if text[-1:].lower() in SIZES else (text, "")
    try:
        return int(float(number) * SIZES.get(unit, 1))
    except (ValueError, OverflowError):
        raise UsageError(f"--memory {text!r} is no size · write it as 512M or 1G") from None
