"""Files of every kind give the same numbers, and say where a wrong one stands."""

import gzip
import io
import json

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

import likely
from likely.data.scan import blocks
from likely.errors import DataError

VALUES = [1.5, 2.25, 1e-3, 40.0, 7.0]


@pytest.fixture
def table():
    return pa.table({"label": list("abcde"), "x": VALUES, "k": [3, 1, 4, 1, 5]})


def packed(data, how):
    if how == "gz":
        return gzip.compress(data)
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


def text(table):
    sink = io.BytesIO()
    pa.csv.write_csv(table, sink)
    return sink.getvalue()


def lines(table):
    return "".join(json.dumps(row) + "\n" for row in table.to_pylist()).encode()


def arrow(table, stream):
    sink = io.BytesIO()
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return sink.getvalue()


def parquet(table):
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=2)
    return sink.getvalue()


FILES = {
    "t.csv": text,
    "t.csv.gz": lambda t: packed(text(t), "gz"),
    "t.csv.zst": lambda t: packed(text(t), "zst"),
    "t.jsonl": lines,
    "t.jsonl.gz": lambda t: packed(lines(t), "gz"),
    "t.jsonl.zst": lambda t: packed(lines(t), "zst"),
    "t.arrow": lambda t: arrow(t, stream=False),
    "t.arrows": lambda t: arrow(t, stream=True),
    "t.arrows.zst": lambda t: packed(arrow(t, stream=True), "zst"),
    "t.parquet": parquet,
    "t.parquet.gz": lambda t: packed(parquet(t), "gz"),
}


def read(source, column="x"):
    return [float(v) for block in blocks(source, column) for v in block.values]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_any_kind(tmp_path, table, name):
    (tmp_path / name).write_bytes(FILES[name](table))
    assert read(tmp_path / name) == VALUES
    assert read(str(tmp_path / name), "k") == [3, 1, 4, 1, 5]
    with pytest.raises(DataError, match="label"):
        read(tmp_path / name, "label")
    with pytest.raises(DataError, match="there is no column 'y'"):
        read(tmp_path / name, "y")


@pytest.mark.parametrize("name", FILES)
def test_standard_input_of_any_kind(table, name):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    assert read(io.BufferedReader(Pipe(FILES[name](table)))) == VALUES


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv.zst", "t.arrow", "t.arrows", "t.parquet", "t.jsonl.zst"])
def test_a_damaged_file_is_a_message(tmp_path, table, name):
    whole = FILES[name](table)
    for cut in (len(whole) // 2, len(whole) - 9):
        (tmp_path / name).write_bytes(whole[:cut])
        with pytest.raises(DataError):
            read(tmp_path / name)


def test_several_files_a_pattern_and_a_folder(tmp_path, table):
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.csv").write_bytes(text(table.slice(0, 2)))
    (folder / "b.jsonl").write_bytes(lines(table.slice(2, 1)))
    (folder / "sub" / "c.parquet").write_bytes(parquet(table.slice(3)))
    (folder / "_SUCCESS").write_text("")
    (folder / ".hidden.csv").write_text("x\n9\n")
    (folder / "notes.md").write_text("no data")
    assert read(folder) == read(str(folder)) == VALUES
    assert read([folder / "sub" / "c.parquet", str(folder / "a.csv")]) == [40.0, 7.0, 1.5, 2.25]
    assert read(str(folder / "*.csv")) == VALUES[:2]
    assert read(str(folder / "**" / "*.parquet")) == VALUES[3:]
    assert likely.fit("gamma", folder, "x").n == 5
    with pytest.raises(DataError, match="no file is called so"):
        read(str(folder / "*.feather"))
    with pytest.raises(DataError, match="named more than once"):
        read([folder / "a.csv", folder / "a.csv"])
    with pytest.raises(DataError, match="a folder without data files"):
        read(tmp_path / "data" / "none") if (tmp_path / "data" / "none").mkdir() is None else None


def test_a_partitioned_table_knows_what_its_folders_say(tmp_path, table):
    for year, part in ((2023, table.slice(0, 2)), (2024, table.slice(2))):
        folder = tmp_path / f"year={year}" / "kind=small%20one"
        folder.mkdir(parents=True)
        (folder / "part-0.parquet").write_bytes(parquet(part))
    assert read(tmp_path) == VALUES
    assert read(tmp_path, "year") == [2023.0] * 2 + [2024.0] * 3
    with pytest.raises(DataError, match="'small one' by its folder, not a number"):
        read(tmp_path, "kind")


def test_objects_that_hand_out_arrow(tmp_path, table):
    (tmp_path / "t.parquet").write_bytes(parquet(table))
    assert read(pa.dataset.dataset(tmp_path / "t.parquet")) == VALUES
    assert read(pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=2))) == VALUES
    assert read(table) == VALUES

    class Exported:
        def __arrow_c_stream__(self, requested_schema=None):
            return table.__arrow_c_stream__(requested_schema)

    assert read(Exported()) == VALUES
    assert read(pl.scan_parquet(tmp_path / "t.parquet")) == VALUES
    with pytest.raises(DataError, match='column "label"'):
        read(pa.dataset.dataset(tmp_path / "t.parquet"), "label")


