# The extension module, as module.cpp defines it. Private: call likely.kernels.
from collections.abc import Sequence

LOG: int
LOG1M: int
RECIPROCAL: int

_Moments = tuple[
    int,
    int,
    int,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
]

def moments(x: object, weights: object | None, wanted: int, of_log: bool, threads: int) -> _Moments: ...
def merge(a: _Moments, b: _Moments, wanted: int, /) -> _Moments: ...
def totals(
    name: str, x: object, weights: object | None, parameters: Sequence[float], threads: int
) -> tuple[int, int, tuple[float, ...], tuple[float, ...]]: ...
def count_values(x: object, cap: int, threads: int, /) -> tuple[tuple[int, ...], int, int, int, int]: ...
def ties_at_most(x: object, threads: int) -> int: ...
def logs(x: object, unit: float, out: object, threads: int) -> None: ...
def ranked(x: object, first: int, last: int, threads: int, /) -> tuple[float, float, int]: ...
def rows_logsumexp(
    logits: object, targets: object | None, ignore: int, threads: int, result: object, picked: object
) -> None: ...
def rows_classes(
    rows: object,
    classes: int,
    coefficients: object,
    chosen: object,
    weights: object,
    threads: int,
    gradient: object | None,
    curvature: object | None,
) -> float: ...
def rows_softmax_minus_onehot(
    logits: object,
    targets: object,
    out: object,
    scale: float,
    ignore: int,
    threads: int,
    result: object,
    picked: object,
    /,
) -> None: ...
def instruction_sets() -> list[str]: ...
def chosen() -> str: ...
def choose(name: str, /) -> bool: ...
