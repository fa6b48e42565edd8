"""Conditional models: a distribution of the response whose parameters follow from inputs. One
model a file.
"""
