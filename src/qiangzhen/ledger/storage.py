"""Append to the stored chain, and read it back; the only module that writes ledger tables."""
from __future__ import annotations
def append_entry(**k): raise RuntimeError
def record_attempt(**k): raise RuntimeError
