"""The documentation as pages of the site: docs/*.md, and Python's from the docstrings themselves."""
