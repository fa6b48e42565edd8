"""Values do not change: every data class of the package is frozen."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import likely

SKIPPED = ("likely.__main__", "likely.torch", "likely.data.engines.spark")


@pytest.mark.slow
def test_every_data_class_is_frozen() -> None:
    pytest.importorskip("pydantic")
    found, seen = set(), 0
    for module in pkgutil.walk_packages(likely.__path__, "likely."):
        if module.name in SKIPPED:
            continue
        loaded = importlib.import_module(module.name)
        for name, one in vars(loaded).items():
            if inspect.isclass(one) and one.__module__ == module.name and dataclasses.is_dataclass(one):
                seen += 1
                if not one.__dataclass_params__.frozen:
                    found.add(f"{module.name}.{name}")
    assert seen > 100
    assert not found
