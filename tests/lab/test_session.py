"""The Lab under the browser's Python gives the numbers and the words of `likely.fit`, family by family."""

import csv
import json
import math
import os
from pathlib import Path

import pytest

import likely
from likely.lab.session import Session
from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.lab import lab as module
from likely.notebook.lab.families import lab_families
from likely.notebook.runtime.node import find_node, run_micropython

DATA = Path(module.__file__).parent / "data"
LIMIT = 1e-9
COLUMNS = [
    ("old-faithful", "eruptions"),
    ("horse-kicks", "deaths"),
    ("remission", "weeks"),
    ("iris", "petal_width"),
    ("remission-treated", "weeks"),
]
EVENTS = {"remission-treated": "relapsed"}
BY_ROWS = {"weibull", "student_t", "cauchy", "gompertz", "gumbel", "laplace", "log_logistic", "logistic"}
# Of censored ones a few: gompertz and laplace climb for seconds there.
CENSORED = ["weibull", "exponential", "log_logistic", "lognormal", "gumbel", "normal", "rayleigh"]
PROGRAM = """
import json

def ask(**request):
    return json.loads(handle(json.dumps(request)))

def everything(file, column, texts, event, events, wanted):
    ask(act="begin", file=file, column=column, event=event)
    for at in range(0, len(texts), 37):
        ask(act="rows", texts=texts[at:at + 37], events=events[at:at + 37] if event else None)
    found = []
    names = [offer["name"] for offer in ask(act="end")["offers"]]
    for name in [name for name in names if not event or name in wanted]:
        ask(act="choose", family=name)
        found.append(ask(act="export")["json"])
    if event:
        return found, []
    ranked = ask(act="compare")
    while "wait" in ranked:
        ranked = ask(act="compare")
    return found, ranked["rows"]
"""


