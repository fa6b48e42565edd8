"""`python -m benchmarks`: every benchmark, one after the other."""

from __future__ import annotations

import importlib
import pkgutil

import benchmarks


def main() -> None:
    """Run each module's `main`, under a heading."""
    for module in sorted(found.name for found in pkgutil.iter_modules(benchmarks.__path__)):
        if module.startswith("_"):
            continue
        print(f"\n## {module}\n")
        importlib.import_module(f"benchmarks.{module}").main()


if __name__ == "__main__":
    main()
