"""What a fit computes when it is read is of the data it was given, whatever became of them since."""

from pathlib import Path

import numpy as np
import pytest

import likely


def column(family: str, n: int) -> np.ndarray:
    draw = np.random.default_rng(7)
    return (
        draw.poisson(3.0, n).astype(float) if family == "negative_binomial" else draw.weibull(2.0, n) + 0.01
    )


@pytest.mark.parametrize("n", [200, 2_000])
@pytest.mark.parametrize("family", ["normal", "gamma", "weibull", "laplace", "negative_binomial"])
def test_an_array_may_change_after_the_fit(family: str, n: int) -> None:
    given = column(family, n)
    expected = likely.fit(family, given.copy()).to_dict()
    fit = likely.fit(family, given)
    given[:] = 1.0
    assert fit.to_dict() == expected


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("family", ["normal", "weibull"])
def test_a_file_may_go_after_the_fit(tmp_path: Path, family: str, kind: str) -> None:
    arrow = pytest.importorskip("pyarrow")
    path = tmp_path / f"rows.{kind}"
    values = column(family, 500)
    if kind == "csv":
        path.write_text("x\n" + "\n".join(map(repr, values.tolist())), encoding="utf-8")
    else:
        from pyarrow import parquet

        parquet.write_table(arrow.table({"x": values}), path)
    expected = likely.fit(family, path, "x").to_dict()
    fit = likely.fit(family, path, "x")
    path.unlink()
    assert fit.to_dict() == expected
