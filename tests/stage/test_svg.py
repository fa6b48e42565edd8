"""Elements written as SVG text."""

from xml.etree import ElementTree

from likely.stage.picture import Element
from likely.stage.svg import write

HOSTILE = '"><script>alert(1)</script>&'


def test_it_is_well_formed_and_text_stays_text() -> None:
    elements = [Element("a", "text", (("class", HOSTILE), ("x", "1")), HOSTILE), Element("b", "line", (), "")]
    root = ElementTree.fromstring(write(elements, "stage", HOSTILE))
    title, a, b = root
    assert (root.tag, root.get("role"), root.get("aria-labelledby")) == ("svg", "img", "stage-summary")
    assert (title.get("id"), title.text) == ("stage-summary", HOSTILE)
    assert (a.get("id"), a.get("class"), a.text) == ("stage-a", HOSTILE, HOSTILE)
    assert b.get("id") == "stage-b"
