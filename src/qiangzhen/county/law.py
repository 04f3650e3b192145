"""The law as loaded for this process: read once from the folder of law, kept until the process ends.

The files under ``law/`` change only with a release or by a county's own pack; a
server is restarted then. Each function raises ``BrokenLawFile`` naming file, line
and field when a file cannot be used: the system does not start on half a law.
"""

from __future__ import annotations

import functools
from pathlib import Path

from django.conf import settings

from qiangzhen.kernel.authority import Packs, load_packs
from qiangzhen.kernel.calendars import Calendar, load_calendar
from qiangzhen.kernel.identifiers import IdentifierTables, load_identifier_tables
from qiangzhen.kernel.statutes import RuleRegister, StatuteRegister, load_rules, load_statutes


def law_dir() -> Path:
    """Return the folder of law."""
    return Path(settings.LOCAL_LAW)


@functools.cache
def statutes() -> StatuteRegister:
    """Return the register of statutes."""
    return load_statutes(law_dir())


@functools.cache
def rules() -> RuleRegister:
    """Return every rule of law by its number, with the articles it rests on."""
    return load_rules(law_dir(), register=statutes())


@functools.cache
def calendar() -> Calendar:
    """Return the working-day calendar as far as notices have been published."""
    return load_calendar(law_dir())


@functools.cache
def packs() -> Packs:
    """Return all policy packs, national floor first."""
    return load_packs(law_dir())


@functools.cache
def identifier_tables(pack: str) -> IdentifierTables:
    """Return the tables of codes that hold under a pack."""
    return load_identifier_tables(law_dir=law_dir(), pack=pack)


def read_everything() -> None:
    """Read all law now, so that a broken file is found at the start and not by a visitor."""
    for read in (statutes, rules, calendar, packs):
        read()
