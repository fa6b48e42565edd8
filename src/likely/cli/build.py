"""`likely build`: a folder of concepts becomes a static site."""

from __future__ import annotations

import argparse
import gc
import os
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
        "--single-file",
        action="store_true",
        help="write each page as one HTML file that needs nothing else, such as for a mail",
    )
    parser.add_argument(
        "--cache",
        metavar="FOLDER",
        help="remembers what has not changed between builds (default a hidden folder beside SITE)",
    )
    parser.add_argument("--no-cache", action="store_true", help="make everything anew and remember nothing")
    parser.add_argument(
        "--processes",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="how many pages are made at once, when there are many (default one for each processor)",
    )
    parser.add_argument(
        "--require-receipt",
        action="store_true",
        help="fail where Node is missing, so that browser and desktop cannot be compared",
    )


def run(options: argparse.Namespace) -> int:
    """Build. Exit status 0 if written, 1 with every finding if a page does not pass its checks."""
    gc.set_threshold(50_000)  # nearly all that a build makes it needs until it ends
    from likely.notebook.extra import need_notebook_extra

    need_notebook_extra()
    from likely.notebook.build import Mode, build
    from likely.notebook.cache import Cache, beside
    from likely.notebook.problems import ConceptErrors
    from likely.notebook.progress import shown

    out = Path(options.out)
    folder = None if options.no_cache else Path(options.cache) if options.cache else beside(out)
    try:
        with shown() as progress:
            built = build(
                Path(options.folder),
                out,
                mode=Mode(single=options.single_file),
                require_receipt=options.require_receipt,
                memory=Cache(folder),
                processes=options.processes,
                progress=progress,
            )
    except ConceptErrors as found:
        print(found, file=sys.stderr)
        count = len(found.findings)
        print(f"likely: {count} finding{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
        return 1
    for page in built.pages:
        print(f"{built.out / page}{'.html' if options.single_file else '/index.html'}")
    pages = f"{len(built.pages)} page{'s' if len(built.pages) > 1 else ''}"
    for said in built.notes:
        print(f"likely: {said}", file=sys.stderr)
    print(f"{built.out}: {pages}, {built.files} files, {built.size / 1000:,.0f} kB, in {built.seconds:.1f} s")
    return 0
