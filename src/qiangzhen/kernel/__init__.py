"""Plain Python that decides.

No Django, no clock, no database, no network, no randomness: every function here
takes what it needs to know, today's date included, and returns a frozen answer
that carries its reasons.
"""
