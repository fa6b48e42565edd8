"""Elements written as SVG text, for the build."""

from likely.stage.picture import Element, Frame


def write(elements: list[Element], name: str, title: str) -> str:
    """A whole picture. `name` prefixes every id, `title` is the one sentence read instead of it."""
    inside = "".join(_element(element, name) for element in elements)
    return (
        f'<svg class="picture" viewBox="0 0 {Frame.width} {Frame.height}" role="img" '
        f'aria-labelledby="{name}-summary">'
        f'<title id="{name}-summary">{escape(title)}</title>{inside}</svg>'
    )


def escape(text: str) -> str:
    """Text made safe to stand in markup, in an attribute too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _element(element: Element, name: str) -> str:
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attributes)
    return f'<{element.tag} id="{name}-{element.id}"{attributes}>{escape(element.text)}</{element.tag}>'