def test_columns_that_hold_no_numbers_are_refused(tmp_path):
    import datetime
    import decimal

    table = pa.table(
        {
            "day": [datetime.date(2024, 2, 29)],
            "when": [datetime.datetime(2024, 2, 29, tzinfo=datetime.UTC)],
            "long": [datetime.timedelta(seconds=3)],
            "text": ["1"],
            "list": [[1.0]],
            "yes": [True],
            "money": [decimal.Decimal("12.25")],
            "big": [2**52 + 1],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    sources = (tmp_path / "t.parquet", table, pl.from_arrow(table), pl.from_arrow(table).lazy())
    for source in sources:
        for column in ("day", "when", "long", "text", "list"):
            with pytest.raises(DataError, match=rf'column "{column}".* not numbers · name a numeric column'):
                read(source, column)
        assert [read(source, c) for c in ("yes", "money", "big")] == [[1.0], [12.25], [2.0**52 + 1]]
    assert read(pd.DataFrame({"x": pd.array([1, None], dtype="Int64")}))[0] == 1.0


def test_json_lines_say_what_is_wrong(tmp_path):
    path = tmp_path / "t.jsonl"
    for content, words in (
        ('{"x": 1}\n\n{"x": "2"}\n', "line 3, column \"x\": '2' is not a number"),
        ('{"x": 1}\n{"x": 2\n', "line 2: not a JSON object"),
        ('{"x": 1}\n[2]\n', "line 2: not a JSON object"),
        ('{"y": 1}\n', "there is no column 'x'"),
        ('{"x": 1}\n{"x": {"a": 1}}\n', "a dict is not a number"),
    ):
        path.write_text(content)
        with pytest.raises(DataError) as problem:
            read(path)
        assert words in str(problem.value)
    path.write_text('{"x": 1}\n{"z": 3}\n{"x": true}\n{"x": null}\n{"x": 1' + "0" * 400 + "}\n")
    found = read(path)
    assert found[0] == found[2] == 1.0
    assert np.isnan([found[1], found[3]]).all()
    with pytest.raises(DataError, match=r'row 2 \(line 2\), column "x": the value is missing'):
        likely.fit("normal", path, "x")


def test_long_json_lines_read_by_pyarrow_agree(tmp_path):
    x = np.random.default_rng(1).gamma(2, 3, 20_000)
    path = tmp_path / "t.jsonl"
    path.write_text(
        "".join(json.dumps({"n": {"deep": [i]}, "x": v, "s": "a"}) + "\n" for i, v in enumerate(x))
    )
    assert read(path) == x.tolist()
    path.write_text(path.read_text() + '{"x": "no"}\n')
    with pytest.raises(DataError, match=r"line 20001, column"):
        read(path)


def test_only_the_wanted_column_is_read(tmp_path, table, monkeypatch):
    asked = []
    real = pq.ParquetFile.iter_batches
    monkeypatch.setattr(
        pq.ParquetFile,
        "iter_batches",
        lambda self, *a, **k: asked.append(k["columns"]) or real(self, *a, **k),
    )
    (tmp_path / "t.parquet").write_bytes(parquet(table))
    read(tmp_path / "t.parquet")
    assert asked == [["x"]]
