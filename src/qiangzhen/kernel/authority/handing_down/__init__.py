"""Decide which way a power may go down to a township.

A county hands a power down by return, entrustment, authorisation, internal transfer,
acting for, or conferral, and the law allows each only for some powers, receivers and
facts. ``ways_down`` asks the national floor and the packs of the province and the
county together, gives an outcome for every mode with its reasons, papers and
liabilities, and says what is not known and what knowing it would change.
``answer_form`` is the same in the fixed form of the command and the API.
"""

from .._faults import FieldFault, FormRefused
from ._answer import (
    Change,
    Demand,
    Finding,
    Outcome,
    Reason,
    UnknownField,
    Way,
    WaysDown,
)
from ._decision import ways_down
from ._floor import Floor, HandoverRule, ModeFrame, Party
from ._form import answer_form, answer_schema, question_schema, read_question
from ._pack import Pack, Packs
from ._pack_files import load_packs
from ._question import (
    NOT_KNOWN,
    Basis,
    Facts,
    Giver,
    Matter,
    NotKnown,
    ProvincialDecision,
    Question,
    Receiver,
)
from ._rules import Effect, Rule

__all__ = [
    "NOT_KNOWN",
    "Basis",
    "Change",
    "Demand",
    "Effect",
    "Facts",
    "FieldFault",
    "Finding",
    "Floor",
    "FormRefused",
    "Giver",
    "HandoverRule",
    "Matter",
    "ModeFrame",
    "NotKnown",
    "Outcome",
    "Pack",
    "Packs",
    "Party",
    "ProvincialDecision",
    "Question",
    "Reason",
    "Receiver",
    "Rule",
    "UnknownField",
    "Way",
    "WaysDown",
    "answer_form",
    "answer_schema",
    "load_packs",
    "question_schema",
    "read_question",
    "ways_down",
]
