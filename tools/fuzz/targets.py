"""What is fuzzed: five doors through which bytes from outside come in.

A target takes bytes and returns, or raises LikelyError. Anything else, a warning too, is a fault.
"""

from __future__ import annotations

import io
import json
import math
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from likely.errors import LikelyError

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests/notebook/tiny"
FAMILIES = ("normal", "poisson", "gamma", "bernoulli", "beta", "laplace")

Target = Callable[[bytes], None]


def csv(data: bytes) -> None:
    """The first byte picks a family; the others are standard input."""
    import likely

    if not data:
        return
    stream = io.BufferedReader(io.BytesIO(data[1:]))
    try:
        fit = likely.fit(FAMILIES[data[0] % len(FAMILIES)], stream, interval="wald")
    except LikelyError as problem:
        _one_message(problem)
    else:
        json.dumps(fit.to_dict(), allow_nan=False)


def concept(data: bytes) -> None:
    """A concept.md, read and examined in a folder that is otherwise sound."""
    from likely.notebook.build import examine
    from likely.notebook.problems import Problems
    from likely.notebook.site import read_site

    folder = _folder()
    (folder / "measure/coin/concept.md").write_bytes(data)
    problems = Problems()
    try:
        read_site(folder, problems)
        examine(folder, problems)
    except LikelyError as problem:
        _told(problem)
    for finding in problems.findings():
        assert finding.line >= 1
        assert finding.what
        assert finding.mend


def model(data: bytes) -> None:
    """A file that calls itself a saved fit or a saved n-gram model; what can be read is put to use."""
    import likely
    from likely.fit.ngram.saved import load_ngram
    from likely.fit.report import report

    path = _folder() / "model.json"
    path.write_bytes(data)
    if data[:4] == b"PAR1":
        try:
            load_ngram(path)
        except LikelyError as problem:
            _one_message(problem)
        return
    try:
        fit = likely.load(path)
    except LikelyError as problem:
        _one_message(problem)
        return
    assert likely.from_dict(json.loads(json.dumps(fit.to_dict(), allow_nan=False))) == fit or _has_nan(fit)
    report(fit, "d.csv")
    try:
        likely.score(path, [1.0, 2.0])
    except LikelyError as problem:
        _one_message(problem)


def formula(data: bytes) -> None:
    """What stands after --formula, on six rows."""
    import likely

    text = data.decode("utf-8", "replace")
    rows = {"y": [1.0, 2.5, 2.0, 4.0, 3.5, 5.0], "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.5], "g": list("aabbcc")}
    try:
        fit = likely.fit("normal", rows, formula=text, interval="wald")
    except LikelyError as problem:
        _told(problem)
    else:
        json.dumps(fit.to_dict(), allow_nan=False)


def permalink(data: bytes) -> None:
    """What a permalink makes of a stage: any state, as JSON, through the door that the browser uses."""
    session = _session()
    try:
        state = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(state, dict):
        return
    # the page keeps finite numbers for its own controls only (likely-stage.js, #follow)
    kept = {
        control.id: float(state.get(control.id, control.start))
        if isinstance(state.get(control.id, control.start), (int, float))
        and math.isfinite(_float(state.get(control.id, control.start)))
        else control.start
        for control in session.stage.controls
    }
    for revealed in (False, True):
        request = {"act": "show", "state": kept, "revealed": revealed, "prediction": None}
        reply = json.loads(session.handle(json.dumps(request)))
        assert reply["summary"]
    request = {"act": "commit", "question": session.stage.question.id, "state": kept}
    reply = json.loads(session.handle(json.dumps({**request, "choice": "increase", "confidence": 0.7})))
    assert math.isfinite(reply["cost"])


TARGETS: dict[str, Target] = {one.__name__: one for one in (csv, concept, model, formula, permalink)}


def seeds(name: str) -> list[bytes]:
    """Sound inputs to begin with."""
    import likely

    if name == "csv":
        return [
            b"\0x\n1\n2\n3.5\n",
            b"\1count,y\n1,a\n2,b\n",
            b"\2x\r\n1\r\n\r\n2.25e3\r\n",
            b'\3"a ""b""\nc"\n1\n0\nTrue\n',
            b"\4x\n.5\n0.25\nNA\n",
            b"\5\xef\xbb\xbfx\n1\n-2\n3\n9\n",
        ]
    if name == "concept":
        return [(TINY / "measure/coin/concept.md").read_bytes()]
    if name == "model":
        path = _folder() / "seed.json"
        found = []
        rows = {"y": [1.0, 2.5, 2.0, 4.0], "x": [1.0, 2.0, 3.0, 4.0]}
        for fit in (
            likely.fit("gamma", [1.0, 2.0, 4.5]),
            likely.fit("categorical", ["a", "b", "a"]),
            likely.fit("student_t", [1.0, 2.0, 4.5, 9.0, 2.5]),
            likely.fit("bernoulli", [1, 1, 1]),
            likely.fit("normal", rows, formula="y ~ x"),
        ):
            likely.save(fit, path)
            found.append(path.read_bytes())
        return found
    if name == "formula":
        return [
            b"y ~ x",
            b"y ~ x + C(g)",
            b"y ~ log(x) * g - 1",
            b"y ~ poly(x, 2) + I(x**2)",
            b"log(y) ~ bs(x, df=4)",
        ]
    controls = {control.id: control.start for control in _session().stage.controls}
    return [json.dumps(controls).encode(), json.dumps(dict.fromkeys(controls, -1e308)).encode()]


WORDS = {
    "csv": b'x , ; " \n \r NA nan inf -inf 1e308 1e-320 0x1 9223372036854775808 1,5 PAR1 \x1f\x8b True',
    "concept": b"+++ ::: {value}` \\value{ $ $$ states: reads: ## { } ` [ ]( \\frac{ \\begin{ & | <b> title",
    "model": b'Infinity -Infinity NaN null true [] {} 1e999 "fit" "parameters" "estimate" "family" "formula"',
    "formula": b"~ + - * ** : / | ( ) C( I( log( poly(x,2) bs( x y g ` {x} [ , 0 1 lag( . np.exp( lambda \\",
    "permalink": b'k theta { } : , 1e308 -0.0 1e-320 null true NaN " [ ] 0.4',
}
"""What means something to a target, parted by spaces."""


def _told(problem: LikelyError) -> None:
    assert str(problem)


def _one_message(problem: LikelyError) -> None:
    text = str(problem)
    assert text
    assert "\n" not in text, text
    assert len(text) < 1200, text
    assert text.isprintable() or text.replace("\t", " ").isprintable(), ascii(text)


def _has_nan(fit: object) -> bool:
    return "nan" in repr(fit)


def _float(x: float) -> float:
    try:
        return float(x)
    except OverflowError:
        return math.inf


_kept: dict[str, object] = {}


def _folder() -> Path:
    """A folder that lasts as long as the process, with a sound concept in it."""
    if "folder" not in _kept:
        scratch = tempfile.TemporaryDirectory(prefix="likely-fuzz-")
        _kept["scratch"] = scratch
        _kept["folder"] = Path(shutil.copytree(TINY, Path(scratch.name) / "concepts"))
    return _kept["folder"]  # type: ignore[return-value]


def _session():  # type: ignore[no-untyped-def]
    if "session" not in _kept:
        import runpy

        from likely.stage.session import Session

        made = runpy.run_path(str(ROOT / "concepts/probability/maximum-likelihood/stage.py"))
        _kept["session"] = Session(made["stage"])
    return _kept["session"]
