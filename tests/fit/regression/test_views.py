"""What a report and a plot show of a regression are the fit's own numbers."""

import numpy as np
import pytest

import likely
from likely.errors import UsageError
from likely.fit.regression.views import PLACES, seen

X = np.array([0.0, 1, 2, 3, 4, 5, 6, 7])
TABLE = {"x": X, "y": np.sin(3 * X) + X, "z": [1, 0, 2, 1, 0, 2, 1, 1],
         "b": [0, 0, 1, 0, 1, 1, 0, 1], "k": list("uvwuvwuv"), "g": list("aabbaabb")}  # fmt: skip


def test_the_forest_is_in_standard_errors() -> None:
    fit = likely.fit("normal", TABLE, formula="y ~ x + z")
    forest = seen(fit).forest
    assert forest
    assert [name for name, _, _ in forest.rows] == ["Intercept", "x", "z"]
    for name, at, ends in forest.rows:
        one = fit.parameters[name]
        assert at == one.estimate / one.stderr
        assert ends == tuple(end / one.stderr for end in one.interval)


def test_the_curve_is_what_predict_says_and_the_points_are_the_rows() -> None:
    fit = likely.fit("poisson", TABLE, formula="z ~ x + I(x**2)")
    curve = seen(fit).curve
    assert curve
    assert (curve.input, curve.response, len(curve.lines[0][1])) == ("x", "z", PLACES)
    x, y = np.array(curve.lines[0][1]).T
    np.testing.assert_array_equal(y, fit.predict({"x": x}))
    assert curve.points == tuple(zip(X, map(float, TABLE["z"]), strict=True))


def test_each_class_has_a_line_and_they_sum_to_one() -> None:
    curve = seen(likely.fit("categorical", TABLE, formula="k ~ x")).curve
    assert curve
    assert [name for name, _ in curve.lines] == ["u", "v", "w"]
    np.testing.assert_allclose(sum(np.array(line)[:, 1] for _, line in curve.lines), 1)
    assert curve.points == ()


@pytest.mark.parametrize("formula", ["y ~ x + z", "y ~ g", "y ~ 1"])
def test_there_is_no_curve_but_along_one_input_of_numbers(formula: str) -> None:
    assert seen(likely.fit("normal", TABLE, formula=formula)).curve is None


def test_a_fit_without_its_data_has_no_views(tmp_path) -> None:
    from likely.fit.saved import load, save

    save(likely.fit("normal", TABLE, formula="y ~ x"), tmp_path / "fit.json")
    with pytest.raises(UsageError, match="no data with it"):
        seen(load(tmp_path / "fit.json"))
