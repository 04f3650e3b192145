"""Mandates on pages: lists and one mandate on both axes of time, changes, the matrix, and who may do what."""
