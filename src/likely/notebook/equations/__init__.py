"""An equation as an author wrote it, compared with the code that it states.

`tokens.py` cuts the TeX, `reader.py` reads it into something that can be computed, `draws.py` draws points
from the declared domains, `agreement.py` compares both sides there.
"""
