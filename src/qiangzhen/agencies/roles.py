"""What a post may do: roles of the house and the permissions each brings.

A permission is a plain English name with a sentence in both languages. Pages,
API routes and actions ask for permissions, never for roles, so that a county can
be understood by reading this one table.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Permission(enum.StrEnum):
    """One thing a post may do."""

    READ_DESK = "read_desk"
    READ_CATALOGUE = "read_catalogue"
    IMPORT_LISTS = "import_lists"
    EDIT_POWERS = "edit_powers"
    EDIT_GUIDING_CATALOGUES = "edit_guiding_catalogues"
    REGISTER_INSTRUMENTS = "register_instruments"
    READ_MANDATES = "read_mandates"
    GRANT_MANDATES = "grant_mandates"
    CORRECT_MANDATES = "correct_mandates"
    TAKE_OVER_MANDATES = "take_over_mandates"
    PUBLISH_LISTS = "publish_lists"
    REVIEW_LAW = "review_law"
    READ_AGENCIES = "read_agencies"
    EDIT_AGENCIES = "edit_agencies"
    EDIT_PLACES = "edit_places"
    EDIT_PROFILES = "edit_profiles"
    REVEAL_PERSON = "reveal_person"
    READ_LEDGER = "read_ledger"
    READ_ATTEMPTS = "read_attempts"
    MAKE_CHECKPOINT = "make_checkpoint"


class Role(enum.StrEnum):
    """The kinds of post the house knows."""

    REFORM_CLERK = "reform_clerk"
    LEGAL_REVIEWER = "legal_reviewer"
    DEPARTMENT_OFFICER = "department_officer"
    WINDOW_CLERK = "window_clerk"
    ENFORCEMENT_OFFICER = "enforcement_officer"
    DUTY_OFFICER = "duty_officer"
    GRID_WORKER = "grid_worker"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


_READERS = frozenset(
    {
        Permission.READ_DESK,
        Permission.READ_CATALOGUE,
        Permission.READ_MANDATES,
        Permission.READ_AGENCIES,
    }
)

_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REFORM_CLERK: _READERS
    | {
        Permission.IMPORT_LISTS,
        Permission.EDIT_POWERS,
        Permission.EDIT_GUIDING_CATALOGUES,
        Permission.REGISTER_INSTRUMENTS,
        Permission.GRANT_MANDATES,
        Permission.CORRECT_MANDATES,
        Permission.TAKE_OVER_MANDATES,
        Permission.PUBLISH_LISTS,
        Permission.EDIT_PROFILES,
        Permission.READ_LEDGER,
    },
    Role.LEGAL_REVIEWER: _READERS
    | {
        Permission.REVIEW_LAW,
        Permission.REGISTER_INSTRUMENTS,
        Permission.CORRECT_MANDATES,
        Permission.READ_LEDGER,
    },
    Role.DEPARTMENT_OFFICER: _READERS | {Permission.IMPORT_LISTS, Permission.EDIT_POWERS},
    Role.WINDOW_CLERK: _READERS,
    Role.ENFORCEMENT_OFFICER: _READERS,
    Role.DUTY_OFFICER: _READERS,
    Role.GRID_WORKER: frozenset({Permission.READ_DESK, Permission.READ_CATALOGUE, Permission.READ_MANDATES}),
    Role.SUPERVISOR: _READERS
    | {
        Permission.READ_LEDGER,
        Permission.READ_ATTEMPTS,
        Permission.MAKE_CHECKPOINT,
        Permission.REVEAL_PERSON,
    },
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.READ_DESK,
            Permission.READ_CATALOGUE,
            Permission.READ_MANDATES,
            Permission.READ_AGENCIES,
            Permission.EDIT_AGENCIES,
            Permission.EDIT_PLACES,
            Permission.EDIT_PROFILES,
            Permission.REVEAL_PERSON,
        }
    ),
}

_COUNTY_WIDE = frozenset({Role.REFORM_CLERK, Role.LEGAL_REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR})


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return all permissions the roles bring; an unknown role raises ``ValueError``."""
    granted: set[str] = set()
    for role in roles:
        granted |= {permission.value for permission in _PERMISSIONS[Role(role)]}
    return frozenset(granted)


def acts_county_wide(roles: Iterable[str]) -> bool:
    """Return whether a post with these roles acts for the whole county, not only for its own body."""
    return any(Role(role) in _COUNTY_WIDE for role in roles)
