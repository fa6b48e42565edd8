# ruff: noqa: E501 (a case stands on one line)
"""Bad input, as a table: what was typed, what stands in the file, and words the one message must hold.

A case is (name, arguments, files, words). Arguments name files of the case; files are text, bytes, or a
function that makes a path.
"""

import datetime
import gzip
import io
import os
import shlex
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

Content = str | bytes | Callable[[Path], None]


class Case(NamedTuple):
    """One way to go wrong."""

    name: str
    arguments: str
    files: dict[str, Content]
    words: tuple[str, ...]


def csv(name: str, arguments: str, content: Content, *words: str) -> Case:
    return Case(name, arguments, {"d.csv": content}, words)


def column(*values: str) -> str:
    return "x\n" + "".join(f"{value}\n" for value in values)


def parquet(rows: int = 3, **columns: object) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(columns or {"x": [1.0 + i for i in range(rows)]}), sink)
    return sink.getvalue()


def unsigned(*values: int) -> object:
    import pyarrow as pa

    return pa.array(values, pa.uint64())


def pipe(*texts: str) -> Callable[[Path], None]:
    """A FIFO whose writer says these things and goes away."""

    def made(path: Path) -> None:
        os.mkfifo(path)
        said = "".join(texts).encode()
        threading.Thread(target=lambda: path.write_bytes(said), daemon=True).start()

    return made


def saved(change: Callable[[dict[str, Any]], object]) -> str:
    """A saved fit, damaged in one place."""
    import json

    import likely

    document = {"likely": 1, "fit": likely.fit("gamma", [1.0, 2.0, 4.5]).to_dict()}
    change(document)
    return json.dumps(document)


GOOD = column("1", "2", "3.5")

VALUES = [
    # ---- one field that is no number -------------------------------------------------------------------
    *(
        csv(
            f"text {text!r}",
            "fit normal d.csv",
            f"x,y\n1,0\n{quoted},0\n",
            "d.csv, row 2 (line 3), column",
            *words,
        )
        for text, quoted, words in (
            ("seven", "seven", ("'seven' is not a number",)),
            ("1,5", '"1,5"', ("write a decimal point, 1.5",)),
            ("1,234,567", '"1,234,567"', ("leave out the thousands separators",)),
            ("1 000", "1 000", ("is not a number",)),
            ("1_000", "1_000", ("is not a number",)),
            ("12%", "12%", ("is not a number",)),
            ("$3", "$3", ("is not a number",)),
            ("2026-11-22", "2026-11-22", ("is not a number",)),
            ("12:30", "12:30", ("is not a number",)),
            ("0x1F", "0x1F", ("is not a number",)),
            ("1e", "1e", ("is not a number",)),
            ("--1", "--1", ("is not a number",)),
            ("1.2.3", "1.2.3", ("is not a number",)),
            ("=1+1", "=1+1", ("is not a number",)),
            ("<script>", "<script>alert(1)</script>", ("is not a number",)),
            ("\x1b[31m", "\x1b[31mred", ("is not a number", "\\x1b")),
            ("a long text", "z" * 5000, ("is not a number", "…")),
            ("yes", "yes", ("is not a number",)),
            ("?", "?", ("is not a number",)),
            ("-", "-", ("is not a number",)),
        )
    ),
]
VALUES = [case._replace(arguments=case.arguments + " --column x") for case in VALUES]

MISSING = [
    csv(
        f"missing as {text!r}",
        "fit normal d.csv --column x",
        f"x,y\n1,1\n{text},1\n",
        "row 2",
        "missing",
        "--missing drop",
    )
    for text in ("", "NA", "N/A", "nan", "NaN", "NULL", "null", "None", '""', "  ")
]

