"""The closed lists of words in which the exercise of a power is asked about, recorded and refused."""

from __future__ import annotations

import enum


class ActKind(enum.Enum):
    """One kind of official act; a mandate names those it covers."""

    ACCEPT = "accept"
    """受理: take an application in, or refuse to, in writing (行政许可法 32)."""
    EXAMINE = "examine"
    """审查: check the papers and the facts of an application (行政许可法 34)."""
    DECIDE = "decide"
    """决定: grant or refuse what was applied for (行政许可法 37, 38)."""
    INSPECT = "inspect"
    """检查: look at a place or a person's conduct without a case having been filed."""
    INVESTIGATE = "investigate"
    """调查取证: file a case and gather evidence (行政处罚法 54, 55)."""
    PENALISE = "penalise"
    """处罚决定: decide a penalty (行政处罚法 57)."""
    MEASURE = "measure"
    """强制措施: seal, seize, freeze or otherwise hold for a time (行政强制法 9)."""
    EXECUTE = "execute"
    """强制执行: enforce a decision (行政强制法 12)."""
    CONFIRM = "confirm"
    """确认、给付、奖励: establish a status or a fact, or grant a benefit."""
    SERVE = "serve"
    """服务: give a public service that decides nothing about anyone's rights."""


class Circumstance(enum.Enum):
    """What sets a matter apart, so that a mandate may reserve it to the department."""

    MAJOR = "major"
    """重大、复杂: of major public interest, or complex."""
    CROSS_TOWNSHIP = "cross_township"
    """跨乡镇: reaches into more than one township."""


class MandateState(enum.Enum):
    """What a mandate is worth during its valid time."""

    GRANTED = "granted"
    """The receiver may act."""
    SUSPENDED = "suspended"
    """The receiver may not act for now; the statutory holder may."""
    TAKEN_OVER = "taken_over"
    """The receiver did not act where it had to, so the holder acts instead (document 002, clause 19)."""


class ReasonCode(enum.Enum):
    """Why a body may not act; the order is that in which an answer lists its reasons."""

    UNKNOWN_COUNTY = "unknown_county"
    UNKNOWN_BODY = "unknown_body"
    UNKNOWN_POWER = "unknown_power"
    UNKNOWN_PLACE = "unknown_place"
    BASIS_FALLEN = "basis_fallen"
    NO_MANDATE = "no_mandate"
    NOT_KNOWN_THEN = "not_known_then"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    TAKEN_OVER = "taken_over"
    ACT_NOT_COVERED = "act_not_covered"
    OUTSIDE_AREA = "outside_area"
    RESERVED_MATTER = "reserved_matter"
    NOT_PUBLISHED = "not_published"
    EXCLUSIVE_ELSEWHERE = "exclusive_elsewhere"
