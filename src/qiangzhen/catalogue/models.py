"""Powers, their versions and bases, guiding catalogues, imported lists, and the search index."""

from __future__ import annotations

from django.db import models

from qiangzhen.agencies.models import Body
from qiangzhen.county.models import CountyOwned
from qiangzhen.documents.models import Instrument


class Power(CountyOwned):
    """An administrative power or public service of the county; what it says is in its versions."""

    code_scheme = models.CharField(max_length=24)
    """matter_basic (GB/T 39554.1), or a legacy scheme kept with a reason."""
    code = models.CharField(max_length=64)
    code_note = models.CharField(max_length=300, blank=True)
    """Why a code that fails its check was kept."""
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    """The main item, when this is a sub-item."""

    current = models.ForeignKey("PowerVersion", on_delete=models.PROTECT, null=True, related_name="+")
    """The newest version, so that lists read one row a power."""
    public = models.ForeignKey("PowerVersion", on_delete=models.PROTECT, null=True, related_name="+")
    """The newest published version; None: the public does not see the power."""

    class Meta:
        db_table = "power"
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="power_code_once")]


class PowerVersion(CountyOwned):
    """What a power is from a day on; a change makes a new version, the old ones stay."""

    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=1000)
    initials = models.CharField(max_length=1000)
    kind = models.CharField(max_length=24)
    """A value of kernel.statutes.PowerKind."""
    holder = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """The body that holds the power by law before anything is handed down."""
    acts = models.JSONField(default=list)
    """Values of kernel.authority.ActKind this power consists of."""
    responsibilities = models.JSONField(default=list)
    accountability = models.JSONField(default=list)
    statutory_limit = models.JSONField(null=True)
    """{days, unit, article} or None."""
    promised_limit = models.JSONField(null=True)
    """{days, unit} or None."""
    restricts_liberty = models.BooleanField(null=True)
    reserved_to_county_or_above = models.BooleanField(null=True)
    follows_penalty_power = models.BooleanField(null=True)
    certainty = models.CharField(max_length=10, default="unverified")
    source = models.JSONField(default=dict)
    """Where it was read: list, row, spans; or who entered it."""
    note = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """Set when the power ceases; a newer version ends the older by its own valid_from."""
    recorded_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    """Day this version was first in a published list; None: a draft the public does not see."""

    class Meta:
        db_table = "power_version"
        constraints = [
            models.UniqueConstraint(fields=["county", "power", "number"], name="power_version_once"),
        ]
        indexes = [
            models.Index(fields=["county", "holder", "kind"], name="power_version_holder"),
            models.Index(fields=["county", "published_on"], name="power_version_published"),
        ]


class PowerBasis(CountyOwned):
    """A law, regulation or paper that a version of a power rests on, as printed and as understood."""

    version = models.ForeignKey(PowerVersion, on_delete=models.PROTECT, related_name="bases")
    position = models.PositiveSmallIntegerField()
    printed = models.TextField()
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=100, blank=True)
    amendments = models.JSONField(default=list)
    """List of {on, number}."""
    articles = models.JSONField(default=list)
    """List of article numbers, as "24"."""
    statute = models.CharField(max_length=100, blank=True)
    """Id in the statute register (law/national/statutes); empty: not in the register."""
    rank = models.CharField(max_length=28, blank=True)
    """A value of kernel.statutes.Rank; empty: not known."""
    names_receiver = models.JSONField(null=True)
    """Kinds of receiver the basis itself names; None: not known."""
    allows_entrustment = models.BooleanField(null=True)
    in_force_to = models.DateField(null=True)
    """First day on which the basis no longer holds, when known."""

    class Meta:
        db_table = "power_basis"
        constraints = [
            models.UniqueConstraint(fields=["county", "version", "position"], name="power_basis_once"),
        ]
        indexes = [
            models.Index(fields=["county", "statute"], name="power_basis_statute"),
            models.Index(fields=["county", "title"], name="power_basis_title"),
        ]


