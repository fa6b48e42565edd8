"""The loss of logits for PyTorch: the same kernels, with the gradient taken along. `pip install torch` first.

>>> import torch                                                       # doctest: +SKIP
>>> from likely.torch import cross_entropy                             # doctest: +SKIP
>>> logits = torch.zeros(1, 2, requires_grad=True)                     # doctest: +SKIP
>>> cross_entropy(logits, torch.tensor([1])).backward()                # doctest: +SKIP
>>> logits.grad                                                        # doctest: +SKIP
tensor([[ 0.5000, -0.5000]])
"""

from __future__ import annotations

from typing import Any

from likely.errors import DataError, UsageError
from likely.fit.loss import IGNORE, loss

try:
    import torch
    from torch.autograd.function import once_differentiable
except ImportError:
    raise UsageError("likely.torch needs PyTorch, which is not installed · pip install torch") from None


def cross_entropy(
    logits: Any, targets: Any, *, weights: Any = None, ignore: int = IGNORE, smoothing: float = 0.0
) -> Any:
    """What torch.nn.functional.cross_entropy gives for (rows, classes) with reduction "mean", in nats.

    logits     float32, float64 or bfloat16 in main memory; the result has their type
    targets    (rows,) whole numbers; `ignore` leaves its row out
    weights, smoothing   as for `likely.loss`, which says what the average is divided by

    The gradient is made with the loss, in one pass, if it will be asked for: memory of one tensor like the
    logits, and none for probabilities. It is not differentiated again.
    """
    return _CrossEntropy.apply(logits, targets, weights, ignore, smoothing)


class _CrossEntropy(torch.autograd.Function):  # type: ignore[misc]
    @staticmethod
    def forward(ctx: Any, logits: Any, targets: Any, weights: Any, ignore: int, smoothing: float) -> Any:
        if logits.device.type != "cpu" or targets.device.type != "cpu":
            raise DataError(f"logits are on {logits.device} · this loss works in main memory: logits.cpu()")
        short = logits.dtype == torch.bfloat16
        seen = logits.detach()
        found = loss(
            seen.view(torch.uint16).numpy() if short else seen,
            targets,
            ignore=ignore,
            weights=None if weights is None else weights.detach().double(),
            smoothing=smoothing,
            gradient=ctx.needs_input_grad[0],
        )
        if found.gradient is not None:
            gradient = torch.from_numpy(found.gradient)
            ctx.save_for_backward(gradient.view(torch.bfloat16) if short else gradient)
        return logits.new_tensor(found.value)

    @staticmethod
    @once_differentiable  # type: ignore[untyped-decorator]
    def backward(ctx: Any, above: Any) -> tuple[Any, ...]:
        (gradient,) = ctx.saved_tensors
        return gradient * above, None, None, None, None
