"""Instruments: decisions, catalogues, county documents, entrustments, notices of withdrawal."""

from __future__ import annotations

from django.db import models

from qiangzhen.agencies.models import Body
from qiangzhen.county.models import CountyOwned


class InstrumentKind(models.TextChoices):
    STATUTE = "statute"
    """The law itself names the holder; the paper states it (归还)."""
    PROVINCIAL_DECISION = "provincial_decision"
    GUIDING_CATALOGUE = "guiding_catalogue"
    COUNTY_DOCUMENT = "county_document"
    ENTRUSTMENT = "entrustment"
    """行政执法委托书."""
    DEPARTMENT_NOTICE = "department_notice"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class Instrument(CountyOwned):
    """A paper by which a power moves, as registered. Its dates are set once each and never altered."""

    kind = models.CharField(max_length=24, choices=InstrumentKind.choices)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=100, blank=True)
    """As printed: 吉政办发〔2018〕42号."""
    issuer = models.CharField(max_length=200)
    issuer_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="instruments")
    signed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=300, blank=True)
    filed_on = models.DateField(null=True)
    filed_with = models.CharField(max_length=200, blank=True)
    rests_on = models.JSONField(default=list)
    """List of {title, article, printed}: the law that lets the paper do this."""
    certainty = models.CharField(max_length=10, default="unverified")
    demonstration = models.BooleanField(default=False)
    """Invented for the demonstration; every page says so."""
    note = models.TextField(blank=True)

    class Meta:
        db_table = "instrument"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "issuer", "number"],
                condition=~models.Q(number=""),
                name="instrument_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{f'（{self.number}）' if self.number else ''}"


class InstrumentKey(CountyOwned):
    """Suffixes of titles, numbers and pinyin initials of papers (see county.suffixes)."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="search_keys")
    key = models.BinaryField(max_length=64)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "instrument_search_key"
        indexes = [models.Index(fields=["county", "key"], name="instrument_search_key_range")]
