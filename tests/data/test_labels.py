"""Labels with weights: so many equal rows each, from a file, a table or beside a list."""

import pytest

import likely
from likely.data.labels import label_counts
from likely.errors import DataError

TEXT = "pet,w\ncat,2\ndog,0.5\ncat,1\nfox,0\n"


def test_weights_add_up_by_label(tmp_path):
    path = tmp_path / "pets.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert label_counts(path, "pet", drop=False, weights="w") == ({"cat": 3, "dog": 0.5}, 0)
    assert label_counts(["cat", "dog"], None, drop=False, weights=[2, 3]) == ({"cat": 2, "dog": 3}, 0)


@pytest.mark.parametrize("weight", ["-1", "x", "inf", "nan", ""])
def test_what_is_no_weight_is_named(tmp_path, weight):
    path = tmp_path / "pets.csv"
    path.write_text(f"pet,w\ncat,2\ndog,{weight}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2: .* is no weight"):
        label_counts(path, "pet", drop=False, weights="w")


def test_one_for_each_label():
    with pytest.raises(DataError, match="1 weights for 2 labels"):
        label_counts(["a", "b"], None, drop=False, weights=[1])


def test_a_weighted_fit_is_that_of_repeated_rows():
    weighted = likely.fit("categorical", ["a", "b", "a"], weights=[2, 3, 1])
    repeated = likely.fit("categorical", ["a", "a", "b", "b", "b", "a"])
    assert weighted.parameters["probs"].estimate == repeated.parameters["probs"].estimate
    assert weighted.loglik == pytest.approx(repeated.loglik, rel=1e-15)
    assert weighted.n == 6
