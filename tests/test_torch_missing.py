"""Without PyTorch, the module for it says what to install."""

import sys
from importlib import import_module

import pytest

from likely.errors import UsageError


def test_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "likely.torch", raising=False)
    with pytest.raises(UsageError, match="pip install torch"):
        import_module("likely.torch")
