"""How surprising data are to a model that is already there: a saved fit, or somebody else's predictions."""
