"""`likely`: find the command, hand over, turn errors into one line and an exit status."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from likely.cli import interrupt
from likely.errors import LikelyError

COMMANDS = (
    "fit",
    "compare",
    "info",
    "score",
    "predict",
    "sample",
    "sums",
    "merge",
    "build",
    "serve",
    "check",
    "new",
)
EPILOG = """\
try it:
  printf 'heads\\n1\\n1\\n0\\n' | likely fit bernoulli -
  likely fit bernoulli flips.csv --column heads --format json
  likely serve concepts

exit status: 0 a maximum exists · 3 none exists, and the report says which way it runs ·
2 wrong usage or bad data, in one message · 1 a page that does not pass its checks
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Without arguments it is the program, and Ctrl-C ends it."""
    if arguments is not None:
        return _run(list(arguments))
    interrupt.watch()
    status = _run(sys.argv[1:])
    return interrupt.leave() if status == interrupt.STATUS else status


def _asked(given: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    """The command, imported, and what it was told."""
    # Only the command that runs is imported: starting up is part of the product.
    wanted = [name for name in COMMANDS if given[:1] == [name]] or list(COMMANDS)
    parser = _Parser(
        prog="likely",
        description="Maximum likelihood you can see, check and run. Everything is in nats.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="say which version this is, and what it runs on")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in wanted:
        command = importlib.import_module(f"likely.cli.{name}")
        own = commands.add_parser(name, help=command.SUMMARY, description=command.SUMMARY)
        command.configure(own)
        own.set_defaults(command=command)
    options = parser.parse_args(given)
    return options.command, options


def _run(given: list[str]) -> int:
    try:
        command, options = _asked(given)
        status: int = command.run(options)
        sys.stdout.flush()
        return status
    except LikelyError as problem:
        print(f"likely: {_printable(str(problem))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("likely: stopped", file=sys.stderr)
        return interrupt.STATUS
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        _close_output()
        return 141
    except OSError as problem:  # such as a disk that is full
        _close_output()
        reason = (problem.strerror or str(problem)).lower()
        print(
            f"likely: {reason} · free the disk or the output it writes to, and run it again", file=sys.stderr
        )
        return 2


def _printable(text: str) -> str:
    """What came from outside may not steer a terminal: control characters are shown as escapes."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def _close_output() -> None:
    """What is still to be printed goes nowhere: Python would try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Errors in one line, like every other error of the program."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"likely: {message} · see {self.prog} --help\n")


class _Version(argparse.Action):
    """--version, which imports what it tells about only when asked."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from likely.cli.version import version

        print(version())
        parser.exit()
