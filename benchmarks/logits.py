"""Cross-entropy of logits, forward and with its gradient: likely.loss beside PyTorch, eager and compiled.

Run as `python -m benchmarks.logits [REPEATS]`. float32, one array that both read; first the losses and the
gradients are compared. Extra memory is the growth of the process's peak while a call runs, in a process of
its own each, beyond the gradient itself where one is asked for. torch.compile needs a C++ compiler; without
one its column is left out, and says so.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np

from benchmarks._peers import bring, medians
from likely.fit.loss import loss

SHAPES = ((4096, 32_000), (512, 128_000))
REPEATS = 7

PEAK = """
import resource, sys
import numpy as np
sys.path.append({path!r})
rows, classes, kind = {rows}, {classes}, {kind!r}
x = np.random.default_rng(5).standard_normal((rows, classes), dtype=np.float32)
y = np.arange(rows) % classes
if kind.startswith("torch"):
    import torch
    from torch.nn.functional import cross_entropy
    t, target = torch.from_numpy(x), torch.from_numpy(y)
    cross_entropy(torch.zeros(2, 2), torch.zeros(2, dtype=torch.long))
else:
    from likely.fit.loss import loss
    loss(np.zeros((2, 2), np.float32), np.zeros(2, np.int64), gradient=True)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if kind == "torch":
    cross_entropy(t, target)
elif kind == "torch gradient":
    cross_entropy(t.requires_grad_(), target).backward()
else:
    loss(x, y, gradient=kind.endswith("gradient"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def peak(kind: str, rows: int, classes: int) -> float:
    """Mebibytes that a call adds to the peak of a fresh process."""
    path = next(one for one in reversed(sys.path) if "peers" in one)
    code = PEAK.format(path=path, rows=rows, classes=classes, kind=kind)
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return int(found.stdout) / 1024


def compiled(torch: Any, function: Any) -> Any:
    """torch.compile of a function, or None where it cannot compile here."""
    try:
        made = torch.compile(function)
        made(torch.zeros(4, 8), torch.zeros(4, dtype=torch.long))
    except Exception as problem:  # torch raises errors of many classes, without a common one
        print(f"torch.compile does not run here: {str(problem).splitlines()[0]}")
        return None
    return made


def main(repeats: int = REPEATS) -> None:
    """Print times, ratios and memory."""
    bring("torch==2.13.0")
    import torch
    from torch.nn.functional import cross_entropy

    fast = compiled(torch, cross_entropy)
    for rows, classes in SHAPES:
        x = np.random.default_rng(5).standard_normal((rows, classes), dtype=np.float32) * 3
        y = np.random.default_rng(6).integers(0, classes, rows)
        logits, target = torch.from_numpy(x), torch.from_numpy(y)
        watched = torch.from_numpy(x).requires_grad_()
        mine = loss(x, y, gradient=True)
        theirs = cross_entropy(watched, target)
        theirs.backward()
        exact = float(cross_entropy(logits.double(), target))
        assert mine.gradient is not None
        assert watched.grad is not None
        apart = float(np.abs(mine.gradient - watched.grad.numpy()).max())
        print(
            f"\n{rows:,} × {classes:,} float32: loss {mine.value:.10f}, torch "
            f"{float(theirs.detach()):.10f}, torch in "
            f"doubles {exact:.10f}; gradients differ by at most {apart:.1e}"
        )
        assert abs(mine.value - exact) < 1e-7 * exact
        assert apart < 1e-6
        watched.grad = None

        def backward(function: Any = cross_entropy, watched: Any = watched, target: Any = target) -> None:
            watched.grad = None
            function(watched, target).backward()

        works: dict[str, Any] = {
            "likely": lambda x=x, y=y: loss(x, y),
            "torch": lambda logits=logits, target=target: cross_entropy(logits, target),
            "likely gradient": lambda x=x, y=y: loss(x, y, gradient=True),
            "torch gradient": backward,
        }
        if fast is not None:
            works["compiled"] = lambda logits=logits, target=target: fast(logits, target)
            works["compiled gradient"] = lambda backward=backward: backward(fast)
        t = medians(works, repeats)
        for kind in ("", " gradient"):
            own = t["likely" + kind]
            told = ", ".join(
                f"{name} {t[name + kind] * 1e3:.0f} ms ({t[name + kind] / own:.1f}×)"
                for name in ("torch", "compiled")
                if name + kind in t
            )
            print(f"  forward{' + gradient' if kind else ''}: likely {own * 1e3:.0f} ms, {told}")
        size = x.nbytes / 2**20
        for kind, more in (("", 0.0), (" gradient", size)):
            a, b = peak("likely" + kind, rows, classes) - more, peak("torch" + kind, rows, classes) - more
            print(
                f"  extra memory, forward{' + gradient, beyond the gradient' if kind else ''}: likely "
                f"{a:.0f} MiB, "
                f"torch {b:.0f} MiB (the logits are {size:.0f} MiB)"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
