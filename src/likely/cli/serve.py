"""`likely serve`: build the concept pages, serve them on this machine, rebuild as they are edited."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "serve the concept pages of a folder on this machine, rebuilt as you edit"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default="concepts",
        help="holds <area>/<slug>/concept.md (default concepts)",
    )
    parser.add_argument(
        "--port", type=int, metavar="PORT", help="the port to use (default 8017, or the next free one)"
    )
    parser.add_argument("--out", metavar="SITE", help="a folder to build into (default a temporary one)")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C, which ends with exit status 0."""
    from likely.notebook.extra import need_notebook_extra

    need_notebook_extra()
    from likely.notebook.server.serve import serve

    out = Path(options.out) if options.out else None
    serve(Path(options.folder), out, options.port, lambda text: print(text, flush=True))
    return 0
