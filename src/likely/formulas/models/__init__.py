"""Conditional models: what happens next, given what is known. One a file, portable like the families."""
