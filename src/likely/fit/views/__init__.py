"""What a fit looks like, as numbers: computed once, drawn as SVG or with matplotlib."""
