"""The doors that tools/fuzz knocks on for hours, for seconds; and every fault that was ever found."""

import importlib.util
import sys
import warnings
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pydantic")

ROOT = Path(__file__).parents[2]
FAULTS = Path(__file__).parent / "faults"
KEPT = sorted(path for path in FAULTS.glob("*/*") if path.is_file())
EXAMPLES = {"csv": 30, "concept": 8, "model": 40, "formula": 30, "permalink": 40}


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_targets", ROOT / "tools/fuzz/targets.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_targets"] = made
    spec.loader.exec_module(made)
    return made


targets = load()


def once(name: str, data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        targets.TARGETS[name](data)


@pytest.mark.parametrize("path", KEPT, ids=[f"{path.parent.name}-{path.name}" for path in KEPT])
def test_faults_that_were_found_stay_mended(path: Path) -> None:
    once(path.parent.name, path.read_bytes())


@pytest.mark.parametrize("name", EXAMPLES)
def test_sound_inputs_pass(name: str) -> None:
    for data in targets.seeds(name):
        once(name, data)


@pytest.mark.parametrize("name", EXAMPLES)
def test_mutated_inputs(name: str) -> None:
    sound = targets.seeds(name)
    words = targets.WORDS[name].split(b" ")
    turn = st.tuples(st.floats(0, 1), st.integers(0, 8), st.sampled_from(words) | st.binary(max_size=3))

    @settings(
        max_examples=EXAMPLES[name],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(sound), st.lists(turn, min_size=1, max_size=5))
    def knock(data: bytes, turns: list[tuple[float, int, bytes]]) -> None:
        for place, cut, word in turns:
            at = int(place * len(data))
            data = data[:at] + word + data[at + cut :]
        once(name, data)

    knock()