class GuidingCatalogue(CountyOwned):
    """A catalogue issued from above, from which items to hand down are chosen."""

    instrument = models.OneToOneField(Instrument, on_delete=models.PROTECT, related_name="guiding_catalogue")
    certainty = models.CharField(max_length=10, default="unverified")
    note = models.TextField(blank=True)

    class Meta:
        db_table = "guiding_catalogue"


class GuidingItem(CountyOwned):
    """One item of a guiding catalogue; the power it matches, once somebody matched it."""

    catalogue = models.ForeignKey(GuidingCatalogue, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    """Place in the catalogue as read, from 1: printed numbers may be missing or doubled."""
    number = models.CharField(max_length=16, blank=True)
    """As printed."""
    name = models.CharField(max_length=1000)
    department = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=24, blank=True)
    receivers = models.JSONField(default=list)
    """Kinds of receiver it is for; empty: all that the catalogue names."""
    power = models.ForeignKey(Power, on_delete=models.PROTECT, null=True, related_name="guiding_items")

    class Meta:
        db_table = "guiding_item"
        constraints = [
            models.UniqueConstraint(fields=["county", "catalogue", "position"], name="guiding_item_once"),
        ]


class ImportState(models.TextChoices):
    OPEN = "open"
    APPLIED = "applied"
    ABANDONED = "abandoned"


class ListImport(CountyOwned):
    """A published list somebody uploaded, as it was read; nothing is in the catalogue until it is applied."""

    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    """SHA-256 of the file, to see that the same file comes again."""
    file_size = models.PositiveBigIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """Whose post uploaded it."""
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.OPEN)
    facts = models.JSONField(default=dict)
    """What the list says of itself in the fixed form of read-list: title, batch, columns."""
    findings = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    closed_by = models.CharField(max_length=200, blank=True)
    """Who applied or abandoned it."""
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was abandoned."""

    class Meta:
        db_table = "list_import"
        indexes = [models.Index(fields=["county", "-uploaded_at"], name="list_import_recent")]


class RowDecision(models.TextChoices):
    PENDING = "pending"
    ACCEPT = "accept"
    MEND = "mend"
    LEAVE = "leave"


class RowDoubt(models.TextChoices):
    """The gravest finding on a row as it stands now."""

    NONE = "none"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class ImportRow(CountyOwned):
    """One row of an uploaded list: as read, as stated (mended or not), and what was decided."""

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    reading = models.JSONField()
    """The row in the fixed form of read-list, untouched."""
    stated = models.JSONField()
    """What will be applied (catalogue.stated.StatedRow): as understood, and then as a clerk mended it."""
    findings = models.JSONField(default=list)
    """What is doubtful about the row as it stands, in the form of read-list."""
    doubt = models.CharField(max_length=8, choices=RowDoubt.choices, default=RowDoubt.NONE)
    revision = models.PositiveIntegerField(default=0)
    """Counts the mendings, so that two clerks do not overwrite each other unseen."""
    decision = models.CharField(max_length=8, choices=RowDecision.choices, default=RowDecision.PENDING)
    reason = models.CharField(max_length=300, blank=True)
    """Why the row is left out."""
    power = models.ForeignKey(Power, on_delete=models.PROTECT, null=True, related_name="+")
    """The power it matches, or made; None: a new one."""

    class Meta:
        db_table = "list_import_row"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "list_import", "position"], name="list_import_row_once"
            ),
        ]


class SearchKey(CountyOwned):
    """Suffixes of names, codes, laws and pinyin initials, so that any part is found by one range scan.

    Kept as bytes: both databases compare them byte by byte whatever the collation.
    """

    power = models.ForeignKey(Power, on_delete=models.CASCADE, related_name="search_keys")
    key = models.BinaryField(max_length=64)
    weight = models.PositiveSmallIntegerField()
    """0: from the start of the name or code; larger: less telling."""
    published = models.BooleanField()

    class Meta:
        db_table = "power_search_key"
        indexes = [models.Index(fields=["county", "key"], name="power_search_key_range")]
