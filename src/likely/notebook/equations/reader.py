r"""TeX → something that can be computed, in the notation of likelihoods.

`\log`, `\exp`, `\frac`, `\sqrt`, `\binom`, `^`, `\sum` and `\prod` over numbers or outcomes,
`\int`, `\frac{d}{d\theta}`, `\arg\max_\theta`, cases, and names with hats, bars and indices. `p(x)` is an
element where p is a list, a formula where the author says which, and a product where p is a number.

What could mean two things is refused and never guessed: `\log a b` wants brackets. (SymPy's reader of TeX,
measured on these pages, knows neither hats nor sums over outcomes, and reads
`k \log\theta + (n - k) \log(1 - \theta)` as the product of two logarithms.)
"""

import re
from collections.abc import Callable

from likely.notebook.equations import operators
from likely.notebook.equations.names import ACCENTS, GREEK, PLAIN, closing, cut, flat, group, read_name, split
from likely.notebook.equations.notation import Compute, Names, Notation, Value
from likely.notebook.equations.tokens import Unreadable, depth_zero

_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_COMPARE: dict[str, Callable[[Value, Value], Value]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, r"\leq": lambda a, b: a <= b,
    r"\geq": lambda a, b: a >= b, "=": lambda a, b: a == b, r"\neq": lambda a, b: a != b,
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[[Value], Value]] = {
    r"\log": operators.log, r"\ln": operators.log, r"\exp": operators.exp, r"\sin": operators.sin,
    r"\cos": operators.cos, r"\arctan": operators.atan, r"\tanh": operators.tanh, r"\Gamma": operators.gamma,
}  # fmt: skip
_OPERATORS = {
    r"\frac": "fraction", r"\sqrt": "root", r"\binom": "binomial", r"\sum": "added", r"\prod": "multiplied",
    r"\int": "integral", r"\arg": "arg", r"\begin{cases}": "cases",
}  # fmt: skip
_BARS = ("|", r"\lvert", r"\vert")


