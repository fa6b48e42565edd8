"""`likely fit` as its user meets it: output, JSON shape, exit status, messages."""

import gzip
import io
import json
import subprocess
import sys

import pytest

from likely.cli.main import main

SHAPE = [
    "family", "n", "n_missing", "parameters", "loglik", "nll", "entropy", "kl",
    "aic", "bic", "verdict", "message", "warnings", "iterations", "units",
]  # fmt: skip


@pytest.fixture
def flips(tmp_path):
    """Fourteen heads in twenty tosses."""
    path = tmp_path / "flips.csv"
    path.write_text("toss,heads\n" + "".join(f"{i},{int(i < 14)}\n" for i in range(20)))
    return path


def fit_json(capsys, *arguments):
    status = main(["fit", *map(str, arguments), "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_the_worked_check(capsys, flips):
    status, result = fit_json(capsys, "bernoulli", flips, "--column", "heads")
    assert status == 0
    assert list(result) == SHAPE
    theta = result["parameters"]["theta"]
    assert list(theta) == ["estimate", "stderr", "interval", "interval_method"]
    assert theta["estimate"] == 0.7
    assert theta["stderr"] == pytest.approx((0.7 * 0.3 / 20) ** 0.5, rel=1e-15)
    assert theta["interval"] == pytest.approx([0.48349538547007, 0.86821812983242], abs=1e-12)
    assert theta["interval_method"] == "profile"
    assert result["loglik"] == pytest.approx(-12.2172860410978703, rel=1e-15)
    assert result["nll"] == pytest.approx(result["entropy"] + result["kl"], abs=1e-15)
    assert result["aic"] == pytest.approx(26.4345720821957406, rel=1e-15)
    assert result["bic"] == pytest.approx(27.4303043557497318, rel=1e-15)
    assert (result["verdict"], result["n"], result["n_missing"]) == ("interior", 20, 0)
    assert (result["warnings"], result["iterations"], result["units"]) == ([], 0, "nats")


def test_the_text_report_names_source_numbers_and_verdict(capsys, flips):
    assert main(["fit", "bernoulli", str(flips), "--column", "heads"]) == 0
    text = capsys.readouterr().out
    for words in ("flips.csv, column heads", "20 observations, none missing", "verdict   interior", "0.7 "):
        assert words in text
    assert "0.6108643 nats = entropy of the data 0.6108643 + mismatch KL 0" in text


@pytest.mark.parametrize(
    ("outcome", "space", "status", "verdict", "interval"),
    [
        (1, "closed", 0, "boundary", [0.05 ** (1 / 10), 1.0]),
        (0, "closed", 0, "boundary", [0.0, 1 - 0.05 ** (1 / 10)]),
        (1, "open", 3, "not_attained", [0.05 ** (1 / 10), 1.0]),
        (0, "open", 3, "not_attained", [0.0, 1 - 0.05 ** (1 / 10)]),
    ],
)
def test_equal_outcomes_lie_on_the_edge(capsys, tmp_path, outcome, space, status, verdict, interval):
    path = tmp_path / "same.csv"
    path.write_text("heads\n" + f"{outcome}\n" * 10)
    got, result = fit_json(capsys, "bernoulli", path, "--space", space)
    assert (got, result["verdict"]) == (status, verdict)
    theta = result["parameters"]["theta"]
    assert theta["estimate"] == outcome
    assert theta["stderr"] is None
    assert theta["interval"] == pytest.approx(interval, abs=1e-15)
    assert theta["interval_method"] == "exact"
    assert (result["loglik"], result["nll"], result["entropy"], result["kl"]) == (0, 0, 0, 0)
    assert ("rises all the way" in result["message"]) == (space == "open")


def test_missing_values_are_named_or_dropped(capsys, tmp_path):
    path = tmp_path / "gaps.csv"
    path.write_text("heads\n1\nNA\n0\n1\n")
    assert main(["fit", "bernoulli", str(path)]) == 2
    assert 'gaps.csv, row 2 (line 3), column "heads": the value is missing' in capsys.readouterr().err
    status, result = fit_json(capsys, "bernoulli", path, "--missing", "drop")
    assert (status, result["n"], result["n_missing"]) == (0, 3, 1)


@pytest.mark.parametrize("form", ["csv", "csv.gz", "tsv", "parquet", "boolean"])
def test_every_way_to_store_the_same_flips_gives_the_same_fit(capsys, tmp_path, flips, form):
    import pyarrow as pa
    import pyarrow.parquet as parquet

    path = tmp_path / f"stored.{form}"
    if form == "csv.gz":
        path.write_bytes(gzip.compress(flips.read_bytes()))
    elif form == "tsv":
        path.write_text(flips.read_text().replace(",", "\t"))
    elif form == "parquet":
        parquet.write_table(pa.table({"heads": [i < 14 for i in range(20)], "other": ["x"] * 20}), path)
    elif form == "boolean":
        path.write_text("heads\n" + "".join(f"{i < 14}\n" for i in range(20)))
    else:
        path.write_bytes(flips.read_bytes())
    _, expected = fit_json(capsys, "bernoulli", flips, "--column", "heads")
    assert fit_json(capsys, "bernoulli", path, "--column", "heads") == (0, expected)


def test_standard_input(capsys, monkeypatch, flips):
    stream = io.BufferedReader(io.BytesIO(flips.read_bytes()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    status, result = fit_json(capsys, "bernoulli", "-", "--column", "heads")
    assert (status, result["n"]) == (0, 20)


def test_a_corpus_from_standard_input_is_called_so(capsys, monkeypatch, tmp_path):
    (tmp_path / "t.txt").write_text("a b a b c\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"a b a b c\n"))))
    assert main(["fit", "ngram", "-"]) == 0
    piped = capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert main(["fit", "ngram", "t.txt"]) == 0
    assert piped == capsys.readouterr().out.replace("t.txt", "standard input")
    assert "standard input" in piped


def test_wald_leaving_the_parameter_space_is_said(capsys, tmp_path):
    path = tmp_path / "rare.csv"
    path.write_text("heads\n1\n" + "0\n" * 19)
    status, result = fit_json(capsys, "bernoulli", path, "--interval", "wald")
    assert status == 0
    assert result["parameters"]["theta"]["interval"][0] < 0
    assert "disagree materially" in result["warnings"][0]


BAD = {
    "no such file": ("missing.csv", None, "no such file or directory"),
    "a folder": (".", None, "this is a folder"),
    "empty": ("e.csv", b"", "the file is empty"),
    "header only": ("h.csv", b"heads\n", "there are no observations"),
    "text": ("t.csv", b"heads\n1\nabc\n", "row 2 (line 3), column \"heads\": 'abc' is not a number"),
    "blank line before it": ("t.csv", b"heads\n1\n\nabc\n", "row 2 (line 4)"),
    "half": (
        "t.csv",
        b"heads\n1\n0.5\n",
        'row 2 (line 3), column "heads": 0.5 cannot happen under bernoulli',
    ),
    "infinity": ("t.csv", b"heads\n1\ninf\n", "row 2 (line 3)"),
    "ragged": ("r.csv", b"a,heads\n1,1\n1\n", "row 2 (line 3): 1 field where the header has 2"),
    "too many fields": ("r.csv", b"heads\n1\n1,2\n", "row 2 (line 3): 2 fields where the header has 1"),
    "no such column": ("c.csv", b"head\n1\n", "there is no column 'heads' · did you mean 'head'?"),
    "twice the column": ("c.csv", b"heads,heads\n1,1\n", "2 columns are called 'heads'"),
    "UTF-16": ("u.csv", "heads\n1\n".encode("utf-16"), "the text is UTF-16"),
    "Latin-1": ("l.csv", b"heads,x\n1,\xe9\n", "line 2: not UTF-8 text"),
    "NUL": ("n.csv", b"heads\n1\n0\x00\n", "line 3: a NUL byte"),
    "decimal comma": ("d.csv", b'heads\n"0,5"\n', "write a decimal point, 0.5"),
    "thousands": ("d.csv", b'heads\n"1,234,567"\n', "leave out the thousands separators, 1234567"),
    "underscore": ("d.csv", b"heads\n1_0\n", "'1_0' is not a number"),
    "open quote": ("q.csv", b'heads\n1\n"0\n', "check the quotes"),
    "not Parquet": ("p.parquet", b"PAR1 and no more", "not a readable Parquet file"),
    "broken gzip": ("g.csv.gz", gzip.compress(b"heads\n1\n0\n")[:-9], "the gzip data is broken"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_message_and_status_two(capsys, tmp_path, monkeypatch, case):
    monkeypatch.chdir(tmp_path)
    name, content, message = BAD[case]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["fit", "bernoulli", name, "--column", "heads"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert output.err.startswith("likely: ")
    assert message in output.err


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(capsys, tmp_path):
    path = tmp_path / "windows.csv"
    path.write_bytes(b"\xef\xbb\xbfheads\r\n1\r\n0\r\n1\r\n")
    status, result = fit_json(capsys, "bernoulli", path, "--column", "heads")
    assert (status, result["n"]) == (0, 3)


def test_two_columns_and_no_name_asks_which(capsys, flips):
    assert main(["fit", "bernoulli", str(flips)]) == 2
    assert "which column? It has toss, heads · name one with --column" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fit", "bernouli", "x.csv"], "no family is called 'bernouli' · did you mean 'bernoulli'?"),
        (["fit", "bernoulli", "x.csv", "--level", "95"], "level is 95 · it is a probability"),
    ],
)
def test_wrong_arguments(capsys, arguments, message):
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["fit"], ["fit", "bernoulli"], ["nonsense"], []])
def test_wrong_usage_is_one_line_and_status_two(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("likely: ")
    assert error.count("\n") == 1


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_small_fit_starts_without_numpy_or_pyarrow(flips):
    heavy = ["numpy", "pyarrow", "pandas", "scipy", "narwhals"]
    code = (
        "import sys; from likely.cli.main import main; "
        f"main(['fit', 'bernoulli', {str(flips)!r}, '--column', 'heads', '--format', 'json']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    assert run_python(code).splitlines()[-1] == "[]"


def test_version_and_help():
    version = run_python("from likely.cli.main import main; main(['--version'])")
    assert version.startswith("likely 0.")
    assert "native kernels" in version
    usage = run_python("from likely.cli.main import main; main(['--help'])")
    assert "exit status" in usage
    assert "likely fit bernoulli" in usage
