"""`likely new`: a complete concept folder to change into one's own."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "write a complete example concept, which passes every check, to change into your own"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("place", metavar="AREA/SLUG", help="where it stands, such as probability/entropy")
    parser.add_argument("--title", metavar="TITLE", default="", help="its title (default: the slug in words)")
    parser.add_argument(
        "--folder", metavar="CONCEPTS", default="concepts", help="the folder of concepts (default concepts)"
    )


def run(options: argparse.Namespace) -> int:
    """Write it and say what to do next."""
    from likely.notebook.new import new

    folder = new(Path(options.folder), options.place, options.title)
    for path in sorted(folder.iterdir()):
        print(path)
    print(f"next: likely serve {options.folder}, and change {folder / 'concept.md'} while you look at it")
    return 0
