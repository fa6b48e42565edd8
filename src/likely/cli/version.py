"""What `likely --version` says."""

from __future__ import annotations

import importlib.metadata
import platform

from likely.kernels import instruction_set


def version() -> str:
    """The version, and which kernels were built here."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    native = instruction_set()
    kernels = f"native kernels ({native})" if native else "no native kernels, NumPy does their work"
    return f"likely {importlib.metadata.version('likely')} · {python} · {kernels}"
