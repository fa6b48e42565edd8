"""Sums taken elsewhere: plan the splits, take a partial result of each, merge."""
