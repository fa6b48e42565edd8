"""Language models by counting: fit, save, score, sample. The formulas are in formulas/models/ngram.py."""
