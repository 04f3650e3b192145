"""The county itself, and what every row that belongs to one has in common."""

from __future__ import annotations

from typing import Any

from django.db import models

from .identity import new_id
from .scope import CountyManager, ForeignCounty, current_county_id


class County(models.Model):
    """A county, city at county level or district 县（市、区）."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=64)
    full_name = models.CharField(max_length=128)
    pack = models.CharField(max_length=32)
    """Name of the policy pack under law/packs that the county follows."""
    demonstration = models.BooleanField(default=False)
    """The people and figures of this county are invented; every page says so."""

    class Meta:
        db_table = "county"

    def __str__(self) -> str:
        return self.name


class CountyOwned(models.Model):
    """A row that belongs to one county and is never seen from another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")

    objects = CountyManager()
    every_county = models.Manager()
    """For commands that walk over all counties; tests/structure names who may use it."""

    class Meta:
        abstract = True

    def belong_to_scope(self) -> None:
        """Set the county in scope, or raise ``ForeignCounty`` when the row says another."""
        county_id = current_county_id()
        if self.county_id is None:
            self.county_id = county_id
        elif self.county_id != county_id:
            raise ForeignCounty(f"{type(self).__name__} belongs to another county than the one in scope")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.belong_to_scope()
        super().save(*args, **kwargs)
