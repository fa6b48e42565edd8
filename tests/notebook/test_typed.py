"""Numbers that look like results of computation."""

import pytest

from likely.notebook.typed import typed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It costs 0.6109 nats, or −1.250.", ["0.6109", "−1.250"]),
        ("θ = 0.45 and 12.5 % of 1000, in 2006", []),
        ("{value}`0.001 * n .4f` and `0.12345` and \\value{1.2345 .4f}", []),
        ("version 1.250.3", []),
        ("", []),
    ],
)
def test_results_are_told_apart(text: str, found: list[str]) -> None:
    assert typed(text) == found
