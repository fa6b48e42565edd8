"""The two CSV readers: the exact one is the oracle of the fast one."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likely.data import csv as csv_source
from likely.data.csv import csv_blocks
from likely.data.csv_arrow import read_array
from likely.data.csv_text import Chunk, Header, read_header, read_values
from likely.errors import DataError

FIELDS = st.one_of(
    st.floats(allow_nan=False).map(repr),
    st.integers(-(2**60), 2**60).map(str),
    st.sampled_from(
        ["", "NA", "nan", "null", "inf", "-inf", "1e400", " 7 ", "+1", "1e-320", "True", "x", "1_0", "0x1"]
    ),
)


@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=30))
def test_what_the_fast_reader_reads_the_exact_one_reads_too(rows):
    header = Header("f.csv", ("a", "b"), 1, ",")
    chunk = Chunk("".join(f"{a},{b}\n" for a, b in rows).encode(), 0, 1)
    fast = read_array(header, chunk)
    if fast is None:
        return
    exact, _ = read_values(header, chunk)
    np.testing.assert_array_equal(fast, exact)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_to_the_nearest_double(x):
    header = Header("f.csv", ("a",), 0, ",")
    chunk = Chunk(f"{x!r}\n".encode(), 0, 1)
    fast = read_array(header, chunk)
    assert fast is not None
    assert fast[0] == read_values(header, chunk)[0][0] == x


@pytest.mark.parametrize("lines", [b"\n", b"\r\n"])
@pytest.mark.parametrize("quoted", [False, True])
def test_pieces_of_any_size_give_the_same_values(monkeypatch, lines, quoted):
    text = b"a,note\n" + b"".join(
        b"%d,%s\n" % (i, b'"two\nlines, ""quoted"""' if quoted and i % 7 == 3 else b"plain")
        for i in range(500)
    )
    text = text.replace(b"\n", lines)
    monkeypatch.setattr(csv_source, "SMALL", 64)
    for piece in (1, 13, 100, 5000):
        monkeypatch.setattr(csv_source, "PIECE", piece)
        blocks = list(csv_blocks("f", io.BufferedReader(io.BytesIO(text)), "a", ","))
        assert [x for block in blocks for x in block.values] == list(range(500))
        places = [block.where(i) for block in blocks for i in range(len(block.values))]
        assert places[0].startswith("f, row 1 (line 2)")
        assert places[-1].startswith("f, row 500 ")
        assert f"(line {text.count(bytes([10]))})" in places[-1]


def test_a_large_file_names_the_row_that_is_wrong(monkeypatch, tmp_path):
    import likely

    monkeypatch.setattr(csv_source, "SMALL", 1000)
    monkeypatch.setattr(csv_source, "PIECE", 5000)
    path = tmp_path / "large.csv"
    rows = ["1"] * 20_000
    rows[12_345] = "oops"
    path.write_text("heads\n" + "\n".join(rows) + "\n")
    with pytest.raises(DataError, match=r"large.csv, row 12346 \(line 12347\), column \"heads\": 'oops'"):
        likely.fit("bernoulli", str(path))
    rows[12_345] = "3"
    path.write_text("heads\n" + "\n".join(rows) + "\n")
    with pytest.raises(DataError, match=r"row 12346 \(line 12347\).*3 cannot happen"):
        likely.fit("bernoulli", str(path))


def test_blank_lines_before_the_header_count_as_lines():
    blocks = list(csv_blocks("f", io.BufferedReader(io.BytesIO(b"\n\na\n1\n")), "a", ","))
    assert blocks[0].where(0).startswith("f, row 1 (line 4)")


def test_a_header_may_hold_a_line_break():
    blocks = list(csv_blocks("f", io.BufferedReader(io.BytesIO(b'"a\nb",c\n1,2\n')), "c", ","))
    assert list(blocks[0].values) == [2.0]
    assert blocks[0].where(0).startswith("f, row 1 (line 3)")


def test_missing_is_not_a_number():
    values, _ = read_values(Header("f", ("a", "b"), 0, ","), Chunk(b"NA,1\n2,1\n,1\n", 0, 1))
    assert [math.isnan(x) for x in values] == [True, False, True]


def test_the_only_column_needs_no_name():
    assert read_header("f", b"x", None, ",").column == "x"


def test_a_header_longer_than_a_megabyte_is_read_whole(tmp_path):
    path = tmp_path / "wide.csv"
    names = [f"column_number_{i}" for i in range(60_000)]
    path.write_text(",".join(names) + "\n" + ",".join(map(str, range(60_000))) + "\n")
    assert path.stat().st_size > 1 << 20
    with path.open("rb") as stream:
        (block,) = csv_blocks("wide.csv", stream, "column_number_59999", ",")
    assert list(block.values) == [59999.0]
