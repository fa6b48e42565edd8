"""Programs to measure against that the project itself does not need: in a virtual environment of their own.

It lies in build/peers, which git ignores, and is made when first asked for. Its packages come last on the
path, so that what both have, such as NumPy, is the project's.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "build" / "peers"


def bring(*requirements: str) -> None:
    """Make packages such as "torch==2.13.0" importable, installing those that are missing."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        venv.create(FOLDER, with_pip=True)
    place = next((FOLDER / "lib").glob("python3*/site-packages"))
    if str(place) not in sys.path:
        sys.path.append(str(place))
    missing = [one for one in requirements if not _there(*one.split("=="))]
    if missing:
        subprocess.run([python, "-m", "pip", "install", "-q", *missing], check=True)


def _there(name: str, wanted: str = "") -> bool:
    try:
        return version(name).partition("+")[0] == wanted or not wanted
    except PackageNotFoundError:
        return False


def medians(works: dict[str, object], repeats: int) -> dict[str, float]:
    """Median seconds of each, in turns, after one run that does not count."""
    import statistics
    import time

    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # type: ignore[operator]
    for _ in range(repeats):
        for name, work in works.items():
            start = time.perf_counter()
            work()  # type: ignore[operator]
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}
