"""Mutation testing: would the tests notice if the mathematics were wrong in one place?

    make mutation SAMPLE=300 SEED=1

Changes are drawn at random from all that cosmic-ray can make in formulas/, solve/ and fit/ (mutants.py). A
first run notes which functions each test enters (reach.py); a mutant is then tried only on tests that enter
the function it changes: those of its own file first, then the quickest, until one fails or BUDGET is used up
(trial.py). What was tried stands in build/mutation/; a run that was stopped goes on where it was, and a
survivor is tried again when the tests have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from mutants import ROOMS, ROOT, Change, Mutant, change, drawn, files, mutants  # noqa: E402
from trial import Trial  # noqa: E402

PLACE = ROOT / "build/mutation"
BUDGET = 6.0  # seconds of tests for one mutant, as they took in the first run
TESTS = (
    "tests/formulas tests/solve tests/laws tests/fit tests/adversarial tests/cli tests/bad_input "
    "tests/test_info.py tests/test_families.py tests/test_reference.py tests/test_reference_fits.py "
    "tests/test_reference_regressions.py"
).split()
PYTEST = ["-q", "-n", "0", "-p", "no:cacheprovider"]

Reach = dict[str, dict[str, object]]


def state_of(*paths: Path) -> str:
    """A digest of what stands in these files, and in the Python files of these folders."""
    found = hashlib.sha256()
    for path in paths:
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(one.read_bytes())
    return found.hexdigest()[:12]


def reach() -> Reach:
    """Which functions each test enters, by name; noted anew when a file of tests has changed."""
    place = PLACE / "reach"
    place.mkdir(exist_ok=True)
    noted = {
        path: place / f"{path.stem}-{state_of(path)}.json"
        for name in TESTS
        for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("test_*.py")))
    }
    found: Reach = {}
    for path, record in noted.items():
        if not record.exists():
            print(f"noting which functions {path.relative_to(ROOT)} enters …", flush=True)
            new = record.with_suffix(".new")
            environment = {**os.environ, "LIKELY_REACH": str(new)}
            environment["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
            command = [sys.executable, "-m", "pytest", "-p", "reach", *PYTEST, str(path)]
            subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)
            new.rename(record)
        found |= json.loads(record.read_text(encoding="utf-8"))
    return found


def remembered(path: Path) -> list[Mutant]:
    """The changes of a file; looked for once, since that takes a second."""
    place = PLACE / "mutants"
    place.mkdir(exist_ok=True)
    record = place / f"{path.parent.name}-{path.stem}-{state_of(path)}.json"
    if not record.exists():
        record.write_text(json.dumps([asdict(one) for one in mutants(path)]), encoding="utf-8")
    return [Mutant(**one) for one in json.loads(record.read_text(encoding="utf-8"))]


def tests_for(mutant: Mutant, made: Change, reached: Reach) -> list[str]:
    """Tests that enter what was changed (at import: the file): its own first, then the quickest."""
    wanted = {f"{mutant.path}:{name}" for name in made.functions}
    stem = Path(mutant.path).stem

    def enters(functions: list[str]) -> bool:
        if made.on_import:
            return any(one.startswith(f"{mutant.path}:") for one in functions)
        return not wanted.isdisjoint(functions)

    found = [name for name, one in reached.items() if enters(one["functions"])]  # type: ignore[arg-type]
    found.sort(key=lambda name: (stem not in name, reached[name]["seconds"]))
    chosen, spent = [], 0.0
    for name in found:
        spent += reached[name]["seconds"]  # type: ignore[operator]
        if chosen and spent > BUDGET:
            break
        chosen.append(name)
    return chosen


def told(results: list[dict[str, object]]) -> None:
    """The score, room by room."""
    for room in (*ROOMS, ""):
        here = [one for one in results if f"src/likely/{room}" in str(one["path"])]
        noticed = sum(one["by"] is not None for one in here)
        print(f"{room or 'in all':9} {noticed} of {len(here)} noticed", flush=True)


def main() -> None:
    """Draw, try, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only what was tried before and not noticed")
    options = parser.parse_args()
    os.chdir(ROOT)
    PLACE.mkdir(parents=True, exist_ok=True)
    every = [one for path in files() for one in remembered(path)]
    print(f"{len(every)} changes in {len(files())} files", flush=True)
    current = set(every)
    reached = reach()
    record = PLACE / f"seed-{options.seed}.jsonl"
    tests = state_of(ROOT / "tests")
    known: dict[str, dict[str, object]] = {}
    if record.exists():
        for line in record.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            known[one["key"]] = one
    results: list[dict[str, object]] = []

    def each(trial: Callable[..., str | None]) -> None:
        fields = Mutant.__dataclass_fields__
        survivors = [
            Mutant(**{name: one[name] for name in fields}) for one in known.values() if one["by"] is None
        ]
        for mutant in survivors if options.again else drawn(every, options.seed):
            if len(results) == options.sample:
                return
            if mutant not in current:
                continue  # its file is another now
            made = change(mutant)
            if made is None:
                continue
            before = known.get(mutant.key)
            if before is not None and (before["by"] is not None or before["tests"] == tests):
                results.append(before)
                continue
            chosen = tests_for(mutant, made, reached)
            limit = 30 + 6 * sum(float(str(reached[name]["seconds"])) for name in chosen)
            by = trial(mutant.path, made.text, made.on_import, chosen, limit) if chosen else None
            one = {
                **asdict(mutant),
                "key": mutant.key,
                "lines": made.lines,
                "tests": tests,
                "tried": len(chosen),
                "by": by,
            }
            results.append(one)
            with record.open("a", encoding="utf-8") as out:
                out.write(json.dumps(one, ensure_ascii=False) + "\n")
            if by is None:
                print(
                    f"{len(results)}: {mutant.path}:{mutant.line}, {len(chosen)} tests",
                    *made.lines,
                    sep="\n  ",
                )
            sys.stdout.flush()

    for heavy in "numpy scipy.stats scipy.optimize pyarrow.csv mpmath narwhals".split():
        importlib.import_module(heavy)
    pytest.main([*PYTEST, *TESTS], plugins=[Trial(each)])
    told(results)


if __name__ == "__main__":
    main()
