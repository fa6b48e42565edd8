"""Building 200 pages, and building them again after one edit, as whole processes.

Run as `python -m benchmarks.build`. The pages are copies of this repository's largest concept. `copies` share
their Python, as copies do, and what follows from it is computed once; `variants` differ in every stage and
witness, so nothing can be shared. The yardstick is a build of one page with nothing remembered. Bytecode is
kept between runs, as that of an installed program is.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.serve import as_installed

CONCEPTS = Path(__file__).parents[1] / "concepts"
LARGEST = "probability/maximum-likelihood"
AREA = "copies"
PAGES = 200
EDITS = 5
LIMITS = {"copies, first build": 20.0, "rebuild after one edit": 0.7}
_IGNORED = shutil.ignore_patterns("__pycache__")


def main(pages: int = PAGES) -> None:
    """Print one line a measurement, with its target where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        taken(fill(place / "first", 1), place / "first-site")  # compiles what is imported
        one = taken(fill(place / "one", 1), place / "one-site")
        print(f"{'one page, nothing remembered':<40} {one:7.2f} s")
        copies = fill(place / "copies", pages)
        told("copies, first build", taken(copies, place / "copies-site"), pages, one)
        edits = []
        path = copies / AREA / f"n{pages - 1:03d}" / "concept.md"
        for number in range(EDITS):
            text = path.read_text(encoding="utf-8")
            edited = re.sub(r"minutes = \d+", f"minutes = {20 + number}", text, count=1)
            path.write_text(edited, encoding="utf-8")
            edits.append(taken(copies, place / "copies-site"))
        told("rebuild after one edit", statistics.median(edits), pages, one)
        variants = fill(place / "variants", pages, differing=True)
        told("variants, first build", taken(variants, place / "variants-site"), pages, one)


def told(what: str, seconds: float, pages: int, one: float) -> None:
    """One line."""
    target = f"   target {LIMITS[what]} s" if what in LIMITS else ""
    print(f"{f'{pages} {what}':<40} {seconds:7.2f} s   {seconds / one:5.1f} × one page{target}")


def fill(folder: Path, pages: int, differing: bool = False) -> Path:
    """A folder with the largest concept so often, in an area of their own."""
    for number in range(pages):
        made = folder / AREA / f"n{number:03d}"
        shutil.copytree(CONCEPTS / LARGEST, made, ignore=_IGNORED)
        prose = (made / "concept.md").read_text(encoding="utf-8")
        prose = re.sub(r'^area = ".*"$', f'area = "{AREA}"', prose, count=1, flags=re.MULTILINE)
        prose = re.sub(r"(?m)^demo: concept:.*\nshows: .*\n", "", prose)
        (made / "concept.md").write_text(prose, encoding="utf-8")
        if differing:
            for name in ("stage.py", "witness.py"):
                source = (made / name).read_text(encoding="utf-8")
                (made / name).write_text(f"{source}# {number}\n", encoding="utf-8")
    return folder


def taken(concepts: Path, site: Path) -> float:
    """Seconds of one `likely build`, from start to exit."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "likely", "build", str(concepts), "--out", str(site)],
        capture_output=True,
        text=True,
        check=False,
        env=as_installed(site.parent),
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