SUPPORT = [
    csv(f"{value} under {family}", f"fit {family} d.csv", column("1", value), f"{value} cannot happen under {family}", "row 2")
    for family, value in (
        ("bernoulli", "2"), ("bernoulli", "0.5"), ("bernoulli", "-1"),
        ("poisson", "2.5"), ("poisson", "-1"), ("poisson", "inf"),
        ("geometric", "-1"), ("geometric", "0.25"), ("negative_binomial", "-3"), ("negative_binomial", "1.5"),
        ("exponential", "-0.5"), ("exponential", "inf"), ("gamma", "0"), ("gamma", "-2"), ("gamma", "inf"),
        ("lognormal", "0"), ("lognormal", "-1"), ("weibull", "-1"), ("weibull", "inf"), ("beta", "2"),
        ("beta", "1.5"), ("beta", "-0.1"), ("pareto", "0"), ("pareto", "-1"), ("rayleigh", "-1"),
        ("inverse_gaussian", "0"), ("inverse_gaussian", "-4"), ("normal", "inf"), ("normal", "-inf"), ("laplace", "inf"),
        ("cauchy", "-inf"), ("logistic", "inf"), ("gumbel", "inf"), ("student_t", "inf"), ("uniform", "inf"), ("von_mises", "inf"),
    )
]  # fmt: skip
# beta refuses the 1 before it, in row 1
SUPPORT = [
    case._replace(words=("cannot happen under beta",)) if " beta " in case.arguments else case
    for case in SUPPORT
]

