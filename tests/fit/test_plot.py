"""`fit.plot()`: the views with matplotlib, and a clear word where it is missing."""

import io
import sys

import numpy as np
import pytest

import likely

RNG = np.random.default_rng(8)


@pytest.mark.parametrize(
    ("family", "data", "more", "panels"),
    [
        ("gamma", RNG.gamma(2, 3, 80), {}, 4),
        ("poisson", RNG.poisson(3, 80), {}, 3),
        ("weibull", RNG.weibull(2, 40), {"event": [1, 0] * 20}, 2),
        ("categorical", ["a", "b", "a"], {}, 1),
        ("normal", [1.0, 1.0], {}, 1),
        ("dirichlet", RNG.dirichlet([1.0, 2.0], 20), {}, 0),
    ],
)
def test_a_panel_for_each_view(family, data, more, panels):
    figure = likely.fit(family, data, **more).plot()
    assert len(figure.axes) == panels
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=40)
    assert stream.getvalue()[:4] == b"\x89PNG"
    assert "matplotlib.pyplot" not in sys.modules


def test_a_dollar_sign_in_a_name_is_itself():
    import pandas as pd

    table = pd.DataFrame({"$x^": [1.0, 2.0, 4.0]})
    figure = likely.fit("gamma", table, "$x^").plot()
    figure.savefig(io.BytesIO(), format="svg")


def test_without_matplotlib_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(likely.UsageError, match=r"pip install 'likely\[plot\]'"):
        likely.fit("gamma", [1.0, 2.0]).plot()
