"""Models put together from families: mixtures beside normals, coins with priors, curves with labels."""
