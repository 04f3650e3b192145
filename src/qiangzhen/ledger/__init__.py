"""The stored chain: every lawful act of a county, in order, never altered.

An action is the only thing that writes (``action``). It checks the permission of
the post that acts, runs in one transaction, and enters exactly one line. What was
refused or failed is kept apart as an attempt. Upper apps hear of a line in the
same transaction through ``listening``.

The ledger lies below places and agencies, so that their changes are entered like
any other; it knows people and bodies only as they were named at the time.
"""
