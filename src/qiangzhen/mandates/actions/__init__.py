"""The lawful writes of mandates: grant a batch, and change what was granted by a new record."""

from .changes import (
    Correction,
    correct_mandate,
    resume_mandate,
    suspend_mandate,
    take_over_mandate,
    withdraw_mandates,
)
from .grants import Batch, grant_mandates
from .publication import publish_batch

__all__ = [
    "Batch",
    "Correction",
    "correct_mandate",
    "grant_mandates",
    "publish_batch",
    "resume_mandate",
    "suspend_mandate",
    "take_over_mandate",
    "withdraw_mandates",
]
