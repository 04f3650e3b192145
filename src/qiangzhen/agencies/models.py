"""Bodies of a county, the people in them, the posts they hold, and how they sign in."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from qiangzhen.county.identity import new_id
from qiangzhen.county.models import County, CountyOwned
from qiangzhen.places.models import Place

from .encryption import EncryptedTextField


class BodyKind(models.TextChoices):
    """What a body is in law; decides what it may receive (facts of the authority kernel)."""

    COUNTY_GOVERNMENT = "county_government"
    PARTY_ORGAN = "party_organ"
    DEPARTMENT = "department"
    TOWN = "town"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    PARK = "park"
    DISPATCHED_BODY = "dispatched_body"
    PUBLIC_INSTITUTION = "public_institution"
    VILLAGE_COMMITTEE = "village_committee"


class Body(CountyOwned):
    """An organ or organisation of the county, as it is called now."""

    key = models.SlugField(max_length=64)
    """Short lasting name used in files and commands."""
    kind = models.CharField(max_length=24, choices=BodyKind.choices)
    name = models.CharField(max_length=128)
    short_name = models.CharField(max_length=64)
    aliases = models.JSONField(default=list)
    """Names under which printed lists mention it (应急, 区应急局)."""
    initials = models.CharField(max_length=64)
    credit_code = models.CharField(max_length=18, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    """The body it belongs to or was dispatched by."""
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bodies")
    """The area it serves."""
    is_administrative_organ = models.BooleanField(null=True)
    """None: not known; matters for a park or an institution (行政许可法 24)."""
    has_centralised_penalty_power = models.BooleanField(null=True)
    """Relatively centralised penalty power (行政处罚法 18); None: not known."""
    established_on = models.DateField(null=True)
    abolished_on = models.DateField(null=True)
    succeeded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "body"
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="body_key_once")]

    def __str__(self) -> str:
        return self.name


class FormerBodyName(CountyOwned):
    """A name a body had until a day (exclusive)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=128)
    until = models.DateField()
    instrument = models.CharField(max_length=200)

    class Meta:
        db_table = "body_former_name"


class Unit(CountyOwned):
    """An inner unit of a body 内设机构; it acts only in the body's name."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=128)
    abolished_on = models.DateField(null=True)

    class Meta:
        db_table = "body_unit"
        constraints = [models.UniqueConstraint(fields=["county", "body", "name"], name="unit_once")]


class Person(CountyOwned):
    """Somebody who works for the county. Numbers are encrypted at rest and shown masked."""

    name = models.CharField(max_length=64)
    initials = models.CharField(max_length=32)
    citizen_number = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        return self.name


class Post(CountyOwned):
    """A post a person holds in a body: its roles and where they reach, for a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="posts")
    title = models.CharField(max_length=64)
    roles = models.JSONField(default=list)
    """Values of agencies.roles.Role."""
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    """Place the post is confined to; None: as far as its body reaches."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "post"


class Certificate(CountyOwned):
    """An enforcement certificate 行政执法证 of a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    number = EncryptedTextField()
    kind = models.CharField(
        max_length=16, choices=[("enforcement", "enforcement"), ("supervision", "supervision")]
    )
    issuer = models.CharField(max_length=128)
    issued_on = models.DateField()
    expires_on = models.DateField()
    """First day on which it no longer holds."""
    revoked_on = models.DateField(null=True)
    invented = models.BooleanField(default=False)

    class Meta:
        db_table = "certificate"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts across counties: signing in is what tells the county."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """How a person signs in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    username = models.CharField(max_length=64, unique=True)
    oidc_subject = models.CharField(max_length=255, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="zh-hans")

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "account"
