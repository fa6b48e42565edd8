"""Browser = desktop: what the comparison finds, and what it remembers."""

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from likely.notebook import proof as module
from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.build import examine
from likely.notebook.cache import Cache
from likely.notebook.draft import Draft
from likely.notebook.problems import Problems
from likely.notebook.proof import Proof, prove
from likely.notebook.receipt import receipt
from likely.notebook.runtime.compare import difference
from likely.notebook.runtime.node import find_node

NODE = find_node()
needs_node = pytest.mark.skipif(NODE is None and "CI" not in os.environ, reason="Node was not found")


def proven(concepts: Path, memory: Cache | None = None) -> tuple[Draft, Proof, list[str]]:
    problems = Problems()
    drafts, _ = examine(concepts, problems)
    proofs = prove(drafts, NODE, WEB / RUNTIME, memory or Cache(), problems, quick=False)
    return drafts[0], proofs[0], [f"{finding.code} {finding.what}" for finding in problems.findings()]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@needs_node
def test_a_correct_page_gets_its_receipt(concepts: Path) -> None:
    draft, proof, findings = proven(concepts)
    assert findings == []
    assert proof.comparison
    assert proof.comparison.states == 45
    assert proof.comparison.worst <= 1e-12
    assert proof.comparison.readouts == 0
    written = receipt(draft.stage, "f00", proof.comparison)
    assert written.digest == "f00"
    assert written.desktop.startswith("Average NLL 0.693147180559945")
    assert written.browser == written.desktop
    assert "45 states" in written.message


@needs_node
def test_a_difference_is_found_and_placed(concepts: Path) -> None:
    """In MicroPython `sys.implementation.name` would do; here the number of builtins differs."""
    stage = concepts / "measure/coin/stage.py"
    replace(
        stage,
        "def values(state):",
        "def values(state):\n    odd = 1e-9 if hasattr(int, 'bit_length') else 0.0",
    )
    replace(stage, "bernoulli.entropy(p_hat)", "bernoulli.entropy(p_hat) + odd")
    (finding,) = proven(concepts)[2]
    assert finding.startswith("LK050 entropy at {'k': ")
    assert "differs by" in finding


@needs_node
def test_what_micropython_cannot_run_is_told(concepts: Path) -> None:
    replace(concepts / "measure/coin/witness.py", "print(f", "print(getattr('a', 'title')(), f")
    assert proven(concepts)[2] == [
        "LK051 MicroPython says AttributeError: 'str' object has no attribute 'title'"
    ]


@needs_node
def test_a_witness_that_prints_something_else_is_told(concepts: Path) -> None:
    replace(concepts / "measure/coin/witness.py", "print(f", "print(hasattr('a', 'title'), f")
    (finding,) = proven(concepts)[2]
    assert finding == "LK051 the browser prints 'False cost 0.6931' where the desk prints 'True cost 0.6931'"


@needs_node
def test_an_endless_loop_ends(concepts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(
        concepts / "measure/coin/witness.py",
        "cost =",
        "while not hasattr(int, 'bit_length'):\n    pass\ncost =",
    )
    monkeypatch.setattr("likely.notebook.runtime.compare._PATIENCE", 1.5)
    (finding,) = proven(concepts)[2]
    assert finding == "LK050 MicroPython did not answer in 3 s: is there an endless loop?"


@needs_node
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at running programs in /proc")
def test_what_is_stopped_does_not_go_on_running(tmp_path: Path) -> None:
    mark = f"mark-{tmp_path.name}-{os.getpid()}"
    program = tmp_path / f"{mark}.mjs"
    program.write_text("for (;;) {}", encoding="utf-8")
    assert NODE is not None
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([NODE, program], timeout=2.0, check=False)
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended while we looked
            assert mark.encode() not in path.read_bytes()


@needs_node
def test_what_did_not_change_is_remembered(
    concepts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Cache(tmp_path / "memory")
    first = proven(concepts, memory)[1]
    monkeypatch.setattr(module, "compare", lambda *_: pytest.fail("compared again"))
    replace(concepts / "measure/coin/concept.md", "A note.", "Another note.")
    assert proven(concepts, memory)[1] == first
    replace(concepts / "measure/coin/witness.py", "both", "two")
    with pytest.raises(pytest.fail.Exception):
        proven(concepts, memory)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (1.0, 1.0, 0.0),
        (float("inf"), float("inf"), 0.0),
        (float("nan"), float("nan"), 0.0),
        (float("inf"), 1.0, float("inf")),
        (float("nan"), 1.0, float("inf")),
        (2.0, 1.0, 0.5),
        (1e-17, 0.0, 1e-14),
    ],
)
def test_differences(a: float, b: float, apart: float) -> None:
    assert difference(a, b) == pytest.approx(apart)
