"""fit.plot() of a regression draws the views' numbers."""

import numpy as np
import pytest

import likely

pytest.importorskip("matplotlib")
X = np.arange(12.0)
TABLE = {
    "x": X,
    "c": [1, 0, 2, 1, 3, 2, 4, 3, 6, 5, 9, 8],
    "b": [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1],
    "$g": list("ababababbaab"),
}


@pytest.mark.parametrize(
    ("family", "formula", "panels"),
    [
        ("poisson", "c ~ x", ["coefficient, in standard errors", "x", "predicted mean"]),
        ("bernoulli", "b ~ x", ["coefficient, in standard errors", "x", "probability given"]),
        ("poisson", "c ~ x + `$g`", ["coefficient, in standard errors", "predicted mean"]),
    ],
)
def test_a_panel_for_each_view(family: str, formula: str, panels: list[str]) -> None:
    fit = likely.fit(family, TABLE, formula=formula)
    figure = fit.plot()
    assert [axes.get_xlabel() for axes in figure.axes] == panels
    drawn = [line.get_xdata() for line in figure.axes[0].lines]
    for one in fit.parameters.values():
        ends = tuple(end / one.stderr for end in one.interval)
        assert any(np.array_equal(line, ends) for line in drawn)


def test_the_curve_is_drawn(tmp_path) -> None:
    fit = likely.fit("poisson", TABLE, formula="c ~ x")
    figure = fit.plot()
    x, y = figure.axes[1].lines[-1].get_data()
    np.testing.assert_array_equal(y, fit.predict({"x": np.asarray(x)}))
    figure.savefig(tmp_path / "fit.png")
    assert (tmp_path / "fit.png").stat().st_size > 10_000
