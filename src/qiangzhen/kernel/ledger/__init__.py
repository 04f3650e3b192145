"""Seal every act upon the one before, so that nobody can remove or alter a line unseen.

A county has one chain. An entry's digest covers its content and the digest of the
entry before it; a checkpoint stands for a stretch of the chain with one root that
can be printed in a gazette; a receipt lets a citizen check one entry against that
root at home, with the single file ``standalone.py`` and Python alone.

Everything here is pure: where entries are kept is the business of the ledger app.
"""

from ._algorithm import Algorithm
from ._canonical import NotCanonical, canonical_json
from ._entry import BEFORE_FIRST, Draft, Entry, Head, seal
from ._merkle import Checkpoint, inclusion_path, make_checkpoint, merkle_root
from ._receipt import make_receipt
from ._verification import Fault, FaultKind, Verification, verify_chain
from .standalone import Finding, ReceiptFault, verify_receipt

__all__ = [
    "BEFORE_FIRST",
    "Algorithm",
    "Checkpoint",
    "Draft",
    "Entry",
    "Fault",
    "FaultKind",
    "Finding",
    "Head",
    "NotCanonical",
    "ReceiptFault",
    "Verification",
    "canonical_json",
    "inclusion_path",
    "make_checkpoint",
    "make_receipt",
    "merkle_root",
    "seal",
    "verify_chain",
    "verify_receipt",
]
