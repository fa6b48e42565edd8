"""Conditional models: what happens next, given what is known. One model a file, portable like the families."""
