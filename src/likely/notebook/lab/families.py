"""The families that the Lab can fit: from sums, from counts of values, or from the rows themselves."""

from __future__ import annotations

from types import ModuleType

from likely.fit.catalogue import family, family_names


def lab_families() -> dict[str, ModuleType]:
    """By name. The others need more than one column, a number of trials, or angles."""
    return {name: module for name in family_names() if _offered(module := family(name))}


def _offered(module: ModuleType) -> bool:
    if hasattr(module, "fit_rows") or getattr(module, "CIRCULAR", False) or not hasattr(module, "maximum"):
        return False
    if module.DISCRETE:
        return hasattr(module, "summary_of_counts") and "trials" not in module.log_prob.__code__.co_varnames
    return True