def texts(file: str, column: str) -> list[str]:
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return [row[column] for row in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def in_the_browsers_python() -> dict[tuple[str, str], object]:
    """For each column what the Lab says of every family, from one run of MicroPython."""
    node = find_node()
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("Node is missing, and CI is set", pytrace=False)
        pytest.skip("Node is missing")
    bundle = json.loads(module.lab().bundle)
    files = {f"/lib/{path}": source for path, source in bundle["files"].items()}
    asks = [
        f"print(json.dumps(everything({file + '.csv'!r}, {column!r}, {texts(file, column)!r}, "
        f"{EVENTS.get(file, '')!r}, {texts(file, EVENTS.get(file, column))!r}, {CENSORED!r})))"
        for file, column in COLUMNS
    ]
    told = run_micropython(node, WEB / RUNTIME, files, [bundle["program"] + PROGRAM, *asks], seconds=300)
    assert [one.error for one in told] == [None] * len(told)
    return {where: json.loads(one.printed) for where, one in zip(COLUMNS, told[1:], strict=True)}


def numbers(fit: dict) -> list:
    """Everything in a fit that is a number, in order."""
    found = [fit[name] for name in ("n", "n_missing", "loglik", "nll", "entropy", "kl", "aic", "bic")]
    for one in fit["parameters"].values():
        found += [one["estimate"], one["stderr"], *one["interval"]]
    return found


@pytest.mark.parametrize("where", COLUMNS)
def test_the_numbers_are_those_of_the_command_line(where, in_the_browsers_python) -> None:
    fits = [json.loads(text) for text in in_the_browsers_python[where][0]]
    file, column = where
    assert len(fits) >= 7
    for found in fits:
        desk = likely.fit(found["family"], DATA / f"{file}.csv", column, event=EVENTS.get(file)).to_dict()
        assert found["verdict"] == desk["verdict"]
        assert found["message"].split(";")[0] == desk["message"].split(";")[0]
        assert list(found) == list(desk)
        assert list(found["parameters"]) == list(desk["parameters"])
        for ours, theirs in zip(numbers(found), numbers(desk), strict=True):
            if isinstance(theirs, (int, float)):
                assert math.isclose(ours, theirs, rel_tol=LIMIT, abs_tol=LIMIT), (
                    found["family"],
                    ours,
                    theirs,
                )
            else:
                assert ours == theirs


def test_families_that_need_the_rows_are_among_them(in_the_browsers_python) -> None:
    fits = [json.loads(text) for text in in_the_browsers_python["old-faithful", "eruptions"][0]]
    assert {one["family"] for one in fits} >= BY_ROWS
    censored = [json.loads(text) for text in in_the_browsers_python["remission-treated", "weeks"][0]]
    assert {one["family"] for one in censored} == set(CENSORED)


@pytest.mark.parametrize("where", [one for one in COLUMNS if one[0] not in EVENTS])
def test_families_are_ranked_as_by_compare(where, in_the_browsers_python) -> None:
    file, column = where
    texts_of_fits, ranked = in_the_browsers_python[where]
    fits = [json.loads(text) for text in texts_of_fits]
    discrete = lab_families()[fits[-1]["family"]].DISCRETE
    names = [one["family"] for one in fits if discrete == lab_families()[one["family"]].DISCRETE]
    desk = likely.compare(DATA / f"{file}.csv", column=column, families=names)
    expected = [one.family for one in desk.fits if math.isfinite(one.aic)]
    assert [row[0] for row in ranked if row[1] != "–"] == expected


class Lab:
    """A session on the desk, asked with keywords."""

    def __init__(self) -> None:
        self.session = Session(lab_families())

    def __call__(self, **request: object) -> dict:
        return json.loads(self.session.handle(json.dumps(request)))

    def read(self, fields: list, column: str = "x", event: str = "", events: list | None = None) -> dict:
        self(act="begin", file="data.csv", column=column, event=event)
        told = self(act="rows", texts=fields, events=events)
        return told if "error" in told else self(act="end")


@pytest.fixture
def lab() -> Lab:
    return Lab()


def test_nothing_of_the_answer_is_told_before_the_guess(lab) -> None:
    lab.read(texts("rainfall", "inches"))
    shown = lab(act="choose", family="gamma")
    assert not shown["revealed"]
    assert set(shown) == {"pictures", "absent", "revealed", "family", "controls", "summary"}
    assert not shown["pictures"]["likelihood"]
    assert not shown["pictures"]["qq"]
    best = likely.fit("gamma", [float(x) for x in texts("rainfall", "inches")])
    for one in shown["controls"]:
        assert float(one["text"]) != pytest.approx(best.parameters[one["id"]].estimate, rel=0.05)
        assert one["position"] != one["steps"] / 2


def test_a_guess_is_told_how_far_it_missed(lab) -> None:
    fields = [str(x) for x in (1, 0, 2, 1, 1, 3)]
    lab.read(fields)
    shown = lab(act="choose", family="poisson")
    start = shown["controls"][0]["position"]
    told = lab(act="commit", at={"rate": start}, guessed=True)
    rate = lab.session.guess[0]
    best = likely.fit("poisson", [float(x) for x in fields])
    worse = likely.fit("poisson", [float(x) for x in fields], fixed={"rate": rate})
    assert told["gap"] == pytest.approx((best.loglik - worse.loglik) / 6, rel=1e-9)
    assert "each observation costs" in told["missed"]


def test_a_link_carries_sums_and_no_rows(lab) -> None:
    fields = [f"{1 + k * k / 7:.6f}" for k in range(300)]
    lab.read(fields)
    lab(act="choose", family="gamma")
    found = lab(act="export")
    carried = json.loads(found["link"])
    assert not {float(field) for field in fields} & {x for means in carried["means"].values() for x in means}
    assert carried["table"] is None
    assert len(carried["bins"][2]) < 60
    assert len(found["link"]) < 4000
    other = Lab()
    other(act="link", text=found["link"])
    other(act="choose", family="gamma")
    assert json.loads(other(act="export")["json"]) == json.loads(found["json"])
    other(act="commit", at=None, guessed=False)
    assert "open the file again" in other(act="picture", name="qq")["absent"][0]


def test_a_damaged_link_is_refused(lab) -> None:
    assert "does not hold" in lab(act="link", text='{"n": 3}')["error"]


@pytest.mark.parametrize(
    ("field", "words"),
    [("abc", "row 3"), ("3,5", "write a decimal point, 3.5"), ("inf", "finite"), (None, "as many fields")],
)
def test_what_is_no_number_is_named_with_its_row(lab, field, words) -> None:
    assert words in lab.read(["1", "2", field, "4"])["error"]


def test_missing_fields_are_counted_and_the_command_says_so(lab) -> None:
    told = lab.read(["1.5", "NA", "2.5", "", "4"])
    assert "3 observations, 2 missing" in told["told"]
    lab(act="choose", family="exponential")
    found = lab(act="export")
    assert found["command"] == "likely fit exponential data.csv --column x --missing drop"
    assert json.loads(found["json"])["n_missing"] == 2


def test_a_family_without_a_maximum_says_so_and_asks_for_no_guess(lab) -> None:
    lab.read(["2", "2", "2"])
    shown = lab(act="choose", family="normal")
    assert shown["verdict"] == "unbounded"
    assert shown["controls"] == []


def test_columns_are_looked_at_before_they_are_read(lab) -> None:
    told = lab(act="columns", header=["a", "b"], rows=[["1", "x"], ["2", "y"]])
    assert [one["usable"] for one in told["columns"]] == [True, False]
    assert lab(act="columns", header=["3.5"], rows=[["4"], ["5"]])["headless"]


def test_many_different_values_are_summed_block_by_block(lab) -> None:
    """More than are counted one by one: the same numbers, from sums that were merged."""
    fields = [repr(0.1 + (k * 0.6180339887498949) % 1 + k / 3000) for k in range(9000)]
    lab(act="begin", file="data.csv", column="x")
    for at in range(0, len(fields), 1000):
        lab(act="rows", texts=fields[at : at + 1000])
    told = lab(act="end")
    assert {one["kind"] for one in told["offers"]} == {"measurements"}
    shares = []
    while "wait" in (shown := lab(act="choose", family="gamma")):
        shares.append(shown["wait"])
    assert shares == sorted(shares)
    assert len(shares) > 1
    found = json.loads(lab(act="export")["json"])
    desk = likely.fit("gamma", [float(x) for x in fields]).to_dict()
    for ours, theirs in zip(numbers(found), numbers(desk), strict=True):
        assert ours == (theirs if theirs is None else pytest.approx(theirs, rel=LIMIT))


def test_too_many_values_for_a_family_of_rows_are_told_with_the_command(lab) -> None:
    told = lab.read([repr(0.5 + k * 0.618 % 1 + k / 7000) for k in range(2100)])
    assert "weibull" not in {one["name"] for one in told["offers"]}
    assert "weibull" in told["away"]
    assert "On the command line: likely fit weibull data.csv --column x" in told["away"]
    assert lab.read(["1.5", "2.5", "4"])["away"] == ""


def test_a_family_of_rows_has_no_link_and_a_link_says_why_it_is_missing(lab) -> None:
    lab.read(texts("rainfall", "inches"))
    lab(act="choose", family="weibull")
    assert lab(act="export")["link"] == ""
    lab(act="choose", family="gamma")
    other = Lab()
    told = other(act="link", text=lab(act="export")["link"])
    assert "a link does not carry them" in told["away"]
    assert "not offered" in other(act="choose", family="weibull")["error"]
    assert "weibull" not in {one["name"] for one in told["offers"]}


def test_censored_rows_are_drawn_as_stairs_and_named_in_the_command(lab) -> None:
    weeks, marks = texts("remission-treated", "weeks"), texts("remission-treated", "relapsed")
    told = lab.read(weeks, "weeks", "relapsed", marks)
    assert "12 of them censored, as relapsed says" in told["told"]
    assert "gamma" in told["away"]
    assert told["offers"][0]["name"] == "weibull"
    shown = lab(act="choose", family="weibull")
    assert "Kaplan–Meier" in shown["summary"]
    found = lab(act="export")
    assert found["command"] == "likely fit weibull data.csv --column weeks --event relapsed"
    assert found["link"] == ""
    assert found["csv"].startswith("time,alive\n0.0,1.0\n")
    lab(act="commit", at=None, guessed=False)
    assert lab(act="picture", name="likelihood")["pictures"]["likelihood"]
    assert "exact observations only" in lab(act="picture", name="qq")["absent"][0]


def test_what_is_no_event_is_named_with_its_row(lab) -> None:
    assert "row 2, column “seen”: “2” is no event" in lab.read(["1", "2"], "x", "seen", ["1", "2"])["error"]


def test_a_row_without_an_event_is_missing(lab) -> None:
    assert "2 observations, 1 missing" in lab.read(["1", "2", "3"], "x", "seen", ["1", "", "1"])["told"]


def test_a_maximum_in_a_corner_has_its_picture(lab) -> None:
    lab.read(texts("rainfall", "inches"))
    for family in ("uniform", "pareto", "laplace"):
        lab(act="choose", family=family)
        lab(act="commit", at=None, guessed=False)
        assert lab(act="picture", name="likelihood")["pictures"]["likelihood"], family


def test_more_rows_than_a_million_are_refused(lab) -> None:
    lab(act="begin", file="data.csv", column="x")
    lab.session.rows.rows = 1_000_000
    assert "command line" in lab(act="rows", texts=["1"])["error"]
