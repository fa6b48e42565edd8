"""A control in which a reader types: the value in a state is the text itself."""

from likely.formulas.elementary import Value

MOST = 400  # characters a field takes when its author says nothing
SHORT = 28  # characters of a text that stand in a sentence about it

# What somebody may type or paste that an author did not think of. The build runs a stage on each.
ODD = (
    "",
    " \n\t ",
    "x",
    '</p><script>alert(1)</script> & "it\'s" {{ x }} %s',
    "é 日本 👩 \u202eback \u0000 zero",
    "ha " * 2000,
    "a" * 6000,
)


class TextField:
    """Words of the reader's own, in one line or several.

    A text longer than `most` characters is cut there. Control characters become spaces; a line break does
    too where there is one line only. What is left is shown as text, never as markup.
    """

    def __init__(self, id: str, label: str, start: str, lines: int = 1, most: int = MOST) -> None:
        self.id = id
        self.label = label
        self.start = start
        self.lines = lines
        self.most = most

    def nearest(self, value: Value) -> str:
        """The text as a stage receives it."""
        kept = "\n" if self.lines > 1 else ""
        return "".join([one if one >= " " or one in kept else " " for one in str(value)[: self.most]])

    def describe(self, value: str) -> str:
        """The text in quotes, in one line, its end left out if it is long."""
        words = " ".join(value.split())
        return "“" + (words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…") + "”"

    def takes(self, value: Value) -> bool:
        """True if the text reaches the stage unchanged."""
        return isinstance(value, str) and self.nearest(value) == value

    def reach(self) -> list[str]:
        """The one text that a list of states has: no list has them all."""
        return [self.start]

    def odd(self) -> list[str]:
        """Texts that nobody thought of, as the stage receives them."""
        return [self.nearest(one) for one in ODD]
