"""Where likely itself stands."""

from pathlib import Path

LIBRARY = Path(__file__).parents[1]
"""The folder `likely`, with its rooms."""
