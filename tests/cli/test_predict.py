"""`likely predict`: CSV with a row's number and what the regression expects of it."""

import csv
import io

import pytest

import likely
from likely.cli.main import main

TABLE = "x,y,kind\n1,0,a\n2,1,b\n3,0,a\n4,1,c\n5,1,b\n6,0,c\n7,1,a\n8,1,b\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def predicted(capsys, *arguments):
    status = main(["predict", *map(str, arguments)])
    got = capsys.readouterr()
    return status, list(csv.DictReader(io.StringIO(got.out))), got.err


@pytest.mark.parametrize(
    ("family", "formula", "columns"),
    [
        ("bernoulli", "y ~ x", ["row", "p_1"]),
        ("poisson", "y ~ x", ["row", "mean"]),
        ("categorical", "kind ~ x", ["row", "p_a", "p_b", "p_c"]),
    ],
)
def test_the_columns_and_the_numbers(capsys, table, tmp_path, family, formula, columns):
    fit = likely.fit(family, table, formula=formula)
    likely.save(fit, tmp_path / "fit.json")
    new = tmp_path / "new.csv"
    new.write_text("x\n2.5\n\n9\n")  # no response: it is what is predicted
    status, rows, _ = predicted(capsys, tmp_path / "fit.json", new)
    assert status == 0
    assert list(rows[0]) == columns
    found = fit.predict({"x": [2.5, 9.0]})
    found = found if isinstance(found, dict) else {columns[1][2:]: found}
    for i, row in enumerate(rows):
        for name, values in zip(columns[1:], found.values(), strict=True):
            assert float(row[name]) == pytest.approx(values[i], rel=1e-15)


def test_a_missing_input_names_its_row_or_is_left_out(capsys, table, tmp_path):
    likely.save(likely.fit("poisson", table, formula="y ~ x"), tmp_path / "fit.json")
    new = tmp_path / "new.csv"
    new.write_text("x,z\n1,1\n,1\n3,1\n")
    status, _, err = predicted(capsys, tmp_path / "fit.json", new)
    assert status == 2
    assert 'row 2, column "x": the value is missing' in err
    status, rows, _ = predicted(capsys, tmp_path / "fit.json", new, "--missing", "drop")
    assert [row["row"] for row in rows] == ["1", "3"]


def test_a_fit_without_inputs_is_refused(capsys, tmp_path):
    likely.save(likely.fit("poisson", [1, 2, 3]), tmp_path / "fit.json")
    status, _, err = predicted(capsys, tmp_path / "fit.json", tmp_path / "new.csv")
    assert status == 2
    assert "a fit without inputs predicts every row alike" in err


def test_it_can_be_written_to_a_file(capsys, table, tmp_path):
    likely.save(likely.fit("poisson", table, formula="y ~ x"), tmp_path / "fit.json")
    assert main(["predict", str(tmp_path / "fit.json"), str(table), "--save", str(tmp_path / "out.csv")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "out.csv").read_text().startswith("row,mean\n1,")
