"""One fit, wherever the rows live."""

import decimal

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import likely
from likely.errors import DataError

FLIPS = [1] * 14 + [0] * 6

SOURCES = {
    "list": FLIPS,
    "tuple": tuple(FLIPS),
    "booleans": [bool(x) for x in FLIPS],
    "decimals": [decimal.Decimal(x) for x in FLIPS],
    "array": np.array(FLIPS),
    "float32": np.array(FLIPS, dtype=np.float32),
    "big-endian": np.array(FLIPS, dtype=">f8"),
    "strided": np.repeat(np.array(FLIPS, dtype=np.uint8), 3)[::3],
    "boolean array": np.array(FLIPS, dtype=bool),
    "pandas series": pd.Series(FLIPS),
    "pandas frame": pd.DataFrame({"heads": FLIPS}),
    "polars frame": pl.DataFrame({"heads": FLIPS}),
    "polars series": pl.Series("heads", FLIPS),
    "polars lazy frame": pl.LazyFrame({"heads": FLIPS}),
    "arrow table": pa.table({"heads": FLIPS}),
    "narwhals frame": nw.from_native(pl.DataFrame({"heads": FLIPS})),
    "duckdb relation": lambda: duckdb.sql("select (i < 14)::int as heads from range(20) t(i)"),
    "duckdb booleans": lambda: duckdb.sql("select i < 14 as heads from range(20) t(i)"),
}


def made(source):
    """The source; DuckDB's are made when they are used, since a relation kept for long is a leak."""
    return source() if callable(source) else source


@pytest.mark.parametrize("name", SOURCES)
def test_the_same_flips_give_the_same_fit(name):
    expected = likely.fit("bernoulli", FLIPS)
    assert likely.fit("bernoulli", made(SOURCES[name])).to_dict() == expected.to_dict()


MISSING = {
    "list": [1, None, 0],
    "array": np.array([1, np.nan, 0]),
    "masked": np.ma.masked_array([1, 1, 0], mask=[False, True, False]),
    "pandas": pd.DataFrame({"heads": [1, None, 0]}),
    "polars": pl.DataFrame({"heads": [1, None, 0]}),
    "lazy": pl.LazyFrame({"heads": [1.0, None, 0.0]}),
    "lazy nan": pl.LazyFrame({"heads": [1.0, float("nan"), 0.0]}),
    "duckdb": lambda: duckdb.sql("select * from (values (1), (null), (0)) t(heads)"),
}


@pytest.mark.parametrize("name", MISSING)
def test_missing_values_stop_the_fit_or_are_counted(name):
    with pytest.raises(DataError, match="missing"):
        likely.fit("bernoulli", made(MISSING[name]))
    fit = likely.fit("bernoulli", made(MISSING[name]), missing="drop")
    assert (fit.n, fit.n_missing, fit.parameters["theta"].estimate) == (2, 1, 0.5)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ([1, 2], "index 1: 2 cannot happen under bernoulli"),
        ([1, "1"], "index 1: '1' is text"),
        ([1, object()], "is not a number"),
        ([], "there are no observations"),
        ([None], "value is missing"),
        (np.zeros((2, 2)), "2 dimensions"),
        (np.array(["a"]), "not numbers"),
        (np.array([1.0, 0.5]), "index 1: 0.5 cannot happen"),
        (pl.DataFrame({"a": [1], "b": [0]}), "which column"),
        (pl.DataFrame({"a": ["x"]}), "not numbers"),
        (pl.LazyFrame({"a": ["x"]}), "not numbers"),
        (pl.LazyFrame({"a": [0, 1, 2, 3]}), "2 values cannot happen under bernoulli"),
        (pl.DataFrame({"a": [0, 1, 7]}), "row index 2: 7 cannot happen"),
    ],
)
def test_what_cannot_be_fitted_says_why(source, message):
    with pytest.raises(DataError, match=message):
        likely.fit("bernoulli", source)


def test_a_missing_column_is_suggested():
    with pytest.raises(DataError, match="did you mean 'heads'"):
        likely.fit("bernoulli", pl.DataFrame({"heads": [1], "tails": [0]}), "haeds")


def test_arrays_longer_than_a_piece_keep_their_index():
    values = np.ones(200_000)
    values[150_001] = 0.25
    with pytest.raises(DataError, match="index 150001"):
        likely.fit("bernoulli", values)


def test_a_parquet_file_in_many_batches_names_the_row(tmp_path):
    import pyarrow.parquet as parquet

    path = tmp_path / "flips.parquet"
    values = [1] * 300_000
    values[200_000] = 5
    parquet.write_table(pa.table({"heads": values}), path)
    with pytest.raises(DataError, match=r"flips.parquet, row 200001, column \"heads\": 5 cannot happen"):
        likely.fit("bernoulli", path)


def test_columns_of_text_in_parquet_are_refused(tmp_path):
    import pyarrow.parquet as parquet

    path = tmp_path / "text.parquet"
    parquet.write_table(pa.table({"heads": ["a"]}), path)
    with pytest.raises(DataError, match="holds string, not numbers"):
        likely.fit("bernoulli", path)


def test_nothing_is_kept_open(tmp_path, recwarn):
    path = tmp_path / "f.csv"
    path.write_text("heads\n1\n2\n")
    with pytest.raises(DataError):
        likely.fit("bernoulli", path)
    assert not [w for w in recwarn if issubclass(w.category, ResourceWarning)]
