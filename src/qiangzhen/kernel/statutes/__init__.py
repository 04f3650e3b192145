"""Say which statutes a power rests on, and whether they hold on a day.

A list of powers prints its legal bases as prose: a title, an order, its amendments,
an article. Here that prose becomes a typed ``Citation`` that keeps its printed form,
is looked up in a register of statutes in time (``law/national/statutes``), and is
judged: repealed, replaced, unknown, or too low in rank to found the power.
"""

from ._bases import check_bases, check_basis
from ._basis_rules import BasisRule, BasisRules
from ._citation import Amendment, ArticleReference, Citation, CitationReading, UnreadSpan
from ._citations import parse_citations, read_citations
from ._finding import Finding, Severity
from ._issuers import Issuer, IssuerTable
from ._kinds import KindTable, load_kinds, read_kind
from ._numerals import printed_article
from ._register import (
    ArticleKey,
    StatuteRegister,
    UnknownStatute,
    article_key,
    load_statutes,
    title_key,
)
from ._rules import ExampleCase, Rule, RuleExample, RuleRegister, UnknownRule, load_rules
from ._source import SOURCE_SCHEMA, Source, source_from
from ._statute import Statute, StatuteAmendment, StatuteArticle, StatuteVersion
from ._vocabulary import PowerKind, Rank, Text

__all__ = [
    "SOURCE_SCHEMA",
    "Amendment",
    "ArticleKey",
    "ArticleReference",
    "BasisRule",
    "BasisRules",
    "Citation",
    "CitationReading",
    "ExampleCase",
    "Finding",
    "Issuer",
    "IssuerTable",
    "KindTable",
    "PowerKind",
    "Rank",
    "Rule",
    "RuleExample",
    "RuleRegister",
    "Severity",
    "Source",
    "Statute",
    "StatuteAmendment",
    "StatuteArticle",
    "StatuteRegister",
    "StatuteVersion",
    "Text",
    "UnknownRule",
    "UnknownStatute",
    "UnreadSpan",
    "article_key",
    "check_bases",
    "check_basis",
    "load_kinds",
    "load_rules",
    "load_statutes",
    "parse_citations",
    "printed_article",
    "read_citations",
    "read_kind",
    "source_from",
    "title_key",
]
