"""The errors a user can meet: what is wrong, where, and what to do about it."""


class LikelyError(Exception):
    """Something a user can mend. The message is one clear text, never a traceback."""


class UsageError(LikelyError):
    """The program was asked for something that cannot be done as asked."""


class DataError(LikelyError):
    """A file, column or row does not hold what was asked of it."""


class ConceptError(LikelyError):
    """One finding in a concept folder: `file:line: LK012 what · how to mend`."""

    def __init__(self, path: str, line: int, code: str, what: str, mend: str) -> None:
        super().__init__(f"{path}:{line}: {code} {what} · {mend}")
        self.path = path
        self.line = line
        self.code = code
        self.what = what
        self.mend = mend
