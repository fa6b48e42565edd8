"""Rectangle: a corner and two lengths."""

from likely.stage.marks.rectangle import rectangle


def test_it_has_its_corner_and_lengths_to_a_hundredth():
    element = rectangle("a", "bar a", 1.239, 2.0, 3.5, 0.0)
    assert dict(element.attributes) == {
        "class": "bar a",
        "x": "1.24",
        "y": "2",
        "width": "3.5",
        "height": "0",
    }
    assert (element.tag, element.id, element.text) == ("rect", "a", "")
