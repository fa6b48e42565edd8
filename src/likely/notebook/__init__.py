"""The compiler of concept pages: a folder of Markdown and Python in, a static page out.

read (`concept.py`) → load the code (`code.py`) → compose a page value (`compose.py`) → checks
(`checks/`) → render and write (`build.py`). Every finding is a `ConceptError` with file, line and
code; findings are collected, so that one run names them all.
"""
