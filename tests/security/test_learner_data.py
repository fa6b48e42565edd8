"""Nothing of a learner's is lost: random sequences over two tabs, run by Node against the page's own modules.

`make soak` runs ten thousand of them; here a few, always the same.
"""

import json
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("markdown_it")

from likely.notebook.runtime.node import find_node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(find_node()), "--experimental-vm-modules", "--no-warnings", str(HERE / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.skipif(not (ROOT / "node_modules/fake-indexeddb").exists(), reason="make setup installs it")
def test_random_sequences_end_with_the_same_notes() -> None:
    done = run("learner_data.mjs", "60", "8")
    assert done.returncode == 0, done.stderr[-2000:]
    counted = json.loads(done.stdout)
    assert counted["sequences"] == 60
    assert all(counted["acts"][act] > 3 for act in counted["acts"])
    assert len(counted["acts"]) == 10


@pytest.mark.skipif(not (ROOT / "node_modules/fake-indexeddb").exists(), reason="make setup installs it")
def test_an_older_export_is_taken_and_a_newer_one_is_refused_with_a_reason(tmp_path: Path) -> None:
    """export-1.json was written by the first version that could export."""
    old = HERE / "export-1.json"
    assert json.loads(run("learner_data.mjs", "take", str(old)).stdout) == [
        ["area/page#eq.a", "first, and again", "look it up"],
        ["area/page#stage", "<img src=x onerror=alert(1)>", ""],
    ]
    newer = tmp_path / "newer.json"
    newer.write_text(
        json.dumps({**json.loads(old.read_text(encoding="utf-8")), "version": 2}), encoding="utf-8"
    )
    told = run("learner_data.mjs", "take", str(newer)).stdout.strip()
    assert told == "refused: it has version 2 of the format, and this page reads version 1"


@pytest.mark.skipif(not (ROOT / "node_modules/fake-indexeddb").exists(), reason="make setup installs it")
@pytest.mark.parametrize(
    "time", ["2025-99-99T99:99:99.000Z", "9999-12-31T23:59:59.999Z", "+010000-01-01T00:00:00.000Z"]
)
def test_times_after_which_no_note_could_be_kept_are_refused(tmp_path: Path, time: str) -> None:
    """A note is newer than all that is known, and has to sort behind them."""
    export = json.loads((HERE / "export-1.json").read_text(encoding="utf-8"))
    export["events"][0]["t"] = time
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(export), encoding="utf-8")
    told = run("learner_data.mjs", "take", str(path)).stdout.strip()
    assert told == "refused: an entry in it is damaged"


@pytest.mark.skipif(not (ROOT / "node_modules/fake-indexeddb").exists(), reason="make setup installs it")
@pytest.mark.parametrize(
    ("broken", "by"),
    [
        ("Math.max(Date.now(), this.#newest + 1)", "Date.now()"),  # a clock set back
        ("kept.delete(id)", "kept.get(id)"),  # deleted in sight only
        ("|| Date.parse(t) > this.#cleared", "|| true"),  # what was under way comes back
        ("this.#tabs.postMessage({ events: fresh, anew });", ""),  # the other tab is not told
    ],
)
def test_the_model_notices_what_would_lose_notes(tmp_path: Path, broken: str, by: str) -> None:
    """The same sequences against a log.js that was spoilt in one place."""
    place = tmp_path / "src/likely/web/core"
    place.mkdir(parents=True)
    for name in ("log.js", "notes.js", "page.js"):
        text = (ROOT / "src/likely/web/core" / name).read_text(encoding="utf-8")
        assert name != "log.js" or broken in text
        (place / name).write_text(text.replace(broken, by) if name == "log.js" else text, encoding="utf-8")
    (tmp_path / "tests/security").mkdir(parents=True)
    script = tmp_path / "tests/security/learner_data.mjs"
    script.write_text((HERE / "learner_data.mjs").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    # What two tabs hear of each other depends on the pace of the machine too: one seed may miss it.
    found = (run(str(script), "200", str(seed)) for seed in (8, 9, 10))
    assert any(done.returncode != 0 and "sequence" in done.stderr for done in found)
