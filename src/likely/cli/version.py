"""What `likely --version` says."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform


def version() -> str:
    """The version, and what the sums run on here."""
    kernels = importlib.util.find_spec("likely.kernels._native")
    sums = "native kernels" if kernels else "NumPy (this build has no native kernels)"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"likely {importlib.metadata.version('likely')} · {python} · sums by {sums}"
