"""Coverage-guided fuzzing of one target: `make fuzz TARGET=csv SECONDS=3600`.

atheris is a tool of its own beside the lock (`make fuzz` installs it): it has wheels for few Pythons. A fault
is written to tests/security/faults/TARGET/, where the test suite tries it again for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import time
import traceback
import warnings
from pathlib import Path

import atheris

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / "tests/security/faults"


def main() -> None:
    """Fuzz, count, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # An editable install has an importer of its own, whose modules atheris cannot follow.
    sys.meta_path[:] = [one for one in sys.meta_path if "Redirecting" not in type(one).__name__]
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]
    with atheris.instrument_imports(include=["likely", "formulaic"]):
        from targets import TARGETS, WORDS, seeds

        import likely  # noqa: F401

        target = TARGETS[options.target]
        sound = seeds(options.target)
        for one in sound:
            target(one)
    rng = random.Random(options.seed)
    words = WORDS[options.target].split(b" ")
    found: set[str] = set()
    count = 0
    slowest = 0.0
    started = time.monotonic()

    def once(data: bytes) -> None:
        nonlocal count, slowest
        count += 1
        begun = time.monotonic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                target(data)
        except Exception as fault:
            place = _place(fault)
            if place not in found:  # one case for each place
                found.add(place)
                keep(options.target, data, place)
                print(f"\nFAULT {place}: {type(fault).__name__}: {fault}"[:400], flush=True)
        if (took := time.monotonic() - begun) > max(slowest, 1.0):
            slowest = took
            print(f"\nSLOW {took:.1f} s: {data[:200]!r}", flush=True)
        if time.monotonic() - started > options.seconds:
            print(
                f"\n{options.target}: {count} inputs in {options.seconds} s, {len(found)} faults", flush=True
            )
            os._exit(0)

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        """libFuzzer's own mutations, and words that mean something to the target."""
        if rng.random() < 0.5:
            at = rng.randrange(len(data) + 1)
            cut = rng.choice((0, 0, 1, 4))
            data = data[:at] + rng.choice(words) + data[at + cut :]
        return atheris.Mutate(data, size) if rng.random() < 0.7 else data[:size]

    corpus = Path(HERE.parents[1] / "build/fuzz" / options.target)
    corpus.mkdir(parents=True, exist_ok=True)
    for one in sound:
        (corpus / hashlib.sha256(one).hexdigest()[:16]).write_bytes(one)
    arguments = [sys.argv[0], "-max_len=20000", "-timeout=60", "-rss_limit_mb=3000", f"-seed={options.seed}"]
    arguments += [f"-artifact_prefix={corpus.parent}/"]
    atheris.Setup(
        [*arguments, "-print_final_stats=0", "-verbosity=0", str(corpus)], once, custom_mutator=mutate
    )
    atheris.Fuzz()


def _place(fault: BaseException) -> str:
    """Where it arose: the last line of the project that the traceback names."""
    frames = traceback.extract_tb(fault.__traceback__)
    last = ([one for one in frames if "/likely/" in one.filename] or frames)[-1]
    return f"{Path(last.filename).name}:{last.lineno} {type(fault).__name__}"


def keep(target: str, data: bytes, place: str) -> None:
    """Write a fault where the suite finds it."""
    folder = KEPT / target
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(place.encode() + data).hexdigest()[:12]
    (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
