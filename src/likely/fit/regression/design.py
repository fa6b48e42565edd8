"""From a formula and rows to a design: one named column a coefficient. Formulas are parsed by `formulaic`."""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from likely.data.frame import Rows
from likely.errors import DataError, UsageError

# What a formula may call. A saved model carries its formula, so nothing else is evaluated.
FUNCTIONS = frozenset(
    "C I Q Treatment Sum Helmert Diff Poly bs cc center contr cr cs exp exp10 exp2 log log10 log2 poly scale "
    "standardize sqrt abs lag".split()
)
NUMPY = frozenset(
    "log log1p log2 log10 exp expm1 sqrt abs sin cos tan tanh arcsin arctan sign floor ceil".split()
)
MOST = 1000  # columns that one function may be asked for
HIGHEST = 20  # power of a term or a column
MOST_TERMS = 100_000  # that a power of terms is multiplied out to
SPARSE_WIDTH = 200  # a design wider than this, and mostly zeros, is kept as its nonzero entries


@dataclass(frozen=True)
class Formula:
    """A formula taken apart: the response as it was written, the inputs, and the columns each needs."""

    text: str
    response: str
    inputs: Any
    response_columns: tuple[str, ...]
    input_columns: tuple[str, ...]


@dataclass(frozen=True)
class Design:
    """`matrix` has shape (rows, coefficients), a NumPy array or a SciPy csr_matrix; `names` name its columns.

    `state` is what rebuilds the same columns for new rows: the levels of categories, the centres of scales.
    """

    matrix: Any
    names: tuple[str, ...]
    state: dict[str, Any]


def parse(text: str) -> Formula:
    """Take a formula apart. What cannot be read is shown with a caret under the place."""
    import formulaic
    from formulaic.errors import FormulaicError

    _few_terms(text)
    try:
        whole = formulaic.Formula(text)
    except FormulaicError as problem:
        raise UsageError(_with_caret(text, str(problem))) from None
    except (SyntaxError, AttributeError, TypeError, ValueError, IndexError, KeyError, RecursionError):
        # what the parser's own code runs into, on text such as "1x ~ y" or "y ~ +"
        raise UsageError(f"the formula {text!r} cannot be read · write it as y ~ x1 + C(x2)") from None
    if not hasattr(whole, "rhs") or not hasattr(whole, "lhs"):
        raise UsageError(
            f"the formula {text!r} has no response · write it as response ~ inputs, such as y ~ x1 + x2"
        )
    if isinstance(whole.rhs, tuple) or len(list(whole.lhs)) != 1:
        raise UsageError(f"the formula {text!r} has several parts · write one response ~ inputs")
    term = next(iter(whole.lhs))
    response = str(term)
    plain = all(factor.eval_method.name == "LOOKUP" for factor in term.factors)
    own = [response] if plain else columns_of(response)
    factors = {(str(factor), factor.eval_method.name) for term in whole.rhs for factor in term.factors}
    needed: dict[str, None] = {}
    for factor, how in sorted(factors):  # a name that was quoted has lost its quotes here
        needed.update(dict.fromkeys([factor] if how == "LOOKUP" else columns_of(factor)))
    return Formula(text, response.strip("`"), whole.rhs, tuple(own), tuple(needed))


