"""Mandates on both axes of time."""

from __future__ import annotations

from django.db import models

from qiangzhen.agencies.models import Body
from qiangzhen.catalogue.models import Power
from qiangzhen.county.models import CountyOwned
from qiangzhen.documents.models import Instrument
from qiangzhen.places.models import Place


class MandateState(models.TextChoices):
    GRANTED = "granted"
    SUSPENDED = "suspended"
    TAKEN_OVER = "taken_over"
    """The county acts instead because the holder did not (document 002, clause 19)."""


class Mandate(CountyOwned):
    """What one body may do with one power in one area, as stated by one paper, as known for one span."""

    line = models.UUIDField()
    """The same through grant, correction, suspension and withdrawal."""
    batch = models.UUIDField()
    """The act that granted it together with others."""
    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="mandates")
    giver = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates_given")
    holder = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates_held")
    mode = models.CharField(max_length=20)
    """A value of kernel.authority.Mode."""
    acts = models.JSONField()
    """Sorted values of kernel.authority.ActKind."""
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="mandates")
    """The paper this row rests on: the grant's, or the correction's, suspension's, withdrawal's."""
    grant_instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    """The paper the mandate was granted by."""
    state = models.CharField(max_length=12, choices=MandateState.choices)
    exclusive = models.BooleanField()
    """True where the mode bars the giver from acting (return, authorisation, conferral)."""
    reserved = models.JSONField(default=list)
    """Circumstances that stay with the giver: major, cross_township."""
    devolution_code = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)
    entered_as = models.CharField(max_length=32)
    """granted, corrected, suspended, resumed, taken_over, withdrawn."""
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "mandate"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="mandate_valid_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_to=None) | models.Q(recorded_to__gt=models.F("recorded_from")),
                name="mandate_recorded_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "power", "holder", "valid_from"], name="mandate_question"),
            models.Index(fields=["county", "holder", "valid_from"], name="mandate_of_holder"),
            models.Index(fields=["county", "line", "recorded_from"], name="mandate_line"),
            models.Index(fields=["county", "batch"], name="mandate_of_batch"),
            models.Index(fields=["county", "instrument"], name="mandate_of_instrument"),
        ]
