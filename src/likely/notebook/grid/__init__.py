"""Precomputed replies of a stage, for browsers in which Python cannot start."""
