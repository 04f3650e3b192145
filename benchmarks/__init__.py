"""Measure what the project promises about speed, beside what a knowledgeable user would take instead.

``python -m benchmarks`` prints one table from one run (about a quarter of an hour on
two cores); ``python -m benchmarks --quick`` does all of it at small sizes in seconds,
to see that it works: its figures mean nothing.
"""
