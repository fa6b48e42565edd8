"""Numbers as a reader sees them. The only place where a page's numbers become text."""

from likely.formulas.elementary import INFINITY


def fixed(x: float, digits: int, signed: bool = False) -> str:
    """x with a fixed number of decimals, a true minus sign, and ∞ in words a screen reader knows."""
    if x != x:
        return "undefined"
    if x in (INFINITY, -INFINITY):
        return "∞" if x > 0 else "−∞"
    text = f"{abs(x):.{digits}f}"
    if float(text) == 0:
        return text
    if x < 0:
        return "−" + text
    return "+" + text if signed else text


def short(x: float) -> str:
    """Four significant digits."""
    return f"{x:.4g}".replace("-", "−").replace("inf", "∞")


def coordinate(x: float) -> str:
    """A length in the picture, to a hundredth of a unit, without needless zeros."""
    text = f"{x:.2f}"
    while text.endswith("0"):
        text = text[:-1]
    if text.endswith("."):
        text = text[:-1]
    return "0" if text == "-0" else text
