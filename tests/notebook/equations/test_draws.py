"""Points from what an author declares."""

import numpy as np
import pytest

from likely.notebook.equations.draws import Draw, ends, points, read_draws
from likely.notebook.equations.tokens import Unreadable
from likely.notebook.vocabulary import Vocabulary

VOCABULARY = Vocabulary({}, {})


def drawn(written: str, count: int = 500, same: frozenset[str] = frozenset()) -> dict[str, object]:
    return points(read_draws(written), count, set(same), np.random.default_rng(1), VOCABULARY.compute)


def test_each_kind_stays_in_its_domain() -> None:
    found = drawn(
        "theta in (0, 1); n in 1..20; k in 0..n; x in {0, 2.5}; sigma in (0, inf); mu in (-inf, inf); "
        "b in (-inf, 3); \\hat p in [0, 1]; p in simplex(4); y in {0, 1}^3"
    )
    theta, n, k = (np.asarray(found[name]) for name in ("theta", "n", "k"))
    assert np.all((theta > 0) & (theta < 1))
    assert theta.min() < 0.05
    assert theta.max() > 0.95
    assert set(n) == set(range(1, 21))
    assert np.all((k >= 0) & (k <= n) & (k == np.round(k)))
    assert set(np.asarray(found["x"])) == {0, 2.5}
    assert np.all(np.asarray(found["sigma"]) > 0)
    assert np.any(np.asarray(found["mu"]) < 0)
    assert np.any(np.asarray(found["mu"]) > 0)
    assert np.all(np.asarray(found["b"]) < 3)
    assert {0.0, 1.0} < set(np.asarray(found["p_hat"]))
    assert np.allclose(sum(found["p"]), 1)  # type: ignore[call-overload]
    assert [set(one) for one in found["y"]] == [{0, 1}] * 3  # type: ignore[attr-defined]


def test_a_length_is_one_number() -> None:
    found = drawn("n in 1..20; y in (0, 1)^n", same=frozenset("n"))
    assert isinstance(found["n"], int)
    assert len(found["y"]) == found["n"]  # type: ignore[arg-type]


def test_the_same_seed_draws_the_same_points() -> None:
    assert np.array_equal(drawn("x in (0, 1)")["x"], drawn("x in (0, 1)")["x"])  # type: ignore[arg-type]


def test_ends_are_numbers() -> None:
    assert ends(Draw("x", "between", "-inf", "2 * 3"), VOCABULARY.compute, {}) == (-np.inf, 6)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("theta", "is no draw"),
        ("theta in somewhere", "is no domain"),
        ("x in {a, b}", "something else than numbers"),
        ("y in {0, 1}^n", "draw that before it"),
        ("x in (1, 0)", "the first is larger"),
        ("1 in (0, 1)", "not a name"),
    ],
)
def test_what_cannot_be_drawn_is_refused(written: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        drawn(written)
