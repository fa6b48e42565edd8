"""The stage of a page: controls, a question, a picture. Portable, as `formulas/` is.

What stands here draws the page at build and redraws it in the browser. An author imports the names
from the files beside this one; JavaScript only applies what comes out.
"""
