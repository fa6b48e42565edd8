"""Blocks between `:::{name} …` and `:::`, one kind a file. Each turns its lines into HTML."""
