"""What a page may load: its own origin, and nothing else. The only place that says so."""

import base64
import hashlib
from collections.abc import Sequence

_RULES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types likely",  # web/core/page.js makes it, once
)

IN_PAGE = "; ".join(_RULES)
"""For `<meta http-equiv>`: works from any host."""

IN_HEADER = "; ".join((*_RULES, "frame-ancestors 'none'"))
"""For a server: `frame-ancestors` counts only in a header."""

FRAMED = "; ".join((*_RULES, "frame-ancestors 'self' http://127.0.0.1:* http://localhost:* file:"))
"""For the demo alone (`?embed`) on this machine, where an author tries it in a page of their own."""


def single(digests: Sequence[str]) -> str:
    """For a page that is one file: scripts and styles with these digests, and what they open (`blob:`)."""
    named = " ".join(digests)
    changed = {
        "script-src 'self' 'wasm-unsafe-eval'": f"script-src 'wasm-unsafe-eval' blob: {named}",
        "style-src 'self'": f"style-src {named}",
        "img-src 'self' data:": "img-src data:",
        "font-src 'self'": "font-src data:",
        "connect-src 'self'": "connect-src blob:",
        "worker-src 'self'": "worker-src blob:",
    }
    return "; ".join(changed.get(rule, rule) for rule in _RULES)


def digest_of(text: str) -> str:
    """The digest of a script or a style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
