"""The division tree of a county, what each place was called and coded before, and yearly figures."""

from __future__ import annotations

from django.db import models

from qiangzhen.county.models import CountyOwned


class PlaceLevel(models.TextChoices):
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class PlaceKind(models.TextChoices):
    """The kind the code says (GB/T 10114 and the statistical 12-digit code)."""

    COUNTY = "county"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    TOWNSHIP = "township"
    QUASI_TOWNSHIP = "quasi_township"
    RESIDENTS = "residents_committee"
    VILLAGERS = "village_committee"
    QUASI_RESIDENTS = "quasi_residents_committee"
    QUASI_VILLAGERS = "quasi_village_committee"


class Place(CountyOwned):
    """A county, township or village, with the code and name it has now."""

    level = models.CharField(max_length=10, choices=PlaceLevel.choices)
    kind = models.CharField(max_length=32, choices=PlaceKind.choices)
    code = models.CharField(max_length=12)
    """6 digits for the county (GB/T 2260), 9 for a township (GB/T 10114), 12 for a village."""
    name = models.CharField(max_length=128)
    initials = models.CharField(max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    established_on = models.DateField(null=True)
    abolished_on = models.DateField(null=True)
    """First day on which the place no longer exists."""
    succeeded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200)
    """Where the code and name come from."""

    class Meta:
        db_table = "place"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code"], condition=models.Q(abolished_on=None), name="place_code_once"
            ),
        ]
        indexes = [models.Index(fields=["county", "parent"], name="place_children")]

    def __str__(self) -> str:
        return self.name


class FormerPlace(CountyOwned):
    """The code, name and parent a place had during a past period; both days known, end exclusive."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="former")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=128)
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField()
    instrument = models.CharField(max_length=200)
    """The decision that changed it, as printed."""

    class Meta:
        db_table = "place_former"
        indexes = [models.Index(fields=["county", "code"], name="place_former_code")]


class ProfileFigure(CountyOwned):
    """One figure of a township in one year: population, area, staff, certified officers …"""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=40)
    """A key of places.profile.FIGURES, which gives its unit and name."""
    value = models.DecimalField(max_digits=18, decimal_places=3)
    source = models.CharField(max_length=200)
    invented = models.BooleanField(default=False)

    class Meta:
        db_table = "place_figure"
        constraints = [
            models.UniqueConstraint(fields=["county", "place", "year", "figure"], name="place_figure_once"),
        ]
