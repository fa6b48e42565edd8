"""Splits cover every row once, and each is read by itself."""

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from likely.data.engines import plan as planning
from likely.data.engines.plan import plan
from likely.data.scan import blocks
from likely.data.split import Split
from likely.errors import DataError, UsageError


def read(split, column="x"):
    return [float(v) for block in blocks(split, column) for v in block.values]


def test_row_groups_are_dealt_out_in_order(tmp_path, monkeypatch):
    x = np.arange(1000.0)
    pq.write_table(pa.table({"x": x}), tmp_path / "a.parquet", row_group_size=70)
    pq.write_table(pa.table({"x": x + 1000}), tmp_path / "b.parquet", row_group_size=300)
    monkeypatch.setattr(planning, "ROWS", 100)
    splits = plan(tmp_path)
    assert splits[0] == Split(str(tmp_path / "a.parquet"), groups=(0, 1))
    assert [v for split in splits for v in read(split)] == np.arange(2000.0).tolist()
    monkeypatch.setattr(planning, "EACH", 3)
    few = plan(tmp_path, workers=1)
    assert len(few) <= 4
    assert [v for split in few for v in read(split)] == np.arange(2000.0).tolist()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [1, 7, 50, 10_000])
def test_lines_of_a_csv_belong_to_one_span_each(tmp_path, monkeypatch, size, end):
    rows = [("label", "x"), *((f'a "{i}", b', i / 3) for i in range(100))]
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    path = tmp_path / "t.csv"
    path.write_text(text.getvalue() + end, newline="")
    monkeypatch.setattr(planning, "BYTES", size)
    splits = plan(path, workers=10_000)
    assert [v for split in splits for v in read(split)] == [i / 3 for i in range(100)]


def test_a_line_break_in_quotes_is_never_cut_through(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text("s,x\n" + '"a\n1,2\n",3\n' * 40)
    monkeypatch.setattr(planning, "BYTES", 13)
    with pytest.raises(DataError, match="quoted fields hold line breaks"):
        [read(split) for split in plan(path, workers=1000)]
    monkeypatch.setattr(planning, "BYTES", 10_000)
    assert [v for split in plan(path) for v in read(split)] == [3.0] * 40


def test_messages_count_rows_from_the_start_of_the_file(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text("x\n" + "1\n" * 50 + "\n" + "no\n" + "1\n" * 50)
    monkeypatch.setattr(planning, "BYTES", 30)
    with pytest.raises(DataError, match=r'row 51 \(line 53\), column "x"'):
        [read(split) for split in plan(path, workers=1000)]
    pq.write_table(pa.table({"x": np.arange(10.0)}), tmp_path / "t.parquet", row_group_size=4)
    (block,) = blocks(Split(str(tmp_path / "t.parquet"), groups=(1,)), "x")
    assert block.where(0) == f'{tmp_path}/t.parquet, row 5, column "x"'


def test_what_no_worker_could_read_is_told_at_once(tmp_path):
    import likely

    with pytest.raises(DataError, match="no such file"):
        likely.fit("gamma", tmp_path / "none.parquet", "x", engine="dask")
    with pytest.raises(UsageError, match="files that every worker can see"):
        likely.fit("gamma", [1.0, 2.0], engine="dask")
    with pytest.raises(UsageError, match="belongs to --engine dask and spark"):
        likely.fit("gamma", [1.0, 2.0], scheduler="tcp://nowhere")
    with pytest.raises(UsageError, match="engine is 'hadoop'"):
        likely.fit("gamma", [1.0, 2.0], engine="hadoop")
