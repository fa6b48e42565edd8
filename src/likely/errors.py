"""The errors a user can meet: what is wrong, where, and what to do about it."""


class LikelyError(Exception):
    """Something a user can mend. The message is one clear text, never a traceback.

    >>> import likely
    >>> try:
    ...     likely.fit("gama", [1.0, 2.0])
    ... except likely.LikelyError as problem:
    ...     print(str(problem))
    no family is called 'gama' · did you mean 'gamma'?
    """


class UsageError(LikelyError):
    """The program was asked for something that cannot be done as asked.

    >>> import likely
    >>> likely.fit("gamma", [1.0, 2.0], level=95)
    Traceback (most recent call last):
    likely.errors.UsageError: level is 95 · it is a probability between 0 and 1, such as 0.95
    """


class DataError(LikelyError):
    """A file, column or row does not hold what was asked of it.

    >>> import likely
    >>> likely.fit("bernoulli", [0, 1, 2])
    Traceback (most recent call last):
    likely.errors.DataError: index 2: 2 cannot happen under bernoulli, ...
    """


class ConceptError(LikelyError):
    """One finding in a concept folder: `file:line: LK012 what · how to mend`."""

    def __init__(self, path: str, line: int, code: str, what: str, mend: str) -> None:
        super().__init__(f"{path}:{line}: {code} {what} · {mend}")
        self.path = path
        self.line = line
        self.code = code
        self.what = what
        self.mend = mend
