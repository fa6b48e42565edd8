"""Formulas: plain mathematics that runs unchanged on the desk and in the browser.

A formula module has no loops over data, no branches on data, and imports other formula modules only.
"""