class Reader:
    """Reads one side of an equation.

    `bounds` collects the names that say how long a sum is; `indices` are the names that sums and integrals
    around this part run over, each with the lists that were taken at it.
    """

    def __init__(
        self,
        found: list[str],
        notation: Notation,
        bounds: set[str],
        indices: tuple[tuple[str, list[str]], ...] = (),
    ) -> None:
        self._tokens = found
        self._at = 0
        self._notation = notation
        self._bounds = bounds
        self._indices = indices

    def side(self) -> Compute | None:
        """The side as something to compute; None if it is only a name, which the equation gives the rest."""
        return None if self._is_name() else self.whole()

    def whole(self) -> Compute:
        """Everything there is."""
        result = self._sum()
        if self._at < len(self._tokens):
            raise Unreadable(f"{self._peek()} is not expected here")
        return result

    def _is_name(self) -> bool:
        """A name that means nothing yet, with or without arguments, and nothing else."""
        try:
            name, at = self._name(self._at)
        except Unreadable:
            return False
        rest = self._tokens[at:]
        if self._notation.knows(name):
            return False
        if not rest:
            return all(index != name for index, _ in self._indices)
        if rest[0] != "(" or closing(rest, 0) != len(rest) - 1:
            return False
        return (name, len(split(rest[1:-1]))) not in self._notation.functions

    def _name(self, at: int) -> tuple[str, int]:
        return read_name(self._tokens, at, self._notation.names(), self._notation.lists)

    # ---- sums, products, powers

    def _sum(self) -> Compute:
        result = self._product()
        while self._peek() in ("+", "-"):
            minus = self._take() == "-"
            result = (_minus if minus else _plus)(result, self._product())
        return result

    def _product(self) -> Compute:
        if self._peek() in ("+", "-"):
            minus = self._take() == "-"
            inner = self._product()
            return (lambda names: -inner(names)) if minus else inner
        result = self._factor()
        while True:
            token = self._peek()
            if token in ("*", "/"):
                self._take()
                result = (_times if token == "*" else _over)(result, self._signed())
            elif self._begins_factor():
                result = _times(result, self._factor())
            else:
                return result

    def _signed(self) -> Compute:
        if self._peek() != "-":
            return self._factor()
        self._take()
        inner = self._factor()
        return lambda names: -inner(names)

    def _begins_factor(self) -> bool:
        token = self._peek() or ""
        if token in _OPERATORS or token in _FUNCTIONS or token in ACCENTS or token in PLAIN:
            return True
        if token == r"\lceil":
            return True
        return bool(re.match(r"[A-Za-z({]|\d|\.\d", token) or GREEK.fullmatch(token))

    def _factor(self) -> Compute:
        base = self._base()
        while self._peek() in ("^", "!"):
            if self._take() == "!":
                base = _through(operators.factorial, base)
            else:
                base = _power(base, self._part(self._group()))
        return base

    def _base(self) -> Compute:
        token = self._peek()
        if token is None:
            raise Unreadable("it ends where something is expected")
        if _NUMBER.fullmatch(token):
            self._take()
            number = float(token) if "." in token else int(token)
            return lambda _: number
        if token in ("(", "{"):
            return self._part(self._enclosed())
        if token in _OPERATORS:
            self._take()
            read: Compute = getattr(self, f"_{_OPERATORS[token]}")()
            return read
        if token in _FUNCTIONS:
            self._take()
            return self._applied(token)
        if token == r"\lceil":
            return _through(operators.rounded_up, self._part(self._until(r"\rceil")))
        if token in _BARS:
            return _through(abs, self._part(self._barred()))
        if "".join(self._tokens[self._at + 1 : self._at + 9]) in ("{argmax}", "{argmin}"):
            sign = 1.0 if self._tokens[self._at + 7] == "x" else -1.0
            self._at += 9
            return self._optimum(sign)
        return self._named()

    # ---- names and what is applied

    def _applied(self, token: str) -> Compute:
        r"""`\log` of what follows: a group, or one factor with nothing ambiguous behind it."""
        power = base = None
        if token == r"\log" and (written := self._script("_")) is not None:
            base = self._part(written)
        if self._peek() == "^":
            self._take()
            power = self._part(self._group())
        if self._peek() in ("(", "{"):
            inner = self._part(self._enclosed())
            if self._peek() == "^":
                raise Unreadable(f"{token}(…)^ may mean two things: put brackets around what is raised")
        else:
            inner = self._factor()
            following = self._peek()
            if self._begins_factor() and following not in _FUNCTIONS and following not in _OPERATORS:
                raise Unreadable(f"what {token} is taken of may mean two things: put brackets around it")
        result = _through(_FUNCTIONS[token], inner)
        if base is not None:
            result = _over(result, _through(operators.log, base))
        return _power(result, power) if power else result

    def _named(self) -> Compute:
        name, self._at = self._name(self._at)
        if self._peek() == "(" and not self._is_number(name):
            return self._with_arguments(name)
        if self._peek() == "_" and name in self._notation.lists:
            self._take()
            return _element(name, self._part(self._group()))
        if self._is_number(name) or name in self._notation.lists:
            return lambda names: names[name]
        constant = {"e": operators.E, "pi": operators.PI}.get(name)
        if constant is None:
            raise Unreadable(_no_meaning(name))
        return lambda _: constant

    def _is_number(self, name: str) -> bool:
        return (
            name in self._notation.numbers and all(known != name for known, _ in self._notation.functions)
        ) or any(index == name for index, _ in self._indices)

    def _with_arguments(self, name: str) -> Compute:
        parts = split(self._enclosed())
        if name in self._notation.lists and len(parts) == 1:
            index = flat(parts[0])
            over = next((over for known, over in reversed(self._indices) if known == index), None)
            if over is None:
                raise Unreadable(f"{name} is a list, and {index} is no outcome that a sum runs over")
            over.append(name)
            return lambda names: names[name][names[index]]
        function = self._notation.functions.get((name, len(parts)))
        if function is None:
            raise Unreadable(_no_meaning(f"{name}(…)"))
        pairs = zip(function.parameters, parts, strict=True)
        read = {parameter: self._argument(part, parameter) for parameter, part in pairs}
        values = {parameter: value for parameter, value in read.items() if value}
        return lambda names: function.compute(
            names.having(**{parameter: value(names) for parameter, value in values.items()})
        )

    def _argument(self, part: list[str], parameter: str) -> Compute | None:
        """An argument; None if it is the parameter's own name without a value, which then means itself."""
        reader = Reader(part, self._notation, self._bounds, self._indices)
        if reader._is_name() and read_name(part, 0) == (parameter, len(part)):
            return None
        return reader.whole()

    # ---- operators

    def _fraction(self) -> Compute:
        above, below = self._group(), self._group()
        if above[:1] in (["d"], [r"\partial"]) and below[:1] == above[:1] and len(below) > 1:
            variable = self._variable(below[1:])
            inner = self._part(above[1:]) if above[1:] else self._product()
            return lambda names: operators.slope(
                lambda x: inner(names.having(**{variable: x})), names[variable]
            )
        return _over(self._part(above), self._part(below))

    def _root(self) -> Compute:
        degree = self._part(self._enclosed()) if self._peek() == "(" else None
        inner = self._part(self._group())
        if degree is None:
            return _through(operators.sqrt, inner)
        return lambda names: operators.power(inner(names), 1 / degree(names))

    def _binomial(self) -> Compute:
        above, below = self._part(self._group()), self._part(self._group())
        return lambda names: operators.binomial(above(names), below(names))

    def _added(self) -> Compute:
        return self._over_index(operators.added)

    def _multiplied(self) -> Compute:
        return self._over_index(operators.multiplied)

    def _over_index(self, together: Callable[[list[Value]], Value]) -> Compute:
        if self._peek() != "_":
            raise Unreadable("a sum does not say over what")
        self._take()
        below = cut(self._group(), "=")
        above = self._script("^")
        index = flat(below[0])
        over: list[str] = []
        if (len(below) == 2) != (above is not None):
            raise Unreadable(f"the sum over {index} says only one of its two ends")
        ends = [self._part(part) for part in (*below[1:], *([above] if above else []))]
        self._bounds.update(t for part in (*below[1:], above or []) for t in part if t.isalpha())
        body = self._within(index, over)
        if not ends:
            if not over:
                raise Unreadable(f"the sum over {index} runs over no list: nothing in it is taken at {index}")
            return lambda names: together(
                [body(names.having(**{index: i})) for i in range(len(names[over[0]]))]
            )
        first, last = ends
        return lambda names: together(
            [
                body(names.having(**{index: i}))
                for i in operators.counted(operators.whole(first(names)), operators.whole(last(names)))
            ]
        )

    def _within(self, index: str, over: list[str]) -> Compute:
        """What a sum is taken of: everything up to the next + or −."""
        inner = Reader(
            self._tokens[self._at :], self._notation, self._bounds, (*self._indices, (index, over))
        )
        body = inner._product()
        self._at += inner._at
        return body

    def _integral(self) -> Compute:
        low, high = self._script("_"), self._script("^")
        if low is None or high is None:
            raise Unreadable("an integral without two ends cannot be computed")
        ends = [self._end(part) for part in (low, high)]
        start, at, end = self._differential()
        variable = self._variable(self._tokens[at:end])
        inside = Reader(
            self._tokens[self._at : start], self._notation, self._bounds, (*self._indices, (variable, []))
        )
        body = inside.whole()
        self._at = end
        return lambda names: operators.integral(
            lambda x: body(names.having(**{variable: x})), ends[0](names), ends[1](names)
        )

    def _end(self, found: list[str]) -> Compute:
        sign = -1 if found[:1] == ["-"] else 1
        if found[-1:] == [r"\infty"]:
            return lambda _: sign * operators.INFINITY
        return self._part(found)

    def _differential(self) -> tuple[int, int, int]:
        """Where `d x` begins, where its x begins, and where that ends."""
        places = depth_zero(self._tokens[self._at :], frozenset("d"))
        for at in (self._at + place for place in places):
            if at + 1 < len(self._tokens):
                return at, at + 1, at + 2
        raise Unreadable(r"an integral does not say over what: write it with \, dx at its end")

    def _cases(self) -> Compute:
        if r"\end{cases}" not in self._tokens[self._at :]:
            raise Unreadable("cases are not closed")
        end = self._tokens.index(r"\end{cases}", self._at)
        rows = []
        for row in cut(self._tokens[self._at : end], [r"\\"]):
            parts = cut(row, "&")
            if row and len(parts) != 2:
                raise Unreadable("a case has a value, &, and when it holds")
            if row:
                rows.append((self._part(parts[0]), self._condition(parts[1])))
        self._at = end + 1
        return lambda names: operators.cases([(value(names), when(names)) for value, when in rows])

    def _condition(self, found: list[str]) -> Compute:
        while found[:1] in ([r"\text"], [r"\mathrm"]):
            inside, at = group(found, 1)
            if "".join(inside) in ("otherwise", "else"):
                return lambda _: True
            found = found[at:]
        places = depth_zero(found, frozenset(_COMPARE))
        if len(places) != 1:
            raise Unreadable(r"when a case holds is one comparison, or \text{otherwise}")
        compare = _COMPARE[found[places[0]]]
        left, right = self._part(found[: places[0]]), self._part(found[places[0] + 1 :])
        return lambda names: compare(left(names), right(names))

    def _arg(self) -> Compute:
        sign = {r"\max": 1.0, r"\min": -1.0}.get(self._take())
        if sign is None:
            raise Unreadable(r"after \arg stands \max or \min")
        return self._optimum(sign)

    def _optimum(self, sign: float) -> Compute:
        moved = self._script("_")
        if moved is None:
            raise Unreadable("a largest or smallest value does not say over what")
        variable = self._variable(moved)
        if variable not in self._notation.intervals:
            raise Unreadable(f"nothing says between which ends {variable} moves: add it under `draws:`")
        inner, interval = self._product(), self._notation.intervals[variable]
        return lambda names: operators.optimum(
            lambda x: sign * inner(names.having(**{variable: x})), *interval(names)
        )

    # ---- tokens

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> str:
        token = self._peek()
        if token is None:
            raise Unreadable("it ends where something is expected")
        self._at += 1
        return token

    def _group(self) -> list[str]:
        found, self._at = group(self._tokens, self._at)
        return found

    def _script(self, mark: str) -> list[str] | None:
        """What stands below (`_`) or above (`^`) a sign, if anything does."""
        if self._peek() != mark:
            return None
        self._take()
        return self._group()

    def _enclosed(self) -> list[str]:
        end = closing(self._tokens, self._at)
        inside = self._tokens[self._at + 1 : end]
        self._at = end + 1
        return inside

    def _barred(self) -> list[str]:
        return self._until("|", r"\rvert", r"\vert")

    def _until(self, *closers: str) -> list[str]:
        """What stands between the sign here and the next of these."""
        rest = self._tokens[self._at + 1 :]
        end = next((i for i, token in enumerate(rest) if token in closers), None)
        if end is None:
            raise Unreadable(f"{self._peek()} is not closed")
        self._at += end + 2
        return rest[:end]

    def _part(self, found: list[str]) -> Compute:
        return Reader(found, self._notation, self._bounds, self._indices).whole()

    def _variable(self, found: list[str]) -> str:
        name, end = read_name(found, 0)
        if end < len(found):
            raise Unreadable(f"{''.join(found)} is not a name")
        return name


def _no_meaning(name: str) -> str:
    return (
        f"{name} has no meaning here: say under `where:` what it stands for, or under `draws:` where it lies"
    )


def _element(name: str, index: Compute) -> Compute:
    def compute(names: Names) -> Value:
        at, found = operators.whole(index(names)), names[name]
        if not 1 <= at <= len(found):
            raise Unreadable(f"{name} has {len(found)} elements, and none is number {at}")
        return found[at - 1]

    return compute


def _through(function: Callable[[Value], Value], inner: Compute) -> Compute:
    return lambda names: function(inner(names))


def _plus(a: Compute, b: Compute) -> Compute:
    return lambda names: a(names) + b(names)


def _minus(a: Compute, b: Compute) -> Compute:
    return lambda names: a(names) - b(names)


def _times(a: Compute, b: Compute) -> Compute:
    return lambda names: a(names) * b(names)


def _over(a: Compute, b: Compute) -> Compute:
    return lambda names: operators.over(a(names), b(names))


def _power(a: Compute, b: Compute) -> Compute:
    return lambda names: operators.power(a(names), b(names))
