"""Mutation testing of a sample: would the tests notice if a formula were wrong in one place?

    make mutation SAMPLE=150 SEED=1

cosmic-ray says what can be changed in a file (an operator, a comparison, a number …) and makes the changed
text. A seeded sample of all such changes in `formulas/` and in the core of `fit/` is taken. For each one a
fresh process imports the changed text instead of the file and runs the tests that speak of it; one failure is
enough. The score is the share that was noticed; survivors are printed.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib.abc
import importlib.util
import io
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
CORE = (
    "coordinates information interval jet likelihood newton precision problem truncation uncertainty".split()
)
SKIPPED = ("Decorator", "ExceptionReplacer", "Variable")
LIMIT = 300.0  # seconds for one mutant: past them it is counted as noticed, since a test never ended
LAWS = ["tests/laws/test_families.py", "tests/test_reference.py", "tests/test_reference_fits.py"]


def files() -> list[Path]:
    """What is mutated."""
    families = sorted((SRC / "likely/formulas/families").glob("[a-z]*.py"))
    shared = [
        SRC / "likely/formulas" / f"{name}.py" for name in "special beta_functions gamma_functions".split()
    ]
    return [*families, *shared, *(SRC / "likely/fit" / f"{name}.py" for name in CORE)]


def tests_of(path: Path) -> list[str]:
    """The tests that speak of a file, the quickest first."""
    if path.parent.name == "families":
        # without the two slowest laws: what only they would notice counts as a survivor
        return [*LAWS[::-1], "-k", f"{path.stem} and not test_jets and not test_no_rival"]
    if path.parent.name == "formulas":
        return [
            "tests/formulas/test_special.py",
            "tests/test_reference.py",
        ]
    own = [f"tests/fit/test_{name}.py" for name in ("bernoulli", "interval", "truncation", "lifetimes")]
    return [*own, "tests/test_reference_fits.py"]


def mutants() -> list[tuple[Path, str, int]]:
    """Every change that cosmic-ray knows for these files."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    found = []
    for path in files():
        tree = get_ast(path.read_text(encoding="utf-8"))
        for name in operator_names():
            if any(word in name for word in SKIPPED):
                continue
            operator = get_operator(name)()
            count = sum(1 for node in ast_nodes(tree) for _ in operator.mutation_positions(node))
            found += [(path, name, i) for i in range(count)]
    return found


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another text."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name: str, path: object = None, target: object = None):  # type: ignore[no-untyped-def]
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module) -> None:  # type: ignore[no-untyped-def]
        exec(compile(self.text, str(self.path), "exec"), module.__dict__)


def noticed(path: Path, text: str) -> bool:
    """Whether the tests fail on the changed text. In a process of its own, forked with libraries loaded."""
    child = os.fork()
    if not child:
        status = 0
        try:
            sink = io.StringIO()
            name = ".".join(path.relative_to(SRC).with_suffix("").parts)
            sys.meta_path.insert(0, _Changed(name, path, text))
            import pytest

            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
                given = [
                    *tests_of(path),
                    "-x",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                    "-p",
                    "no:randomly",
                    "-n",
                    "0",
                ]
                status = int(pytest.main(given))
        except BaseException:
            status = 1
        os._exit(min(status, 100))
    started = time.monotonic()
    while time.monotonic() - started < LIMIT:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code == 5:
                raise SystemExit(f"{path}: no test was found")
            return code != 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def main() -> None:
    """Sample, run, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "build/mutation.json")
    options = parser.parse_args()
    os.chdir(ROOT)
    # An editable install would find the modules of another copy of this tree.
    sys.meta_path[:] = [one for one in sys.meta_path if "Redirecting" not in type(one).__name__]
    sys.path.insert(0, str(SRC))
    for heavy in (
        "numpy",
        "scipy.stats",
        "scipy.optimize",
        "pytest",
        "pyarrow.csv",
        "mpmath",
        "narwhals",
    ):
        importlib.import_module(heavy)
    from cosmic_ray.ast import get_ast
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.plugins import get_operator

    every = mutants()
    sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    print(
        f"{len(every)} mutants in {len(files())} files; {len(sample)} of them, seed {options.seed}",
        flush=True,
    )
    for path in (SRC / "likely/formulas/families/normal.py", files()[-len(CORE) - 1], files()[-1]):
        if noticed(path, path.read_text(encoding="utf-8")):
            raise SystemExit(f"{path}: its tests fail already, without a change")
    survivors, tried = [], 0
    for path, name, occurrence in sample:
        text = path.read_text(encoding="utf-8")
        visitor = MutationVisitor(occurrence, get_operator(name)())
        changed = visitor.walk(get_ast(text)).get_code()
        if changed == text:
            continue
        tried += 1
        if noticed(path, changed):
            print(f"{tried}: noticed", flush=True)
            continue
        lines = list(difflib.unified_diff(text.splitlines(), changed.splitlines(), lineterm="", n=0))
        where = f"{path.relative_to(ROOT)} {lines[2] if len(lines) > 2 else ''}"
        told = {"where": where, "operator": name, "change": [one for one in lines[3:] if one[:1] in "+-"]}
        survivors.append(told)
        print(json.dumps(told, ensure_ascii=False), flush=True)
    print(f"noticed {tried - len(survivors)} of {tried}", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps({"tried": tried, "survivors": survivors}, indent=1, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main()
