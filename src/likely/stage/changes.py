"""What must change in one list of elements to make it another."""

from likely.formulas.elementary import Value
from likely.stage.picture import Element


def changes(before: list[Element], after: list[Element]) -> list[list[Value]]:
    """Steps that turn `before` into `after`, each a flat list ready for JSON:

    ["remove", id] · ["set", id, attribute, value] · ["text", id, text]
    ["add", id, tag, [attribute, value, …], text, id of the element it stands before, or null]
    """
    kept = {element.id for element in after}
    known = {element.id: element for element in before}
    steps: list[list[Value]] = [["remove", element.id] for element in before if element.id not in kept]
    following = None
    for element in reversed(after):
        old = known.get(element.id)
        if old is None:
            flat = [part for pair in element.attributes for part in pair]
            steps.append(["add", element.id, element.tag, flat, element.text, following])
        elif old is not element:  # a mark that was not drawn anew is the same object
            had = dict(old.attributes)
            for name, value in element.attributes:
                if had.get(name) != value:
                    steps.append(["set", element.id, name, value])
            if old.text != element.text:
                steps.append(["text", element.id, element.text])
        following = element.id
    return steps
