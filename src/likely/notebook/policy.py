"""What a page may load: its own origin, and nothing else. The only place that says so."""

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