FILES = [
    csv("empty", "fit normal d.csv", "", "d.csv", "empty"),
    csv("one line break", "fit normal d.csv", "\n", "d.csv", "no header"),
    csv("header only", "fit normal d.csv", "x\n", "d.csv", "no observations"),
    csv("header without a line break", "fit normal d.csv", "x", "d.csv", "no observations"),
    csv("blank lines only", "fit normal d.csv", "\n\n\n\n", "d.csv", "no header"),
    csv("all rows missing and dropped", "fit normal d.csv --missing drop", column("NA", "NA"), "no observations", "2 missing"),
    csv("ragged, short", "fit normal d.csv --column x", "x,y\n1,2\n3\n", "row 2 (line 3)", "1 field where the header has 2"),
    csv("ragged, long", "fit normal d.csv --column x", "x,y\n1,2\n3,4,5\n", "row 2 (line 3)", "3 fields where the header has 2"),
    csv("a quote left open", "fit normal d.csv --column x", 'x,y\n1,"2\n3,4\n', "d.csv", "quote"),
    csv("a stray quote", "fit normal d.csv --column x", 'x,y\n"1"2,2\n', "d.csv", "line 2"),
    csv("UTF-16, little end first", "fit normal d.csv", GOOD.encode("utf-16"), "UTF-16"),
    csv("UTF-16, big end first", "fit normal d.csv", b"\xfe\xff" + GOOD.encode("utf-16-be"), "UTF-16"),
    csv("UTF-16 without a mark", "fit normal d.csv", GOOD.encode("utf-16-le"), "NUL"),
    csv("Latin-1", "fit normal d.csv --column x", "x,naïve\n1,1\n".encode("latin-1"), "line 1", "not UTF-8"),
    csv("Latin-1 further down", "fit normal d.csv --column x", b"x,y\n1,a\n2,\xe9\n", "line 3", "not UTF-8"),
    csv("NUL byte", "fit normal d.csv", b"x\n1\n\x00\n", "line 3", "NUL"),
    csv("binary noise", "fit normal d.csv", bytes(range(256)) * 4, "d.csv"),
    csv("a picture", "fit normal d.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "d.csv"),
    csv("an archive", "fit normal d.csv", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "d.csv"),
    csv("JSON by mistake", "fit normal d.csv", '{"x": [1, 2]}\n', "d.csv"),
    csv("semicolons", "fit normal d.csv --column x", "x;y\n1;2\n", "no column", "x;y"),
    csv("a broken gzip", "fit normal d.csv", gzip.compress(GOOD.encode() * 99)[:-9], "gzip"),
    csv("gzip with wrong digits", "fit normal d.csv", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8, "gzip"),
    csv("gzip of nothing", "fit normal d.csv", gzip.compress(b""), "empty"),
    csv("gzip cut in its head", "fit normal d.csv", b"\x1f\x8b\x08", "gzip"),

    Case("an empty Parquet file", "fit normal d.parquet", {"d.parquet": b""}, ("d.parquet", "empty")),
    Case("a truncated Parquet file", "fit normal d.parquet", {"d.parquet": parquet()[:-20]}, ("d.parquet", "Parquet")),
    Case("Parquet without its head", "fit normal d.parquet", {"d.parquet": parquet()[8:]}, ("d.parquet", "NUL")),
    Case("Parquet with damaged pages", "fit normal d.parquet", {"d.parquet": parquet()[:4] + b"\xff" * 40 + parquet()[44:]}, ("d.parquet",)),
    Case("Parquet of text", "fit normal d.parquet", {"d.parquet": parquet(x=["a", "b"])}, ("string", "not numbers")),
    Case("Parquet of lists", "fit normal d.parquet", {"d.parquet": parquet(x=[[1.0], [2.0]])}, ("list", "not numbers")),
    Case("Parquet of nothing", "fit normal d.parquet", {"d.parquet": parquet(x=[None, None])}, ("d.parquet",)),
    Case("Parquet without rows", "fit normal d.parquet", {"d.parquet": parquet(x=struct.unpack("0d", b""))}, ("d.parquet",)),
    Case("Parquet with a null", "fit normal d.parquet", {"d.parquet": parquet(x=[1.0, None, 2.0])}, ("row 2", "missing")),
    Case("Parquet, integers past 2^53", "fit normal d.parquet", {"d.parquet": parquet(x=[2**53 + 1, 2])}, ("d.parquet", "column")),
    Case("Parquet, two columns and no name", "fit normal d.parquet", {"d.parquet": parquet(x=[1.0], y=[2.0])}, ("--column", "x", "y")),
    Case("Parquet, a column it has not", "fit normal d.parquet --column z", {"d.parquet": parquet(x=[1.0], y=[2.0])}, ("no column",)),
    Case("no such file", "fit normal nowhere.csv", {}, ("nowhere.csv", "no such file")),
    Case("no such file, but one like it", "fit normal waits.csv", {"wait.csv": GOOD}, ("waits.csv", "no such file")),
    Case("a folder", "fit normal folder", {"folder": Path.mkdir}, ("folder",)),

    Case("a device", "fit normal /dev/zero", {}, ("/dev/zero",)),
    Case("an empty name", "fit normal ''", {}, ("file",)),
    Case("a name with a NUL", "fit normal a\0b.csv", {}, ("NUL",)),
    Case("a very long name", f"fit normal {'n' * 5000}.csv", {}, ("too long",)),
    Case("nothing on standard input", "fit normal -", {}, ("standard input", "empty")),
]  # fmt: skip

COLUMNS = [
    csv(
        "a missing column",
        "fit normal d.csv --column weight",
        "height,width\n1,2\n",
        "no column",
        "weight",
        "height",
    ),
    csv(
        "a column in the wrong case",
        "fit normal d.csv --column Height",
        "height,width\n1,2\n",
        "no column",
        "height",
    ),
    csv("no name and two columns", "fit normal d.csv", "height,width\n1,2\n", "--column", "height", "width"),
    csv("the same name twice", "fit normal d.csv --column x", "x,x\n1,2\n", "2 columns are called 'x'"),
    csv("an empty column name", "fit normal d.csv --column ''", "x,y\n1,2\n", "no column"),
    csv("two columns for one number", "fit normal d.csv --column x,y", "x,y\n1,2\n", "column"),
    csv(
        "a weight that is not there",
        "fit normal d.csv --column x --weights w",
        "x,y\n1,2\n",
        "no column",
        "w",
    ),
    csv(
        "an event that is not there", "fit exponential d.csv --column x --event e", "x,y\n1,1\n", "no column"
    ),
    csv("trials that are not there", "fit binomial d.csv --column x --trials m", "x,y\n1,1\n", "no column"),
]

WEIGHTS = [
    csv(
        "a negative weight", "fit normal d.csv --column x --weights w", "x,w\n1,1\n2,-1\n", "row 2", "weight"
    ),
    csv("all weights zero", "fit normal d.csv --column x --weights w", "x,w\n1,0\n2,0\n", "weight"),
    csv("an infinite weight", "fit normal d.csv --column x --weights w", "x,w\n1,inf\n2,1\n", "row 1"),
    csv("a missing weight", "fit normal d.csv --column x --weights w", "x,w\n1,\n2,1\n", "row 1", "missing"),
    csv(
        "a weight in words",
        "fit normal d.csv --column x --weights w",
        "x,w\n1,heavy\n2,1\n",
        "row 1",
        "heavy",
    ),
    csv("an event that is 2", "fit exponential d.csv --column x --event e", "x,e\n1,1\n2,2\n", "row 2", "e"),
    csv("an event of one half", "fit exponential d.csv --column x --event e", "x,e\n1,0.5\n", "row 1"),
    csv(
        "event and bounds",
        "fit exponential d.csv --column x --event e --lower x --upper x",
        "x,e\n1,1\n",
        "event",
    ),
    csv("lower above upper", "fit normal d.csv --lower a --upper b", "a,b\n2,1\n", "row 1"),
    csv("lower without upper", "fit normal d.csv --lower a", "a,b\n1,2\n", "upper"),
    csv("more successes than trials", "fit binomial d.csv --column x --trials 3", "x,m\n2,3\n5,3\n", "row 2"),
    csv("trials of zero", "fit binomial d.csv --column x --trials 0", "x,m\n0,3\n", "trials"),
    csv("trials and a half", "fit binomial d.csv --column x --trials m", "x,m\n1,3.5\n", "row 1"),
    csv("binomial without trials", "fit binomial d.csv", column("1"), "--trials"),
]

OPTIONS = [
    csv("a family that is not there", "fit gama d.csv", GOOD, "gama", "gamma"),
    csv("no family like it", "fit zzz d.csv", GOOD, "zzz"),
    csv("no file named", "fit normal", GOOD, "SOURCE"),
    csv("an option that is not there", "fit normal d.csv --colour red", GOOD, "--colour"),
    csv("a level of 95", "fit normal d.csv --level 95", GOOD, "level"),
    csv("a level of 0", "fit normal d.csv --level 0", GOOD, "level"),
    csv("a level of 1", "fit normal d.csv --level 1", GOOD, "level"),
    csv("a level that is no number", "fit normal d.csv --level nan", GOOD, "level"),
    csv("a level in words", "fit normal d.csv --level high", GOOD, "level"),
    csv("a resolution of 0", "fit normal d.csv --resolution 0", GOOD, "resolution"),
    csv("a negative resolution", "fit normal d.csv --resolution -1", GOOD, "resolution"),
    csv("an infinite resolution", "fit normal d.csv --resolution inf", GOOD, "resolution"),
    csv("a resolution for counts", "fit poisson d.csv --resolution 1", column("1", "2"), "resolution"),
    csv("a parameter that is not there", "fit gamma d.csv --set scale=2", GOOD, "scale", "shape"),
    csv("a parameter out of its domain", "fit gamma d.csv --set shape=-2", GOOD, "shape"),
    csv("a parameter without a value", "fit gamma d.csv --set shape", GOOD, "NAME=VALUE"),
    csv("a parameter in words", "fit gamma d.csv --set shape=two", GOOD, "NAME=VALUE"),
    csv("every parameter held", "fit gamma d.csv --set shape=2 --set rate=1 --set colour=3", GOOD, "colour"),
    csv("components of zero", "fit gaussian_mixture d.csv --components 0", GOOD, "components"),
    csv("components of a half", "fit gaussian_mixture d.csv --components 1.5", GOOD, "components"),
    csv("components for one normal", "fit normal d.csv --components 2", GOOD, "components"),

    csv("a start for a normal", "fit normal d.csv --start 1", GOOD, "start"),
    csv("an interval that is not there", "fit normal d.csv --interval magic", GOOD, "--interval"),
    csv("a format that is not there", "fit normal d.csv --format xml", GOOD, "--format"),
    csv("a place that is not there", "fit normal d.csv --save no/where/m.json", GOOD, "no/where"),
    csv("saving over a folder", "fit normal d.csv --save .", GOOD, "."),
    csv("weights of two meanings", "fit normal d.csv --weights-mean love", GOOD, "--weights-mean"),
    csv("a word for missing", "fit normal d.csv --missing ignore", GOOD, "--missing"),
    csv("compare a family that is not there", "compare d.csv gama normal", GOOD, "gama"),
    csv("compare counts with lengths", "compare d.csv poisson normal", column("1", "2", "4"), "cannot be compared"),
    csv("a comparison of one", "compare d.csv normal normal", GOOD, "normal alone", "name another"),
    csv("a parameter set twice", "fit normal d.csv --set mu=1 --set mu=2", GOOD, "mu two values"),
    csv("a parameter held at nothing", "fit normal d.csv --set mu=nan", GOOD, "mu is set to nan"),
    csv("a kind of bootstrap and none", "fit normal d.csv --bootstrap-kind rows", GOOD, "--bootstrap"),
    csv("a bootstrap of nothing", "fit normal d.csv --bootstrap 0", GOOD, "draws is 0"),
    csv("a test of fewer than nothing", "fit normal d.csv --gof -1", GOOD, "draws is -1"),
    csv("a negative seed", "fit normal d.csv --bootstrap 20 --seed -1", GOOD, "seed is -1", "from 0 up"),
    csv("a negative seed of a test", "fit normal d.csv --gof 19 --seed -1", GOOD, "seed is -1"),
    csv("column and bounds", "fit normal d.csv --column z --lower x --upper y", "x,y,z\n1,2,9\n", "--column", "--lower"),
    csv("one file for two things", "fit normal d.csv --save m --report m", GOOD, "m · give two names"),
    csv("a plan to be saved", "fit normal d.csv --explain --save m", GOOD, "leave out --save"),
    csv("truncation upside down", "fit normal d.csv --truncate-low 5 --truncate-high 1", GOOD, "5 and 1"),
    csv("truncation at nothing", "fit normal d.csv --truncate-low nan", GOOD, "nan"),
    csv("a value that was never seen", "fit normal d.csv --truncate-low 2", GOOD, "row 1", "here from 2"),
    csv("a scheduler without an engine", "fit normal d.csv --scheduler tcp://127.0.0.1:1", GOOD, "--engine"),
    csv("an engine that is not there", "fit normal d.csv --engine postgres", GOOD, "--engine"),
    csv("a cluster that is not there", "fit normal d.csv --engine dask --scheduler nonsense", GOOD, "no Dask scheduler", "nonsense"),
    csv("a link without a formula", "fit normal d.csv --link probit", GOOD, "belong to a formula"),
    csv("a link of another family", "fit normal d.csv --formula 'x ~ 1' --link probit", GOOD, "no link 'probit'"),
    csv("an offset that is not there", "fit normal d.csv --formula 'x ~ 1' --offset z", GOOD, "no column 'z'"),
    csv("a formula and a column", "fit normal d.csv --formula 'x ~ 1' --column x", GOOD, "column does not go with a formula"),
    csv("weights of a kind and none", "fit normal d.csv --weights-mean precision", GOOD, "no weights"),
    csv("the same file twice", "fit normal d.csv d.csv", GOOD, "named more than once"),
    csv("two tables, one without the column", "fit normal d.csv e.csv --column x", GOOD, "e.csv"),
    csv("a pattern that names nothing", "fit normal '*.nothing'", GOOD, "no file is called so"),
    csv("an address", "fit normal https://example.org/x.csv", GOOD, "https://example.org/x.csv"),
    csv("one column for many", "fit multivariate_normal d.csv", GOOD, "several columns"),
    csv("a port past the last", "serve . --port 99999", GOOD, "99999"),
    csv("check nowhere", "check nowhere", GOOD, "nowhere"),
    csv("a concept outside its folder", "new ../x", GOOD, "../x", "area/slug"),
    csv("a concept at a path", "new /abs/path", GOOD, "/abs/path"),
    csv("no command", "", GOOD, "COMMAND"),
    csv("a command that is not there", "fitt normal d.csv", GOOD, "fitt"),
    csv("build from nowhere", "build nowhere", GOOD, "nowhere"),
    csv("build from an empty folder", "build .", GOOD, "concept"),
]  # fmt: skip

WIDE = ",".join(f"c{i}" for i in range(200_000))

LARGE = [
    csv("very many columns and none of that name", "fit normal d.csv --column c77x", WIDE + "\n", "no column 'c77x'", "did you mean 'c77"),
    csv("a long row in a small table", "fit normal d.csv", "x\n1\n" + "1," * 100_000 + "1\n", "row 2 (line 3)", "100001 fields where the header has 1"),
    csv("a field of a million digits", "fit normal d.csv", "x\n1\n" + "9" * 2_000_000 + "\n", "d.csv", "line 3", "field larger than"),
    csv("a quote left open in a large file", "fit normal d.csv", 'x\n"1\n' + "2\n" * 900_000, "d.csv", "quote"),
    csv("a column name of control characters", "fit normal d.csv", "\x1b[2J\x07,y\n1,2\n", "which column", "\\x1b[2J"),
    csv("a column name of two lines", "fit normal d.csv", '"a\nb"\none\n', "column \"a\\nb\"", "'one' is not a number"),
    csv("a column name of 5000 letters", "fit normal d.csv", "n" * 5000 + "\none\n", "'one' is not a number", "nnn…"),
    csv("a header with a stray carriage return", "fit normal d.csv", "a\rb,c\n1,2\n", "d.csv", "header"),
    csv("a number past the largest double", "fit normal d.csv", column("1", "1e400"), "inf cannot happen under normal", "row 2"),
    csv("an integer past 2^63 as a count of trials", "fit binomial d.csv --column x --trials 9", "x,y\n9223372036854775808,1\n", "row 1"),
    csv("an integer of 400 digits", "fit poisson d.csv", column("1", "1" * 400), "row 2"),
    Case("Parquet, integers past 2^63", "fit normal d.parquet", {"d.parquet": parquet(x=unsigned(2**63 + 1, 2))}, ("d.parquet", "column")),
    Case("Parquet of dates", "fit normal d.parquet", {"d.parquet": parquet(x=[datetime.date(2026, 11, 22)])}, ("date", "not numbers")),
    Case("Parquet of objects", "fit normal d.parquet", {"d.parquet": parquet(x=[{"a": 1}])}, ("struct", "not numbers")),
    Case("an empty pipe", "fit normal d.csv", {"d.csv": pipe()}, ("empty",)),
    Case("a pipe with text in it", "fit normal d.csv", {"d.csv": pipe("x\n1\n", "two\n")}, ("row 2 (line 3)", "'two' is not a number")),
    Case("a link to itself", "fit normal d.csv", {"d.csv": lambda path: path.symlink_to(path)}, ("d.csv", "symbolic links")),
    Case("a link to nothing", "fit normal d.csv", {"d.csv": lambda path: path.symlink_to("none")}, ("d.csv", "no such file")),
    Case("a file as a folder", "fit normal d.csv/e.csv", {"d.csv": GOOD}, ("d.csv/e.csv", "not a directory")),
    csv("--report where no page can be", "fit normal d.csv --report no/where.html", GOOD, "no/where.html", "give a path"),
    csv("--save under a name with a NUL", "fit normal d.csv --save a\0b", GOOD, "NUL"),
]  # fmt: skip

FORMULAS = [
    csv(f"the formula {text!r}", f"fit normal d.csv --formula {shlex.quote(text)}", "y,x,g\n1,2,a\n2,3,b\n4,5,a\n", *words)
    for text, *words in (
        ("", "formula"), ("y", "no response"), ("y ~ +", "cannot be read"), ("y ~ (x", "cannot be read"), ("1x ~ y", "no column '1x'"),
        ("y ~ x ~ g", "cannot be read"), ("y ~ z", "no column 'z'"), ("y ~ open(x)", "calls open"), ("y ~ __import__('os')", "calls __import__"),
        ("y ~ x.real", "no column 'x.real'"), ("y ~ np.load(x)", "np.load"), ("y ~ log(x - 2)", "row 1", "is -inf there"), ("g ~ x", "not a number"),
        ("y ~ bs(x, df=88888)", "asks for 88888", "at most 1,000"), ("y ~ poly(x, 99999)", "asks for 99999"),
        ("y ~ I(9**9**9)", "the power 9 ** 9"), ("y ~ I(x*10**99999999)", "the power 99999999"), ("y ~ (x + g)**99999", "the power 99999"), ("y ~ (x + g)**20", "the power 20"), ("y ~ ((x + g)**9)**9", "the power 9"),
        ("y ~ I('a' * x)", "no arithmetic with columns"), ("y ~ I(1 << 99)", "no arithmetic with columns"),
    )
]  # fmt: skip
MODELS = [
    Case(f"a saved fit: {name}", "score m.json d.csv", {"m.json": content, "d.csv": GOOD}, ("m.json", *words))
    for name, content, *words in (
        ("empty", "", "not a saved fit"),
        ("no JSON", "{", "not a saved fit"),
        ("not UTF-8", b"\xff\xfe\x00", "not a saved fit"),
        ("a list", "[]", "format 1"),
        ("nested without end", "[" * 100_000, "not a saved fit"),
        ("another format", '{"likely": 99, "fit": {}}', "format 1"),
        ("nothing in it", '{"likely": 1, "fit": {}}', "family is not there"),
        ("no such family", saved(lambda d: d["fit"].update(family="gama")), "family is 'gama'"),
        ("a family by its path", saved(lambda d: d["fit"].update(family="../gamma")), "family is"),
        ("a parameter missing", saved(lambda d: d["fit"]["parameters"].pop("rate")), "the parameters are 'shape'"),
        ("a parameter in words", saved(lambda d: d["fit"]["parameters"]["rate"].update(estimate="two")), "parameters.rate.estimate is 'two'"),
        ("a parameter out of its domain", saved(lambda d: d["fit"]["parameters"]["rate"].update(estimate=-2)), "parameters.rate.estimate is -2"),
        ("a parameter past the largest double", saved(lambda d: d["fit"]["parameters"]["rate"].update(estimate=10**400)), "parameters.rate.estimate is 1000"),
        ("a negative standard error", saved(lambda d: d["fit"]["parameters"]["rate"].update(stderr=-1)), "parameters.rate.stderr"),
        ("an interval of three ends", saved(lambda d: d["fit"]["parameters"]["rate"].update(interval=[1, 2, 3])), "parameters.rate.interval"),
        ("a verdict of its own", saved(lambda d: d["fit"].update(verdict="perfect")), "verdict is 'perfect'"),
        ("more than a fit", saved(lambda d: d["fit"].update(run="rm -rf")), "'run' is no part of a fit"),
        ("a negative number of rows", saved(lambda d: d["fit"].update(n=-3)), "n is -3"),
        ("half a regression", saved(lambda d: d["fit"].update(formula="y ~ x")), "its fellows are not"),
    )
]  # fmt: skip

LAB = "p_a,p_b,y\n0.5,0.5,a\n0.2,0.8,b\n"
COMMANDS = [
    *(
        Case(f"ngram: {name}", arguments, {"t.txt": "a b a b c\n", "e.txt": ""}, words)
        for name, arguments, *words in (
            ("nothing to count", "fit ngram e.txt", "e.txt", "empty"),
            ("an order of 0", "fit ngram t.txt --order 0", "order is 0"),
            ("an order of 99", "fit ngram t.txt --order 99", "order is 99"),
            ("no such unit", "fit ngram t.txt --unit syllable", "--unit"),
            ("memory in words", "fit ngram t.txt --memory lots", "'lots' is no size"),
            ("memory of nothing", "fit ngram t.txt --memory 0", "memory is 0"),
            ("a column", "fit ngram t.txt --column x", "--column means nothing"),
            ("no corpus", "fit ngram nowhere.txt", "nowhere.txt", "no such file"),
            ("an order for a normal", "fit normal t.txt --order 2", "belong to ngram"),
        )
    ),
    *(
        csv(f"predictions: {name}", f"score d.csv {rest}", LAB, *words)
        for name, rest, *words in (
            ("no target", "--probs 'p_*'", "--target"),
            ("no such columns", "--probs 'q_*' --target y", "q_*", "did you mean"),
            ("both kinds", "--probs 'p_*' --logits 'p_*' --target y", "one of --probs and --logits"),
            ("no such target", "--probs 'p_*' --target z", "no column 'z'"),
            ("a label that no column has", "--probs p_a --target y", "row 1", "'a'"),
            ("a level that is no number", "--probs 'p_*' --target y --level nan", "level is nan"),
            ("a negative seed", "--probs 'p_*' --target y --seed -1", "seed is -1"),
        )
    ),
    Case("probabilities that sum to 2", "score d.csv --probs 'p_*' --target y", {"d.csv": LAB.replace("0.5,0.5", "1,1")}, ("row 1", "sum")),
    Case("a negative probability", "score d.csv --probs 'p_*' --target y", {"d.csv": LAB.replace("0.5,0.5", "-0.5,1.5")}, ("row 1", "-0.5")),
    Case("a prediction that is no number", "score d.csv --probs 'p_*' --target y", {"d.csv": LAB.replace("0.5,0.5", "half,0.5")}, ("row 1", "half")),
    *(
        Case(f"info: {name}", f"info {rest}", {}, words)
        for name, rest, *words in (
            ("one alone", "'normal(mu=0, sigma=1)'", "Q"),
            ("a parameter missing", "'normal(mu=0)' 'normal(mu=0, sigma=1)'", "needs sigma"),
            ("a parameter out of its domain", "'normal(mu=0, sigma=-1)' 'normal(mu=0, sigma=1)'", "sigma is -1"),
            ("no such family", "'gama(shape=1, rate=1)' 'gamma(shape=1, rate=1)'", "gama"),
            ("a bracket left open", "'normal(mu=0, sigma=1' 'normal(mu=0, sigma=1)'", "no distribution"),
            ("code", "\"__import__('os').system('x')\" 'normal(mu=0, sigma=1)'", "no distribution"),
            ("counts and lengths", "'normal(mu=0, sigma=1)' 'poisson(rate=2)'", "no common unit"),
        )
    ),
    csv("proportions that sum to 1.4", "fit dirichlet d.csv --column x,y", "x,y\n0.5,0.5\n0.7,0.7\n", "row 2", "sum to 1.4"),
    csv("sums of a column that is not there", "sums normal d.csv --column q", GOOD, "no column 'q'"),
    csv("sums that do not exist", "sums student_t d.csv", GOOD, "no finite sums"),
    csv("a table for sums", "merge d.csv", GOOD, "d.csv", "not whole JSON"),
    Case("another file for sums", "merge d.json", {"d.json": '{"likely": 1}'}, ("d.json", "no sums")),
    Case("sums that are not there", "merge nowhere", {}, ("nowhere", "no such file")),
    Case("a text for a model", "sample m", {"m": "PAR1"}, ("m",)),
    Case("a model that is not there", "predict nowhere.json -", {}, ("nowhere.json", "no such file")),
]  # fmt: skip


def line_of_100_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"x\n1\n")
        for _ in range(100):
            file.write(b"7" * 1_000_000)


