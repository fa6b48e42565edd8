"""`likely fit --formula` and `likely compare --formula` as their user meets them."""

import json

import pytest

from likely.cli.main import main

TABLE = """age,sex,bought,count,grade,time
31,male,no,2,low,1.5
45,female,yes,0,high,2.5
38,female,no,1,low,0.7
29,male,yes,4,mid,3.3
52,female,yes,2,high,2.1
47,male,no,3,mid,0.9
36,female,yes,1,mid,1.1
50,male,yes,0,low,4.2
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def run(capsys, *arguments):
    status = main([*map(str, arguments)])
    got = capsys.readouterr()
    return status, got.out, got.err


def test_a_report_names_family_link_formula_and_success(capsys, table):
    status, out, _ = run(capsys, "fit", "bernoulli", table, "--formula", "bought ~ age + C(sex)")
    assert status == 0
    head = out.splitlines()[0]
    assert head.startswith("bernoulli · ")
    assert "bought ~ age + C(sex) · logit link, unpenalised · success is 'yes'" in head
    assert "C(sex)[T.male]" in out
    assert "given the inputs" in out


def test_json_has_the_shape_of_every_fit_and_the_formula(capsys, table):
    status, out, _ = run(capsys, "fit", "poisson", table, "--formula", "count ~ age", "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert list(found["parameters"]) == ["Intercept", "age"]
    assert set(found["parameters"]["age"]) == {"estimate", "stderr", "interval", "interval_method"}
    assert found["parameters"]["age"]["interval_method"] == "profile"
    assert found["formula"] == "count ~ age"
    assert found["aic"] == pytest.approx(4 - 2 * found["loglik"])


def test_softmax_names_class_and_column(capsys, table):
    formula = ["--formula", "grade ~ age", "--levels", "mid,low,high"]
    _, out, _ = run(capsys, "fit", "categorical", table, *formula, "--format", "json")
    assert list(json.loads(out)["parameters"]) == ["low:Intercept", "low:age", "high:Intercept", "high:age"]


def test_no_maximum_is_status_3_with_the_infinity_in_words(capsys, tmp_path):
    path = tmp_path / "separated.csv"
    path.write_text("x,y\n1,0\n2,0\n3,1\n4,1\n")
    status, out, _ = run(capsys, "fit", "bernoulli", path, "--formula", "y ~ x", "--format", "json")
    found = json.loads(out)
    assert status == 3
    assert found["verdict"] == "not_attained"
    assert found["parameters"]["x"]["estimate"] == "Infinity"
    assert found["parameters"]["Intercept"]["estimate"] == "-Infinity"
    assert found["loglik"] == 0


def test_inputs_that_repeat_each_other(capsys, tmp_path):
    path = tmp_path / "copies.csv"
    path.write_text("y,x1,x2,x3\n1.5,1,2,3\n2.5,2,1,3\n3.1,3,5,8\n4.4,4,4,8\n5,6,2,8\n5.5,1,9,10\n")
    status, out, _ = run(capsys, "fit", "normal", path, "--formula", "y ~ x1 + x2 + x3")
    assert status == 0
    assert "not_unique" in out
    assert "x3 = x1 + x2" in out


def test_wald_warns_where_it_disagrees(capsys, tmp_path):
    path = tmp_path / "nearly.csv"
    path.write_text("x,y\n1,0\n2,0\n3,0\n4,1\n5,0\n6,1\n7,1\n8,1\n")
    _, out, _ = run(capsys, "fit", "bernoulli", path, "--formula", "y ~ x", "--interval", "wald")
    assert "(wald)" in out
    assert "trust the profile interval" in out


@pytest.mark.parametrize(
    ("family", "formula", "words"),
    [
        ("bernoulli", "bought ~ agee", "there is no column 'agee' · did you mean 'age'?"),
        ("bernoulli", "count ~ age", "row 1, column \"count\": 2 is neither 0 nor 1"),
        ("bernoulli", "grade ~ age", "bernoulli has two outcomes and this column has 3"),
        ("bernoulli", "bought ~ age +", "cannot be read"),
        ("bernoulli", "bought ~ age + (sex", "cannot be read"),
        ("bernoulli", "bought + age", "has no response"),
        ("normal", "sex ~ age", "row 1, column \"sex\": 'male' is not a number"),
        ("poisson", "time ~ age", "1.5 cannot happen under poisson"),
        ("poisson", "count ~ np.log(age - 31)", "the term np.log(age - 31) is -inf there"),
        ("poisson", "count ~ __import__('os')", "which formulas here do not know"),
        ("poisson", "count ~ np.load(age)", "the formula calls np.load"),
        ("weibull", "count ~ age", "row 2, column \"count\": 0 is no time"),
        ("ordinal", "grade ~ age", "--levels high,low,mid"),
        ("cauchy", "time ~ age", "cauchy takes no formula yet"),
        ("poison", "count ~ age", "did you mean 'poisson'?"),
    ],
)  # fmt: skip
def test_bad_input_is_one_message_and_status_2(capsys, table, family, formula, words):
    status, out, err = run(capsys, "fit", family, table, "--formula", formula)
    assert status == 2
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_a_syntax_error_has_a_caret_under_it(capsys, table):
    _, _, err = run(capsys, "fit", "poisson", table, "--formula", "count ~ age +")
    formula, caret = err.splitlines()[-2:]
    assert formula.strip() == "count ~ age +"
    assert caret.index("^") == formula.index("+")


def test_options_of_other_commands(capsys, table):
    status, _, err = run(capsys, "fit", "poisson", table, "--formula", "count ~ age", "--column", "count")
    assert (status, "column does not go with a formula" in err) == (2, True)
    status, _, err = run(capsys, "fit", "poisson", table, "--column", "count", "--exposure", "age")
    assert (status, "belong to a formula" in err) == (2, True)
    status, _, err = run(capsys, "fit", "poisson", table, "--formula", "count ~ age", "--event", "sex")
    assert (status, "survival regression" in err) == (2, True)


def test_a_missing_value_names_its_row(capsys, tmp_path):
    path = tmp_path / "gaps.csv"
    path.write_text("x,y\n1,2\n,3\n3,1\n4,5\n")
    status, _, err = run(capsys, "fit", "poisson", path, "--formula", "y ~ x")
    assert status == 2
    assert 'row 2, column "x": the value is missing' in err
    status, out, _ = run(capsys, "fit", "poisson", path, "--formula", "y ~ x", "--missing", "drop")
    assert status == 0
    assert "3 observations, 1 rows missing" in out


def test_nested_formulas(capsys, table):
    formulas = ["--formula", "count ~ age", "--formula", "count ~ age + sex"]
    status, out, _ = run(capsys, "compare", table, "poisson", *formulas, "--format", "json")
    found = json.loads(out)
    assert status == 0
    (test,) = found["tests"]
    assert test["degrees"] == 1
    assert test["statistic"] == pytest.approx(2 * (found["fits"][1]["loglik"] - found["fits"][0]["loglik"]))
    assert 0 < test["p_value"] < 1
    _, shown, _ = run(capsys, "compare", table, "poisson", *formulas)
    first, second = shown.splitlines()[3:5]
    assert f"{test['p_value']:.4g}" in second.split()
    assert len(first.split()) == 6  # which has nothing to be tested against
    status, _, err = run(
        capsys, "compare", table, "poisson", "--formula", "count ~ age", "--formula", "count ~ sex + grade"
    )
    assert status == 2
    assert "is not contained in" in err


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--weights-mean", "sampling", "--weights", "time"], "weights-mean does not go with a formula"),
        (["--truncate-low", "0"], "truncate-low does not go with a formula"),
        (["--space", "open"], "space does not go with a formula"),
        (["--gof", "7"], "a p-value needs at least 19"),
        (["--bootstrap", "7"], "an interval needs at least 20"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(capsys, table, option, words):
    status, _, err = run(capsys, "fit", "poisson", table, "--formula", "count ~ age", *option)
    assert (status, words in err) == (2, True)


@pytest.mark.parametrize(
    ("family", "formula", "options", "figures"),
    [
        ("poisson", "count ~ age", [], ["Coefficients", "Observed and predicted"]),
        ("bernoulli", "bought ~ age", [], ["Coefficients", "Reliability"]),
        ("categorical", "sex ~ age", [], ["Coefficients", "Reliability"]),
        ("weibull", "time ~ age", [], ["Coefficients", "Observed and predicted"]),
    ],
)
def test_a_report_page(capsys, table, tmp_path, family, formula, options, figures):
    page = tmp_path / "page.html"
    status, _, err = run(capsys, "fit", family, table, "--formula", formula, *options, "--report", page)
    assert (status, err) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert f"Verdict: {'interior'}" in text
    assert [name for name in figures if f"<h3>{name}</h3>" not in text] == []
    assert f"likely fit {family} {table} --formula" in text.replace("&#x27;", "'")
    assert "default-src 'none'" in text


def test_a_page_of_a_fit_without_a_maximum(capsys, tmp_path):
    path, page = tmp_path / "separated.csv", tmp_path / "page.html"
    path.write_text("x,y\n1,0\n2,0\n3,1\n4,1\n")
    status, _, _ = run(capsys, "fit", "bernoulli", path, "--formula", "y ~ x", "--report", page)
    assert status == 3
    text = page.read_text(encoding="utf-8")
    assert "Verdict: not attained" in text
    assert "rows 1, 2, 3, 4" in text
    assert "Reliability" not in text


def test_classes_that_differ_by_finite_coefficients_are_named(capsys, tmp_path):
    path = tmp_path / "one-apart.csv"
    path.write_text("x,y\n1,a\n2,a\n5,b\n6,c\n7,b\n8,c\n9,b\n")
    status, out, _ = run(capsys, "fit", "categorical", path, "--formula", "y ~ x")
    assert status == 3
    assert "b and c differ from each other by finite coefficients" in out
    status, out, _ = run(capsys, "fit", "categorical", path, "--formula", "y ~ x", "--levels", "b,a,c")
    assert status == 3
    assert "differ from each other" not in out


def test_a_quoted_name_may_hold_any_letters(capsys, tmp_path):
    path, model = tmp_path / "odd.csv", tmp_path / "odd.json"
    path.write_text('$y,a b,"g,1"\n1,2.5,u\n2,1.5,v\n4,3.5,u\n3,2.5,v\n5,4.5,u\n')
    formula = "`$y` ~ `a b` + `g,1`"
    status, out, err = run(capsys, "fit", "normal", path, "--formula", formula, "--save", model)
    assert (status, err) == (0, "")
    assert "g,1[T.v]" in out
    status, out, _ = run(capsys, "predict", model, path)
    assert (status, out.splitlines()[0]) == (0, "row,mean")
    assert run(capsys, "score", model, path)[0] == 0


def test_bootstrap_and_test_on_the_command_line(capsys, table, tmp_path):
    page = tmp_path / "page.html"
    asked = ["--bootstrap", "20", "--bootstrap-kind", "rows", "--gof", "19", "--seed", "5"]
    status, out, _ = run(capsys, "fit", "normal", table, "--formula", "age ~ time", *asked, "--report", page)
    assert status == 0
    assert "(bootstrap-rows)" in out
    assert "goodness of fit  Anderson–Darling" in out
    text = page.read_text(encoding="utf-8")
    assert "--bootstrap 20 --seed 5 --bootstrap-kind rows --gof 19" in text
    assert "<h3>The fitted curve</h3>" in text
