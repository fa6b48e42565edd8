"""`likely build`: a folder of concepts becomes a static site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "build the concept pages of a folder into a static site"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default="concepts",
        help="holds <area>/<slug>/concept.md (default concepts)",
    )
    parser.add_argument("--out", metavar="SITE", default="site", help="the folder to write (default site)")
    parser.add_argument(
        "--require-receipt",
        action="store_true",
        help="fail where Node is missing, so that browser and desktop cannot be compared",
    )


def run(options: argparse.Namespace) -> int:
    """Build. Exit status 0 if written, 1 with every finding if a page does not pass its checks."""
    from likely.notebook.extra import need_notebook_extra

    need_notebook_extra()
    from likely.notebook.build import build
    from likely.notebook.problems import ConceptErrors

    try:
        built = build(Path(options.folder), Path(options.out), require_receipt=options.require_receipt)
    except ConceptErrors as found:
        print(found, file=sys.stderr)
        count = len(found.findings)
        print(f"likely: {count} finding{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return 1
    for page in built.pages:
        print(f"{built.out / page / 'index.html'}")
    pages = f"{len(built.pages)} page{'s' if len(built.pages) > 1 else ''}"
    print(f"{built.out}: {pages}, {built.files} files, {built.size / 1000:,.0f} kB, in {built.seconds:.1f} s")
    return 0
