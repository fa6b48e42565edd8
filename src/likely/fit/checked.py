"""A saved fit, looked at before it is believed: a file may come from anywhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from likely.formulas.maximum import EXISTS, VERDICTS

_NAMED = ("Infinity", "-Infinity", "NaN")
_GOODNESS = ("statistic", "value", "p_value", "standard_error", "draws", "lost")


def checked(shape: Any) -> Mapping[str, Any]:
    """The shape itself, if it is one that `Fit.to_dict` writes.

    Raises ValueError that names the first place which is not, such as `parameters.mu.estimate is 'x'`.
    """
    rules: dict[str, Callable[[Any], bool]] = {
        "family": _is_text,
        "n": lambda x: _is_number(x) and math.isfinite(x) and x >= 0,
        "n_missing": _is_count,
        "parameters": lambda x: isinstance(x, dict) and bool(x),
        **dict.fromkeys(("loglik", "nll", "aic", "bic"), _is_number),
        **dict.fromkeys(("entropy", "kl"), lambda x: x is None or _is_number(x)),
        "verdict": lambda x: x in VERDICTS,
        "message": _is_text,
        "warnings": lambda x: isinstance(x, list) and all(map(_is_text, x)),
        "iterations": _is_count,
        "units": lambda x: x == "nats",
    }
    more: dict[str, Callable[[Any], bool]] = {
        "goodness": _is_goodness,
        "formula": _is_text,
        "link": _is_text,
        "model": _is_model,
    }
    if not isinstance(shape, dict):
        raise ValueError("the fit is no object")  # noqa: TRY004 - the file is wrong, not a type
    for name in rules:
        if name not in shape:
            raise ValueError(f"{name} is not there")
    for name, value in shape.items():
        rule = rules.get(name) or more.get(name)
        if rule is None:
            raise ValueError(f"{_shown(name)} is no part of a fit")
        if not rule(value):
            raise ValueError(f"{name} is {_shown(value)}")
    for name, one in shape["parameters"].items():
        _parameter(f"parameters.{name}", one)
    regression = [name for name in ("formula", "link", "model") if name in shape]
    if regression and len(regression) < 3:
        raise ValueError(f"{regression[0]} is there, and its fellows are not")
    if not regression:
        _family(shape)
    return shape


def _parameter(place: str, one: Any) -> None:
    keys = ("estimate", "stderr", "interval", "interval_method")
    if not isinstance(one, dict) or sorted(one) != sorted(keys):
        raise ValueError(f"{place} is {_shown(one)}")
    if not _is_text(one["interval_method"]):
        raise ValueError(f"{place}.interval_method is {_shown(one['interval_method'])}")
    if not _alike(one["estimate"], one["estimate"], _is_number):
        raise ValueError(f"{place}.estimate is {_shown(one['estimate'])}")
    if not _alike(one["stderr"], one["estimate"], lambda x: x is None or (_is_number(x) and not x < 0)):
        raise ValueError(f"{place}.stderr is {_shown(one['stderr'])}")
    if not _alike(one["interval"], one["estimate"], _is_interval):
        raise ValueError(f"{place}.interval is {_shown(one['interval'])}")


def _alike(tree: Any, model: Any, leaf: Callable[[Any], bool]) -> bool:
    """True if a tree has the model's lists and labels, and leaves that are as they should be."""
    if isinstance(model, list):
        same = isinstance(tree, list) and len(tree) == len(model) > 0
        return (tree is None and tree is not model) or (
            same and all(_alike(a, b, leaf) for a, b in zip(tree, model, strict=True))
        )
    if isinstance(model, dict):
        same = isinstance(tree, dict) and tree.keys() == model.keys() and len(model) > 0
        return (tree is None) or (same and all(_alike(tree[key], model[key], leaf) for key in model))
    return leaf(tree)


def _family(shape: Mapping[str, Any]) -> None:
    """The family exists and has these parameters, and where there is a maximum they lie in their space."""
    from likely.fit.catalogue import family, family_names

    if shape["family"] not in family_names():
        raise ValueError(f"family is {_shown(shape['family'])}")
    declared = {one.name: one for one in family(shape["family"]).PARAMETERS}
    if declared.keys() != shape["parameters"].keys():
        raise ValueError(f"the parameters are {_shown(', '.join(shape['parameters']))}")
    if shape["verdict"] not in EXISTS:
        return
    for name, one in shape["parameters"].items():
        for value in _leaves(one["estimate"]):
            if not declared[name].low <= _float(value) <= declared[name].high:
                raise ValueError(f"parameters.{name}.estimate is {_shown(value)}")


def _leaves(tree: Any) -> list[Any]:
    if isinstance(tree, dict):
        tree = list(tree.values())
    return [leaf for one in tree for leaf in _leaves(one)] if isinstance(tree, list) else [tree]


def _is_text(x: Any) -> bool:
    return isinstance(x, str) and len(x) < 100_000


def _is_number(x: Any) -> bool:
    """A number that a double holds, or the name of one."""
    if isinstance(x, str):
        return x in _NAMED
    return isinstance(x, (int, float)) and not isinstance(x, bool) and abs(x) < 2**1023


def _is_count(x: Any) -> bool:
    return isinstance(x, int) and not isinstance(x, bool) and 0 <= x < 2**63


def _is_interval(x: Any) -> bool:
    return x is None or (isinstance(x, list) and len(x) == 2 and all(e is None or _is_number(e) for e in x))


def _is_goodness(x: Any) -> bool:
    return (
        isinstance(x, dict)
        and sorted(x) == sorted(_GOODNESS)
        and _is_text(x["statistic"])
        and all(_is_number(x[name]) and not isinstance(x[name], str) for name in _GOODNESS[1:])
    )


def _is_model(x: Any) -> bool:
    """What a regression keeps for its predictions; what its design says is judged when it is rebuilt."""
    if not isinstance(x, dict) or not isinstance(design := x.get("design"), dict):
        return False
    names, levels, labels = design.get("names"), design.get("levels"), x.get("labels", [])
    return (
        sorted(design) == ["levels", "names", "transforms"]
        and isinstance(names, list)
        and all(map(_is_text, names))
        and isinstance(levels, dict)
        and all(isinstance(one, list) for one in levels.values())
        and isinstance(design["transforms"], dict)
        and isinstance(labels, list)
        and all(_is_text(x[name]) for name in ("note", "offset", "exposure") if x.get(name) is not None)
    )


def _float(x: Any) -> float:
    return float(x.replace("Infinity", "inf")) if isinstance(x, str) else float(x)


def _shown(x: Any) -> str:
    text = ascii(x)
    return text if len(text) <= 60 else text[:60] + "…"