ENORMOUS = [
    Case("a line of 100 MB", "fit normal d.csv", {"d.csv": line_of_100_megabytes}, ("d.csv", "line 3")),
    csv("a million columns", "fit normal d.csv --column c1e6", ",".join(map("c{}".format, range(1_000_000))) + "\n", "no column 'c1e6'"),
    csv("a byte-order mark alone", "fit normal d.csv", b"\xef\xbb\xbf", "no header"),
    csv("a byte-order mark and a header", "fit normal d.csv", b"\xef\xbb\xbfx\n", "no observations"),
    csv("decimal commas between semicolons", "fit normal d.csv --column x", "x;y\n1,5;2\n2,5;3\n", "no column 'x'"),
    Case("JSON lines with a text", "fit normal d.jsonl", {"d.jsonl": '{"x": 1}\n{"x": "two"}\n'}, ("line 2", "'two' is not a number")),
    Case("JSON lines cut short", "fit normal d.jsonl", {"d.jsonl": '{"x": 1}\n{"x": 2\n'}, ("line 2", "not a JSON object")),
    Case("a broken Arrow file", "fit normal d.arrow", {"d.arrow": b"ARROW1\0\0xx"}, ("d.arrow", "Arrow")),
    Case("a broken zstd", "fit normal d.csv.zst", {"d.csv.zst": b"\x28\xb5\x2f\xfdxx"}, ("zstd",)),
]  # fmt: skip

CORPUS = [
    *VALUES,
    *MISSING,
    *SUPPORT,
    *FILES,
    *COLUMNS,
    *WEIGHTS,
    *OPTIONS,
    *LARGE,
    *FORMULAS,
    *MODELS,
    *COMMANDS,
    *ENORMOUS,
]
