"""The peer's side: runs in the peer's own Python, and imports nothing of ours.

Each line on standard input is a JSON list: code to execute first, and an expression to time. Each line on
standard output answers with seconds on the clock, seconds of processor time, and the expression's value.
"""

import json
import sys
import time


def main() -> None:
    """Answer until standard input ends."""
    space: dict[str, object] = {}
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        before, timed = json.loads(line)
        exec(before, space)
        code = compile(timed, "<timed>", "eval")
        clock, own = time.perf_counter(), time.process_time()
        value = eval(code, space)
        seconds, own = time.perf_counter() - clock, time.process_time() - own
        print(json.dumps([seconds, own, value], default=float), file=answers, flush=True)


if __name__ == "__main__":
    main()
