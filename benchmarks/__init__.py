"""Measurements against a peer in the same run; both sides are printed. Never run in CI."""
