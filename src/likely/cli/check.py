"""`likely check`: everything that is wrong with the concept pages of a folder, and nothing written."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

SUMMARY = "check the concept pages of a folder: everything that a build would refuse, nothing written"
EPILOG = "exit status: 0 nothing found · 2 findings, or wrong usage in one message"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.epilog = EPILOG
    parser.add_argument(
        "folder",
        metavar="CONCEPTS",
        nargs="?",
        default="concepts",
        help="holds <area>/<slug>/concept.md (default concepts)",
    )
    for name, what in (("select", "tell only of"), ("ignore", "do not tell of")):
        parser.add_argument(
            f"--{name}",
            metavar="CODES",
            action="append",
            default=[],
            help=f"{what} rules whose codes begin with one of these, such as LK012,LK04",
        )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="github: annotations of a workflow run (default text)",
    )
    parser.add_argument(
        "--processes",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="how many pages are checked at once, when there are many (default one for each processor)",
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="write the ids of each page into its ids.toml first, so that none can go unseen later",
    )


def run(options: argparse.Namespace) -> int:
    """Check. Exit status 0 if nothing was found, 2 if something was."""
    from likely.notebook.extra import need_notebook_extra

    need_notebook_extra()
    from likely.notebook.check import check, chosen, record_ids
    from likely.notebook.formats import FORMATS
    from likely.notebook.progress import shown

    select, ignore = ([code for word in given for code in word.split(",") if code] for given in (
        options.select, options.ignore
    ))  # fmt: skip
    chosen([], select, ignore)
    if options.record:
        for path in record_ids(Path(options.folder)):
            print(f"likely: wrote {path}", file=sys.stderr)
    with shown() as progress:
        every = check(Path(options.folder), processes=options.processes, progress=progress)
    found = chosen(every, select, ignore)
    said = FORMATS[options.format](found)
    if said:
        print(said)
    count = f"{len(found)} finding{'s' if len(found) > 1 else ''}" if found else "nothing found"
    print(f"likely: {count} in {options.folder}", file=sys.stderr)
    return 2 if found else 0
