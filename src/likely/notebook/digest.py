"""Fingerprints of texts."""

import hashlib


def digest(*parts: str | bytes) -> str:
    """SHA-256 of the parts in order, in hex. One part gives what `sha256sum` prints for that file."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode() if isinstance(part, str) else part)
    return hashed.hexdigest()
