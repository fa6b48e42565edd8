"""Every public name has a docstring with an example, and the examples run."""

import doctest
import importlib
import inspect

import pytest

import likely

MODULES = sorted({importlib.import_module(home).__name__ for home in likely._HOMES.values()})


@pytest.mark.parametrize("name", sorted(set(likely.__all__) - {"families"}))
def test_it_is_documented_with_an_example(name):
    text = inspect.getdoc(getattr(likely, name))
    assert text
    assert ">>>" in text
    assert getattr(likely, name) is getattr(importlib.import_module(likely._HOMES[name]), name)


@pytest.mark.parametrize("module", ["likely", "likely.families", *MODULES])
def test_the_examples_are_true(module):
    import sys

    importlib.import_module(module)
    found = doctest.testmod(sys.modules[module], optionflags=doctest.ELLIPSIS)
    assert found.attempted
    assert not found.failed
