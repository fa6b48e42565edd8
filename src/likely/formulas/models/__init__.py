"""Models put together from families, and conditional ones: what happens next, given what is known.

One a file, portable like the families.
"""
