"""Lines of the ledger, its checkpoints, and the attempts that came to nothing."""

from __future__ import annotations

from django.db import models

from qiangzhen.county.models import CountyOwned


class LedgerEntry(CountyOwned):
    """One lawful act. Triggers refuse any later change and any removal."""

    sequence = models.PositiveBigIntegerField()
    """1, 2, 3 … within the county, without gaps."""
    kind = models.CharField(max_length=64)
    """What was done, as ``mandate:granted``."""
    at = models.DateTimeField()
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    actor_person = models.UUIDField(null=True)
    actor_post = models.UUIDField(null=True)
    actor_body = models.UUIDField(null=True)
    content = models.TextField()
    """The canonical JSON of the act: who, as which post of which body, and the facts."""
    algorithm = models.CharField(max_length=8)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "ledger_entry"
        constraints = [
            models.UniqueConstraint(fields=["county", "sequence"], name="ledger_entry_once_per_place"),
        ]
        indexes = [
            models.Index(fields=["county", "subject_id", "sequence"], name="ledger_entry_of_subject"),
            models.Index(fields=["county", "kind", "sequence"], name="ledger_entry_of_kind"),
            models.Index(fields=["county", "actor_body", "sequence"], name="ledger_entry_of_body"),
            models.Index(fields=["county", "at"], name="ledger_entry_of_day"),
        ]


class ChainEnd(CountyOwned):
    """Where a county's chain ends, noted beside it with every entry, so that a cut-off end shows at once.

    The one row of the ledger that moves. It never moves backwards: where it no longer
    agrees with the chain it stays as it was, and every later verification says so.
    """

    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "ledger_chain_end"
        constraints = [models.UniqueConstraint(fields=["county"], name="ledger_chain_end_once")]


class Checkpoint(CountyOwned):
    """The Merkle root over a stretch of entries, both ends included; published, so that truncation shows.

    Each stretch begins where the one before ended: a receipt then needs the digests of
    its own stretch only, and a checkpoint that was removed leaves a hole.
    """

    first = models.PositiveBigIntegerField()
    up_to = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=8)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_checkpoint"
        constraints = [
            models.UniqueConstraint(fields=["county", "up_to"], name="ledger_checkpoint_once"),
        ]


class Attempt(CountyOwned):
    """An act that was refused or failed; kept apart from the chain."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=[("refused", "refused"), ("failed", "failed")])
    actor_person = models.UUIDField(null=True)
    actor_post = models.UUIDField(null=True)
    actor_body = models.UUIDField(null=True)
    actor_named = models.CharField(max_length=200)
    reasons = models.JSONField()
    """List of {code, zh, en}; never personal data of others."""

    class Meta:
        db_table = "ledger_attempt"
        indexes = [models.Index(fields=["county", "-at"], name="ledger_attempt_recent")]
