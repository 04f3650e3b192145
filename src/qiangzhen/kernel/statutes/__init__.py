"""Say which statutes a power rests on, and whether they hold on a day.

A list of powers prints its legal bases as prose: a title, an order, its amendments,
an article. Here that prose becomes a typed ``Citation`` that keeps its printed form,
is looked up in a register of statutes in time (``law/national/statutes``), and is
judged: repealed, replaced, unknown, or too low in rank to found the power.
"""
from ._citation import Amendment, ArticleReference, Citation, CitationReading, UnreadSpan
from ._citations import parse_citations, read_citations
from ._finding import Finding, Severity
from ._numerals import printed_article
from ._source import SOURCE_SCHEMA, Source, source_from
from ._vocabulary import PowerKind, Rank, Text

__all__ = [
    "SOURCE_SCHEMA",
    "Amendment",
    "ArticleReference",
    "Citation",
    "CitationReading",
    "Finding",
    "PowerKind",
    "Rank",
    "Severity",
    "Source",
    "Text",
    "UnreadSpan",
    "parse_citations",
    "printed_article",
    "read_citations",
    "source_from",
]
