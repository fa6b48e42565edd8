"""These tests need the extension; where it was not built they are skipped, and say why."""

from collections.abc import Iterator

import pytest

from likely import kernels


@pytest.fixture(params=["portable", "avx2", "avx512"])
def instruction_set(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each instruction set in turn; skipped where this processor lacks it."""
    native = kernels._native
    before = native.chosen()
    if not native.choose(request.param):
        pytest.skip(f"this processor or build has no {request.param}")
    yield request.param
    native.choose(before)
