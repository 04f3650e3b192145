"""What the closed vocabularies of law are called on pages: kinds of power, ranks, acts, receivers, papers, certainty."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiangzhen.documents.models import InstrumentKind

POWER_KINDS: Mapping[str, Promise] = {
    "licence": _("administrative licence"),
    "penalty": _("administrative penalty"),
    "coercive_measure": _("coercive measure"),
    "coercive_execution": _("coercive execution"),
    "inspection": _("administrative inspection"),
    "confirmation": _("administrative confirmation"),
    "payment": _("administrative payment"),
    "levy": _("administrative levy"),
    "reward": _("administrative reward"),
    "adjudication": _("administrative adjudication"),
    "other": _("other administrative power"),
    "public_service": _("public service"),
}

RANKS: Mapping[str, Promise] = {
    "law": _("law"),
    "administrative_regulation": _("administrative regulation"),
    "local_regulation": _("local regulation"),
    "departmental_rule": _("departmental rule"),
    "local_rule": _("local government rule"),
    "normative_document": _("normative document"),
}

POWER_ACTS: Mapping[str, Promise] = {
    "accept": _("accept applications"),
    "examine": _("examine"),
    "decide": _("decide"),
    "inspect": _("inspect"),
    "investigate": _("investigate"),
    "penalise": _("penalise"),
    "measure": _("take coercive measures"),
    "execute": _("execute by force"),
    "confirm": _("confirm or grant"),
    "serve": _("serve"),
}

RECEIVERS: Mapping[str, Promise] = {
    "town": _("town"),
    "township": _("township"),
    "subdistrict": _("subdistrict"),
    "park": _("park"),
    "dispatched_body": _("dispatched body"),
    "public_institution": _("public institution"),
    "village_committee": _("village or residents' committee"),
}

INSTRUMENT_KINDS: Mapping[str, Promise] = {
    InstrumentKind.STATUTE: _("statute that names the holder"),
    InstrumentKind.PROVINCIAL_DECISION: _("provincial decision"),
    InstrumentKind.GUIDING_CATALOGUE: _("guiding catalogue"),
    InstrumentKind.COUNTY_DOCUMENT: _("county document"),
    InstrumentKind.ENTRUSTMENT: _("letter of entrustment"),
    InstrumentKind.DEPARTMENT_NOTICE: _("department notice"),
    InstrumentKind.WITHDRAWAL: _("notice of withdrawal"),
    InstrumentKind.OTHER: _("other paper"),
}

CERTAINTIES: Mapping[str, Promise] = {
    "verified": _("checked against the official text"),
    "secondary": _("from a secondary source"),
    "unverified": _("not checked"),
}

DAY_UNITS: Mapping[str, Promise] = {
    "working_day": _("working days"),
    "calendar_day": _("calendar days"),
    "month": _("months"),
}

SEVERITIES: Mapping[str, str] = {"error": "bad", "warning": "warn", "note": "plain"}
"""How ``<c-finding>`` shows a finding of each severity."""

RULE_AREAS: Mapping[str, Promise] = {
    "XF": _("Handing down"),
    "SX": _("Time limits"),
    "RL": _("Calendar"),
    "YJ": _("Legal bases"),
    "XS": _("Exercise"),
    "BM": _("Codes"),
}

ROW_FIELDS: Mapping[str, Promise] = {
    "code": _("Code"),
    "name": _("Name"),
    "kind": _("Kind"),
    "holder": _("Holder"),
    "bases": _("Legal bases"),
    "opinion": _("Printed opinion"),
    "acts": _("Acts"),
}
