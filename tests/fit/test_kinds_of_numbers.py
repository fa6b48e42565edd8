"""The same numbers in another form give the same fit."""

from decimal import Decimal

import numpy as np
import pytest

import likely

VALUES = [0.5, 1.25, 3.0, 2.5, 0.75, 8.0]
COUNTS = [0, 3, 1, 4, 1, 5]


@pytest.mark.parametrize("family", ["gamma", "normal", "weibull", "laplace", "student_t", "log_logistic"])
@pytest.mark.parametrize(
    "form",
    [
        lambda v: np.array(v, dtype=np.float32),
        lambda v: np.array(v, dtype=">f8"),
        lambda v: np.repeat(np.array(v), 2)[::2],
        lambda v: np.array(v)[::-1],
        lambda v: [Decimal(str(x)) for x in v],
        lambda v: tuple(v),
        lambda v: np.ma.array(v),
        lambda v: np.array(v, dtype=np.longdouble),
    ],
    ids=["float32", "big-endian", "strided", "reversed", "decimal", "tuple", "masked", "longdouble"],
)
def test_values(family, form):
    one, other = likely.fit(family, VALUES), likely.fit(family, form(VALUES))
    assert other.loglik == pytest.approx(one.loglik, rel=1e-12)
    assert other.verdict == one.verdict


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "uint64", ">i4", "float16", "float32"])
def test_counts(kind):
    one = likely.fit("poisson", COUNTS)
    assert likely.fit("poisson", np.array(COUNTS, dtype=kind)).to_dict() == one.to_dict()


def test_booleans():
    truth = [True, False, True, True]
    one = likely.fit("bernoulli", [1, 0, 1, 1])
    assert likely.fit("bernoulli", truth).to_dict() == one.to_dict()
    assert likely.fit("bernoulli", np.array(truth)).to_dict() == one.to_dict()


def test_what_a_notebook_shows_is_escaped():
    shown = likely.fit("categorical", ["<b>", "&", "<b>"])._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown
    assert likely.compare([1.0, 2.0, 4.0], families=("gamma", "normal"))._repr_html_().startswith("<pre>")
