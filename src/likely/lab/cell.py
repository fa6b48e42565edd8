"""One field of a table, as a number."""

from likely.formulas.elementary import NAN, Value

MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None")
TRUE = ("true", "True", "TRUE")
FALSE = ("false", "False", "FALSE")


def cell(text: str) -> Value:
    """The number that a field holds: NaN where it is missing, 1 for true, 0 for false, None for any text."""
    field = text.strip()
    if "_" in field:
        return None
    try:
        return float(field)
    except ValueError:
        pass
    if field in MISSING:
        return NAN
    if field in TRUE or field in FALSE:
        return 1.0 if field in TRUE else 0.0
    return None
