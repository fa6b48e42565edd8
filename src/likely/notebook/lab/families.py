"""The families that the Lab can fit: those whose likelihood is made of sums, or of counts of values."""

from __future__ import annotations

from types import ModuleType

from likely.fit.catalogue import family, family_names


def lab_families() -> dict[str, ModuleType]:
    """By name. The others need the rows themselves, or more than one column, or a number of trials."""
    return {name: module for name in family_names() if _from_sums(module := family(name))}


def _from_sums(module: ModuleType) -> bool:
    if hasattr(module, "fit_rows") or getattr(module, "CIRCULAR", False) or not hasattr(module, "maximum"):
        return False
    if module.DISCRETE:
        return hasattr(module, "summary_of_counts") and "trials" not in module.log_prob.__code__.co_varnames
    return all(hasattr(module, name) for name in ("statistic", "summary", "log_likelihood"))
