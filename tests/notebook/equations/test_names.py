"""Names in TeX, as code writes them."""

import pytest

from likely.notebook.equations.names import canonical, heading, read_name
from likely.notebook.equations.tokens import Unreadable, tokens


@pytest.mark.parametrize(
    ("tex", "name"),
    [
        ("x", "x"),
        ("theta", "theta"),
        (r"\theta", "theta"),
        (r"\varepsilon", "epsilon"),
        (r"\lambda", "lambda_"),
        (r"\ell", "ell"),
        (r"\hat p", "p_hat"),
        (r"\hat{\theta}", "theta_hat"),
        (r"\bar x", "x_bar"),
        (r"\mathrm{NLL}", "NLL"),
        (r"\operatorname{logit}", "logit"),
        (r"p_\theta", "p_theta"),
        (r"p_{c}", "p_c"),
        ("x'", "x_prime"),
    ],
)
def test_a_name_as_code_writes_it(tex: str, name: str) -> None:
    assert canonical(tex) == name


def test_an_index_of_a_list_is_no_part_of_its_name() -> None:
    assert read_name(tokens("x_i"), 0, lists={"x"}) == ("x", 1)
    assert read_name(tokens("x_i"), 0, known={"x_i"}, lists={"x"}) == ("x_i", 3)


def test_a_heading_has_a_name_and_arguments() -> None:
    assert heading(r"\mathrm{KL}(\hat p \,\|\, p_\theta)") == ("KL", ("p_hat", "p_theta"))
    assert heading("H(p, q)") == ("H", ("p", "q"))
    assert heading(r"nll(\theta)") == ("nll", ("theta",))
    assert heading(r"\hat p") == ("p_hat", None)


@pytest.mark.parametrize("tex", ["1", "", "x + y", r"H(p) + 1", "H(2)", r"\frac{1}{2}", "H(x y)", r"\hat"])
def test_what_is_no_heading_is_refused(tex: str) -> None:
    with pytest.raises(Unreadable):
        heading(tex)