def columns_of(factor: str) -> list[str]:
    """The columns that one factor of a formula reads; a function outside the list is refused."""
    factor = factor.strip()
    if re.fullmatch(r"[\d.]+|`[^`]+`", factor) or ("`" not in factor and not re.search(r"[^\w\s.]", factor)):
        return [] if re.fullmatch(r"[\d.]+", factor) else [factor.strip("`")]
    quoted = re.findall(r"`([^`]+)`", factor)
    names = {f"_quoted_{i}_": name for i, name in enumerate(quoted)}
    code = factor
    for stand_in, name in names.items():
        code = code.replace(f"`{name}`", stand_in)
    try:
        tree = ast.parse(code, mode="eval")
    except SyntaxError:
        raise UsageError(
            f"{factor!r} in the formula cannot be read · quote odd names with backquotes"
        ) from None
    found: dict[str, None] = {}
    functions = set()
    _bounded(tree, factor)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if not (owner == "np" and node.attr in NUMPY) and not (
                owner == "contr" and not node.attr.startswith("_")
            ):
                raise _not_a_function(f"{owner}.{node.attr}")
            functions.add(owner)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id not in FUNCTIONS:
                raise _not_a_function(node.func.id)
            functions.add(node.func.id)
        elif isinstance(node, (ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
            raise _not_a_function(factor)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in functions:
            found[names.get(node.id, node.id)] = None
    return list(found)


def _few_terms(text: str) -> None:
    """Refuse a power of terms that would be multiplied out for ever, such as (x + g)**20."""
    powers = [power[:9] for power in re.findall(r"\*\*\s*\(*\s*(\d+)", text)]
    whole = math.prod(map(int, re.findall(r"\)\s*\*\*\s*\(*\s*(\d{1,9})", text)))
    sides = 2 * len(re.findall(r"[+*:/]", text.replace("**", ""))) + 1
    if any(int(power) > HIGHEST for power in powers) or whole * math.log(sides) > math.log(MOST_TERMS):
        raise UsageError(f"the power {max(powers, key=int)} in the formula · write a lower one, or the terms")


def _bounded(tree: ast.AST, factor: str) -> None:
    """Refuse what would compute for ever: bs(x, df=88888) asks for many columns, 9**9**9 for many digits."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for given in (*node.args, *(one.value for one in node.keywords)):
                if isinstance(given, ast.Constant) and isinstance(given.value, int) and given.value > MOST:
                    raise UsageError(f"{factor!r} in the formula asks for {given.value} · at most {MOST:,}")
        elif isinstance(node, ast.BinOp):
            sides = (node.left, node.right)
            if isinstance(node.op, ast.LShift) or any(
                isinstance(one, ast.Constant) and isinstance(one.value, (str, bytes)) for one in sides
            ):
                raise UsageError(f"{factor!r} in the formula is no arithmetic with columns · write I(x + 1)")
            if isinstance(node.op, ast.Pow) and not any(
                isinstance(one, ast.Name) for one in ast.walk(node.right)
            ):
                power = ast.unparse(node.right)
                if not re.fullmatch(r"-?[\d.]+", power) or abs(float(power)) > HIGHEST:
                    raise UsageError(f"the power {power} in the formula · write a number up to {HIGHEST}")


def _not_a_function(name: str) -> UsageError:
    return UsageError(
        f"the formula calls {name}, which formulas here do not know · they know "
        f"{', '.join(sorted(FUNCTIONS))} "
        f"and np.{', np.'.join(sorted(NUMPY))}"
    )


def build(formula: Formula, rows: Rows) -> Design:
    """The design of these rows."""
    import numpy as np

    columns = _numbers_only(formula, rows)
    if columns is not None:
        names = tuple(columns)
        matrix = np.empty((len(rows.table), len(names)))
        for j, name in enumerate(names):
            matrix[:, j] = columns[name]
        state = {"transforms": {}, "levels": {}, "names": list(names)}
        return _finite(Design(matrix, names, state), formula, rows)
    table = _plain_labels(rows.table[list(formula.input_columns)])
    found = _materialise(formula, formula.inputs, table, rows, _wide(table))
    spec = found.model_spec
    state = {
        "transforms": _to_json(dict(spec.transform_state)),
        "levels": {
            name: _to_json(list(kept["categories"]))
            for name, (_, kept) in spec.encoder_state.items()
            if kept.get("categories") is not None
        },
        "names": list(spec.column_names),
    }
    return _checked(found, formula, rows, state)


def _numbers_only(formula: Formula, rows: Rows) -> dict[str, Any] | None:
    """The columns themselves, if every term is a column of numbers: then there is nothing to compute."""
    found: dict[str, Any] = {}
    for term in formula.inputs:
        factors = [str(factor) for factor in term.factors]
        if factors == ["1"]:
            found["Intercept"] = 1.0
        elif len(factors) == 1 and factors[0] in rows.table and rows.table[factors[0]].dtype.kind in "iuf":
            found[factors[0]] = rows.table[factors[0]].to_numpy()
        else:
            return None
    return found or None


def rebuild(formula: Formula, state: Mapping[str, Any], rows: Rows) -> Design:
    """The design of new rows, with the levels and scales of the rows that were fitted."""
    import formulaic
    import pandas as pd

    table = _plain_labels(rows.table[list(formula.input_columns)]).copy()
    for name, levels in state["levels"].items():
        columns = [name] if name in table else columns_of(name)
        if len(columns) != 1:
            continue
        column = columns[0]
        values = table[column].tolist()
        wrong = [i for i, value in enumerate(values) if value not in levels]
        if wrong:
            raise DataError(
                f"{rows.where(wrong[0], column)}: {values[wrong[0]]!r} was not among the rows that "
                "were fitted · "
                f"they had {', '.join(map(str, levels))}"
            )
        table[column] = pd.Categorical(table[column], categories=levels)
    spec = formulaic.ModelSpec(formula=formula.inputs, transform_state=_from_json(dict(state["transforms"])))
    found = _materialise(formula, spec, table, rows, _wide(table))
    return _checked(found, formula, rows, dict(state), tuple(state["names"]))


def response_values(formula: Formula, rows: Rows) -> Any:
    """The response: a column as it is, or what the left-hand side computes from several."""
    if formula.response in rows.table.columns:
        return rows.table[formula.response]
    import formulaic

    text = f"{formula.response} - 1"
    found = _materialise(formula, formulaic.Formula(text), rows.table, rows, False)
    if found.shape[1] != 1:
        raise UsageError(f"the response {formula.response!r} gives {found.shape[1]} columns · it must be one")
    import pandas as pd

    return pd.Series(_dense(found)[:, 0], name=formula.response)


def _materialise(formula: Formula, spec: Any, table: Any, rows: Rows, sparse: bool) -> Any:
    from formulaic.errors import FormulaicError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return spec.get_model_matrix(
                table, output="sparse" if sparse else "numpy", na_action="ignore", context={}
            )
    except FormulaicError as problem:
        reason = str(problem).split("\n")[0].rstrip(".")
        raise UsageError(f"the formula {formula.text!r} cannot be computed: {reason} · correct it") from None
    except (TypeError, ValueError) as problem:
        reason = str(problem).split("\n")[0].rstrip(".")
        raise UsageError(f"the formula {formula.text!r} cannot be computed: {reason} · correct it") from None


def _wide(table: Any) -> bool:
    """True if categories alone would make more columns than are kept in full."""
    labels = [table[c].nunique() for c in table.columns if table[c].dtype.kind not in "biuf"]
    return len(table) > 1000 and sum(labels) > SPARSE_WIDTH


def _plain_labels(table: Any) -> Any:
    """Text of every flavour as objects; categories keep the order they were given."""
    import pandas as pd

    return table.assign(
        **{
            c: table[c].astype(object)
            for c in table.columns
            if table[c].dtype.kind not in "biufc" and not isinstance(table[c].dtype, pd.CategoricalDtype)
        }
    )


def _checked(
    found: Any, formula: Formula, rows: Rows, state: dict[str, Any], names: Sequence[str] | None = None
) -> Design:
    import numpy as np
    from scipy import sparse

    names = tuple(found.model_spec.column_names) if names is None else tuple(names)
    if hasattr(found, "tocsr"):
        thin = sparse.csr_matrix(found, dtype=float)
        if not np.isfinite(thin.data).all():
            raise DataError(f"{rows.source}: a term of {formula.text!r} is not finite · correct the values")
        return Design(thin, names, state)
    matrix = _dense(found)
    if len(matrix) != len(rows.table):  # the formula without inputs has no rows of its own
        matrix = np.ones((len(rows.table), 1)) if names == ("Intercept",) else np.zeros((len(rows.table), 0))
    return _finite(Design(np.ascontiguousarray(matrix), names, state), formula, rows)


def _finite(design: Design, formula: Formula, rows: Rows) -> Design:
    """The design itself, if every term has a value in every row."""
    import numpy as np

    matrix, names = design.matrix, design.names
    bad = ~np.isfinite(matrix)
    if bad.any():
        i, j = (int(one[0]) for one in np.nonzero(bad))
        raise DataError(
            f"{rows.source}, row {int(rows.numbers[i])}: the term {names[j]} is {matrix[i, j]:g} "
            "there · correct "
            "the value, or choose another term"
        )
    return design


def _dense(found: Any) -> Any:
    import numpy as np

    return np.asarray(getattr(found, "__wrapped__", found), dtype=float)


def _with_caret(text: str, message: str) -> str:
    """The parser's message in one line, the formula, and a caret under the token it stopped at."""
    what, _, shown = message.partition("\n\n")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    at = bare.find("⧛")
    what = what.replace("insuffient", "insufficient").rstrip(".").replace("`", "'")
    where = f"\n  {bare.replace('⧛', '').replace('⧚', '')}\n  {' ' * at}^" if at >= 0 else f" in {text!r}"
    return f"the formula cannot be read: {what} · write it as y ~ x1 + C(x2){where}"


def _to_json(x: Any) -> Any:
    import numpy as np

    if isinstance(x, Mapping):
        return {str(key): _to_json(value) for key, value in x.items()}
    if isinstance(x, np.ndarray):
        return [_to_json(one) for one in x.tolist()]
    if isinstance(x, (list, tuple)):
        return [_to_json(one) for one in x]
    return x.item() if isinstance(x, np.generic) else x


def _from_json(x: Any) -> Any:
    """Dictionaries by order (poly's) get their whole numbers back as keys."""
    if isinstance(x, Mapping):
        return {int(k) if isinstance(k, str) and k.isdigit() else k: _from_json(v) for k, v in x.items()}
    return x
