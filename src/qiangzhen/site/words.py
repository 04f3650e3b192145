"""What closed vocabularies are called on pages: kinds of act, of place, of body; roles; certificates."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiangzhen.agencies.models import BodyKind
from qiangzhen.agencies.roles import Role
from qiangzhen.places.models import PlaceKind

ACTS: Mapping[str, Promise] = {
    "ledger:checkpointed": _("Checkpoint made"),
    "place:established": _("Place established"),
    "place:renamed": _("Place renamed"),
    "place:recoded": _("Place given another code"),
    "place:abolished": _("Place abolished"),
    "places:loaded": _("Divisions loaded"),
    "profile:recorded": _("Profile figures recorded"),
    "body:established": _("Body founded"),
    "body:renamed": _("Body renamed"),
    "body:described": _("Facts of a body stated"),
    "body:abolished": _("Body abolished"),
    "unit:established": _("Inner unit set up"),
    "person:employed": _("Person registered"),
    "person:revealed": _("Number of a person looked at"),
    "post:appointed": _("Appointed to a post"),
    "post:ended": _("Post ended"),
    "certificate:issued": _("Certificate registered"),
    "certificate:revoked": _("Certificate revoked"),
    "account:opened": _("Account opened"),
    "account:closed": _("Account closed"),
    "account:password_reset": _("Password reset by the administrator"),
    "account:password_changed": _("Own password changed"),
    "account:second_factor_reset": _("Second factor reset"),
    "account:second_factor_set": _("Second factor set"),
    "county:opened": _("County opened"),
    "instrument:registered": _("Instrument registered"),
    "instrument:published": _("Instrument published"),
    "instrument:filed": _("Instrument filed"),
    "power:entered": _("Power entered"),
    "power:revised": _("Power revised"),
    "power:published": _("Power published"),
    "power:retired": _("Power retired"),
    "batch:published": _("List published"),
    "list:uploaded": _("List uploaded"),
    "list:rows_decided": _("Rows of a list decided"),
    "list:row_mended": _("Row of a list mended"),
    "list:applied": _("List applied"),
    "list:abandoned": _("List abandoned"),
    "guiding_catalogue:issued": _("Guiding catalogue entered"),
    "guiding_catalogue:read": _("Items of a guiding catalogue read in"),
    "guiding_item:matched": _("Item of a guiding catalogue matched"),
    "mandate:granted": _("Mandate granted"),
    "mandate:corrected": _("Mandate corrected"),
    "mandate:suspended": _("Mandate suspended"),
    "mandate:resumed": _("Mandate resumed"),
    "mandate:withdrawn": _("Mandate withdrawn"),
    "mandate:taken_over": _("Mandate taken over"),
}
"""A kind that is not listed is shown as it is entered; each subject adds its own."""

PLACE_KINDS: Mapping[str, Promise] = {
    PlaceKind.COUNTY: _("county, city or district"),
    PlaceKind.SUBDISTRICT: _("subdistrict"),
    PlaceKind.TOWN: _("town"),
    PlaceKind.TOWNSHIP: _("township"),
    PlaceKind.QUASI_TOWNSHIP: _("unit like a township"),
    PlaceKind.RESIDENTS: _("residents' committee area"),
    PlaceKind.VILLAGERS: _("village"),
    PlaceKind.QUASI_RESIDENTS: _("unit like a residents' committee"),
    PlaceKind.QUASI_VILLAGERS: _("unit like a village"),
}

BODY_KINDS: Mapping[str, Promise] = {
    BodyKind.COUNTY_GOVERNMENT: _("County government"),
    BodyKind.PARTY_ORGAN: _("Party organ"),
    BodyKind.DEPARTMENT: _("Department"),
    BodyKind.TOWN: _("Town government"),
    BodyKind.TOWNSHIP: _("Township government"),
    BodyKind.SUBDISTRICT: _("Subdistrict office"),
    BodyKind.PARK: _("Park committee"),
    BodyKind.DISPATCHED_BODY: _("Dispatched body"),
    BodyKind.PUBLIC_INSTITUTION: _("Public institution"),
    BodyKind.VILLAGE_COMMITTEE: _("Village committee"),
}

ROLES: Mapping[str, Promise] = {
    Role.REFORM_CLERK: _("Reform clerk"),
    Role.LEGAL_REVIEWER: _("Legal reviewer"),
    Role.DEPARTMENT_OFFICER: _("Department officer"),
    Role.WINDOW_CLERK: _("Window clerk"),
    Role.ENFORCEMENT_OFFICER: _("Enforcement officer"),
    Role.DUTY_OFFICER: _("Duty officer"),
    Role.GRID_WORKER: _("Grid worker"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.ADMINISTRATOR: _("Administrator"),
}

CERTIFICATES: Mapping[str, Promise] = {
    "enforcement": _("Enforcement certificate"),
    "supervision": _("Supervision certificate"),
}

PARTICULARS: Mapping[str, Promise] = {
    "name": _("Name"),
    "short_name": _("Short name"),
    "aliases": _("Other names"),
    "before": _("Before"),
    "now": _("Now"),
    "code": _("Code"),
    "on": _("Day"),
    "instrument": _("Instrument"),
    "parent": _("Above it"),
    "place": _("Place"),
    "source": _("Source"),
    "table": _("Table"),
    "added": _("Added"),
    "renamed": _("Renamed"),
    "unlisted": _("Not in the table"),
    "succeeded_by": _("Followed by"),
    "year": _("Year"),
    "figures": _("Figures"),
    "invented": _("Invented"),
    "key": _("Short key"),
    "kind": _("Kind"),
    "credit_code": _("Unified social credit code"),
    "is_administrative_organ": _("Administrative organ"),
    "has_centralised_penalty_power": _("Relatively centralised penalty power"),
    "body": _("Body"),
    "unit": _("Inner unit"),
    "person": _("Person"),
    "citizen_number_given": _("Citizen number given"),
    "phone_given": _("Mobile number given"),
    "title": _("Title of the post"),
    "roles": _("Roles"),
    "jurisdiction": _("Confined to"),
    "valid_from": _("Valid from"),
    "valid_to": _("Until (exclusive)"),
    "issuer": _("Issued by"),
    "issued_on": _("Issued on"),
    "expires_on": _("Expires on"),
    "reason": _("Reason"),
    "field": _("Which number"),
    "username": _("Account name"),
    "first": _("First line"),
    "up_to": _("Last line"),
    "root": _("Root"),
    "bases": _("Legal bases"),
    "holder": _("Holder"),
    "power": _("Power"),
    "giver": _("Given by"),
    "mode": _("Mode"),
    "number": _("Document number"),
}
"""What acts say of themselves; a name that is not listed is shown as it is entered."""
