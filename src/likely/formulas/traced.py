"""A stand-in for the observations: formulas that are handed it return the expression they would compute.

`family.statistic(Traced.x(), centre, scale)` is three small trees instead of three arrays. Whoever adds up
rows reads off them which sums are wanted (`data/plan.py`), so that no sum is written a second time.

A leaf is the observation itself; any other node has an operation's name and arguments, which are nodes or
plain numbers. Two nodes are equal only as expressions: `==` makes a comparison, as it does for arrays.
"""

from likely.formulas.elementary import Value


class Traced:
    """One node of an expression."""

    __array_ufunc__ = None  # NumPy's numbers leave mixed arithmetic to this class

    def __init__(self, operation: str, *arguments: Value) -> None:
        self.operation = operation
        self.arguments = arguments

    @staticmethod
    def x() -> "Traced":
        """The observation."""
        return Traced("x")

    @staticmethod
    def chosen(condition: Value, yes: Value, no: Value) -> "Traced":
        """`where` of which some part is a node."""
        return Traced("where", condition, yes, no)

    def __bool__(self) -> bool:
        raise TypeError("a formula must not branch on data: use where")

    def __add__(self, other: Value) -> "Traced":
        return Traced("add", self, other)

    def __radd__(self, other: Value) -> "Traced":
        return Traced("add", other, self)

    def __sub__(self, other: Value) -> "Traced":
        return Traced("subtract", self, other)

    def __rsub__(self, other: Value) -> "Traced":
        return Traced("subtract", other, self)

    def __mul__(self, other: Value) -> "Traced":
        return Traced("multiply", self, other)

    def __rmul__(self, other: Value) -> "Traced":
        return Traced("multiply", other, self)

    def __truediv__(self, other: Value) -> "Traced":
        return Traced("divide", self, other)

    def __rtruediv__(self, other: Value) -> "Traced":
        return Traced("divide", other, self)

    def __mod__(self, other: Value) -> "Traced":
        return Traced("modulo", self, other)

    def __neg__(self) -> "Traced":
        return Traced("negative", self)

    def __abs__(self) -> "Traced":
        return Traced("absolute", self)

    def __lt__(self, other: Value) -> "Traced":
        return Traced("less", self, other)

    def __gt__(self, other: Value) -> "Traced":
        return Traced("greater", self, other)

    def __le__(self, other: Value) -> "Traced":
        return Traced("at_most", self, other)

    def __ge__(self, other: Value) -> "Traced":
        return Traced("at_least", self, other)

    def __eq__(self, other: Value) -> "Traced":  # type: ignore[override]
        return Traced("equal", self, other)

    def __ne__(self, other: Value) -> "Traced":  # type: ignore[override]
        return Traced("not", Traced("equal", self, other))

    __hash__ = None  # type: ignore[assignment]

    def __and__(self, other: Value) -> "Traced":
        return Traced("and", self, other)

    __rand__ = __and__

    def __or__(self, other: Value) -> "Traced":
        return Traced("or", self, other)

    __ror__ = __or__

    def __invert__(self) -> "Traced":
        return Traced("not", self)

    def log(self) -> "Traced":
        return Traced("log", self)

    def log1p(self) -> "Traced":
        return Traced("log1p", self)

    def log1pmx(self) -> "Traced":
        return Traced("log1pmx", self)

    def log_ratio(self, other: Value) -> "Traced":
        return Traced("log_ratio", self, other)

    def exp(self) -> "Traced":
        return Traced("exp", self)

    def expm1(self) -> "Traced":
        return Traced("expm1", self)

    def sqrt(self) -> "Traced":
        return Traced("sqrt", self)

    def sin(self) -> "Traced":
        return Traced("sin", self)

    def cos(self) -> "Traced":
        return Traced("cos", self)

    def arctan(self) -> "Traced":
        return Traced("arctan", self)

    def floor(self) -> "Traced":
        return Traced("floor", self)

    def ceil(self) -> "Traced":
        return Traced("ceil", self)
