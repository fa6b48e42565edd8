"""The parts below the demo, each written by an author in one TOML file.

A module here holds one part: the keys its file may have, the value a template shows, and the rules
that file must keep. `panels.py` puts the five together.
"""
