"""The loss for PyTorch is torch's own cross_entropy, value and gradient. Skipped where it is missing."""

import math

import pytest

from likely.errors import DataError

torch = pytest.importorskip("torch")

from likely.torch import cross_entropy  # noqa: E402

TOLERANCE = {torch.float64: 1e-12, torch.float32: 2e-6, torch.bfloat16: 2e-2}


@pytest.mark.parametrize("kind", list(TOLERANCE))
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_value_and_gradient_are_pytorchs(kind, weighted, smoothing):
    torch.manual_seed(3)
    logits = (torch.randn(40, 11, dtype=torch.float64) * 3).to(kind)
    targets = torch.randint(0, 11, (40,))
    targets[5] = -100
    weights = torch.rand(11, dtype=kind) + 0.1 if weighted else None
    mine, theirs = logits.clone().requires_grad_(), logits.clone().requires_grad_()
    found = cross_entropy(mine, targets, weights=weights, smoothing=smoothing)
    want = torch.nn.functional.cross_entropy(theirs, targets, weight=weights, label_smoothing=smoothing)
    (found * 2.5).backward()
    (want * 2.5).backward()
    assert found.dtype == want.dtype
    torch.testing.assert_close(found, want, rtol=TOLERANCE[kind], atol=TOLERANCE[kind])
    torch.testing.assert_close(mine.grad, theirs.grad, rtol=TOLERANCE[kind], atol=TOLERANCE[kind] / 10)


def test_the_gradient_is_the_slope():
    torch.manual_seed(1)
    logits = torch.randn(4, 5, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda z: cross_entropy(z, torch.tensor([0, 4, -100, 2])), (logits,))


def test_without_a_gradient_none_is_made():
    assert not cross_entropy(torch.zeros(2, 3), torch.tensor([0, 2])).requires_grad


def test_what_cannot_happen_is_infinite():
    logits = torch.tensor([[0.0, -math.inf]])
    assert cross_entropy(logits, torch.tensor([1])).item() == math.inf


def test_a_bad_target_is_named():
    with pytest.raises(DataError, match="row 1: target 9"):
        cross_entropy(torch.zeros(2, 3), torch.tensor([0, 9]))
