"""The powers each body holds: which, where, since when, by which paper, and what we knew when.

A mandate is a row that never changes except that the knowledge it states is closed,
once, by a newer row. Valid time says when it holds, recorded time when we knew;
both are half-open. The database itself refuses two open rows that overlap.
"""
