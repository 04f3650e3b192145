"""The lawful writes of mandates: grant a batch, and change what was granted by a new record."""

from .changes import resume_mandate, suspend_mandate, take_over_mandate, withdraw_mandates
from .corrections import Correction, correct_mandate
from .grants import Batch, grant_mandates
from .papers import Paper
from .publication import publish_batch

__all__ = [
    "Batch",
    "Correction",
    "Paper",
    "correct_mandate",
    "grant_mandates",
    "publish_batch",
    "resume_mandate",
    "suspend_mandate",
    "take_over_mandate",
    "withdraw_mandates",
]
