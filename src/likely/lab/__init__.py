"""The Lab: a reader's own data, fitted in the browser. Portable, as `formulas/`, `stage/` and `solve/` are.

`session.py` is the door: JSON text in, JSON text out. Behind it stand the same formulas, the same climb and
the same pictures that `likely fit` has; JavaScript hands over text and shows what comes back.
"""
