"""sitemap.xml: the addresses of all pages, for search engines (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape


def sitemap(url: str, addresses: Iterable[str]) -> str:
    """The file. `url` is where the site will be found, with its last slash."""
    places = "".join(f"<url><loc>{escape(url + address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )
