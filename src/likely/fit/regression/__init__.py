"""Families with inputs: a formula makes the mean parameter conditional, and the likelihood stays
the family's.
"""
