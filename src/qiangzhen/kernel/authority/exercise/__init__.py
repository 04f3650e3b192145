"""Decide whether a body may do an act, at a place, on a day, as far as was known then.

A township has no power of its own here: it holds mandates, each resting on a
published instrument, and the instrument on articles of law. ``may`` finds the
mandate that covers the act and shows the chain; or it says every reason why
there is none, and who is competent instead.
"""

from .._faults import FieldFault, FormRefused
from ._compact import BY_LAW, CompactCounty, CompactRegister, reasons_in
from ._decision import Competent, Granted, Reason, Refused, may
from ._form import FORM_SCHEMA, answer_form, language_of, printed_answer, question_from
from ._records import (
    BasisRecord,
    BodyRecord,
    InstrumentRecord,
    MandateRecord,
    PlaceRecord,
    PowerRecord,
    Question,
)
from ._register import Register, RegisterFault
from ._rules import ExerciseRule, ExerciseRules, read_exercise_rules
from ._vocabulary import ActKind, Circumstance, MandateState, ReasonCode

__all__ = [
    "BY_LAW",
    "FORM_SCHEMA",
    "ActKind",
    "BasisRecord",
    "BodyRecord",
    "Circumstance",
    "CompactCounty",
    "CompactRegister",
    "Competent",
    "ExerciseRule",
    "ExerciseRules",
    "FieldFault",
    "FormRefused",
    "Granted",
    "InstrumentRecord",
    "MandateRecord",
    "MandateState",
    "PlaceRecord",
    "PowerRecord",
    "Question",
    "Reason",
    "ReasonCode",
    "Refused",
    "Register",
    "RegisterFault",
    "answer_form",
    "language_of",
    "may",
    "printed_answer",
    "question_from",
    "read_exercise_rules",
    "reasons_in",
]
