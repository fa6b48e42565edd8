"""The work that visits every state of a stage: the grid of replies, and browser = desktop."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from likely.notebook.cache import Cache
from likely.notebook.code import guarded
from likely.notebook.digest import digest
from likely.notebook.draft import Draft
from likely.notebook.engine import engine
from likely.notebook.problems import Problems
from likely.notebook.rule.same_print import same_print
from likely.notebook.rule.same_values import RULE, same_values
from likely.notebook.runtime.compare import Case, Comparison, compare
from likely.notebook.runtime.node import RuntimeFailed, Told
from likely.notebook.runtime.rehearse import rehearse


@dataclass(frozen=True)
class Proof:
    """The grid as JSON text, empty if it was put off; the comparison, if one was made."""

    grid: str
    comparison: Comparison | None


def prove(
    drafts: Sequence[Draft], node: Path | None, runtime: Path, memory: Cache, problems: Problems, quick: bool
) -> list[Proof]:
    """A proof for each draft, all findings collected. `quick` takes only what is remembered."""
    known = [_remembered(draft, memory) for draft in drafts]
    if quick:
        return [proof or Proof("", None) for proof in known]
    lacking = [proof is None or (proof.comparison is None and node is not None) for proof in known]
    fresh = {_key(draft): draft for draft, lacks in zip(drafts, lacking, strict=True) if lacks}
    made = _made(fresh, node, runtime, problems)
    for key, proof in made.items():
        memory.put(key, {**asdict(proof), "grid": memory.keep(proof.grid.encode())})
    proofs = [
        made.get(_key(draft)) or proof or Proof("", None) for draft, proof in zip(drafts, known, strict=True)
    ]
    for draft, proof in zip(drafts, proofs, strict=True):
        if proof.comparison:
            same_values(draft.concept.stage_path, proof.comparison, problems)
            same_print(draft.concept.witness_path, proof.comparison.witness, draft.printed, problems)
    return proofs


def _made(fresh: dict[str, Draft], node: Path | None, runtime: Path, problems: Problems) -> dict[str, Proof]:
    if not fresh:
        return {}
    from likely.notebook.grid.grid import grid  # brings NumPy, which what is known can do without

    grids = {}
    for key, draft in fresh.items():
        with guarded(draft.concept.stage_path, problems):
            rehearse(draft.stage)
            table = grid(draft.stage, draft.everywhere)
            grids[key] = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    compared: dict[str, Comparison | None] = dict.fromkeys(fresh)
    if node:
        compared.update(_compared(fresh, node, runtime, problems))
    return {key: Proof(text, compared[key]) for key, text in grids.items()}


def _compared(
    fresh: dict[str, Draft], node: Path, runtime: Path, problems: Problems
) -> dict[str, Comparison | None]:
    """All in one run, because starting costs more than a page; one by one where that fails, to name which."""
    cases = [Case(draft.stage, draft.concept.stage, draft.concept.witness) for draft in fresh.values()]
    try:
        return dict(zip(fresh, compare(cases, node, runtime), strict=True))
    except RuntimeFailed as failed:
        if len(fresh) == 1:
            path = next(iter(fresh.values())).concept.stage_path
            problems.add(RULE.broken(path, 1, str(failed), "make it run in MicroPython"))
            return dict.fromkeys(fresh)
    found: dict[str, Comparison | None] = {}
    for key, draft in fresh.items():
        found |= _compared({key: draft}, node, runtime, problems)
    return found


def _remembered(draft: Draft, memory: Cache) -> Proof | None:
    known = memory.get(_key(draft))
    grid = known and memory.content(known["grid"])
    if known is None or grid is None:
        return None
    comparison = known["comparison"]
    if comparison:
        comparison = Comparison(**{**comparison, "witness": Told(**comparison["witness"])})
    return Proof(grid.decode(), comparison)


def _key(draft: Draft) -> str:
    return digest(engine(), "proof", draft.concept.stage, "\0", draft.concept.witness)
