"""Questions for the tests: a world where everything is in order, and changes to it by path."""

from __future__ import annotations

import copy
from typing import Any

MODES = ("return", "entrustment", "authorisation", "internal_transfer", "acting_for", "conferral")


def form(**changes: Any) -> dict[str, Any]:
    """Return the question where everything is in order, changed by path (``receiver__kind="park"``).

    A path into the first basis is written ``basis__rank``; ``...`` leaves a field out.
    """
    question: dict[str, Any] = {
        "pack": "national",
        "on": "2026-03-01",
        "matter": {
            "name": "对违反安全培训规定的处罚",
            "kind": "penalty",
            "holder": "二道区应急管理局",
            "bases": [
                {
                    "title": "某法",
                    "rank": "law",
                    "names_receiver": False,
                    "allows_entrustment": True,
                    "in_force_to": None,
                }
            ],
            "restricts_liberty": False,
            "reserved_to_county_or_above": False,
            "follows_penalty_power": True,
        },
        "receiver": {
            "kind": "town",
            "certified_officers": 3,
            "relatively_centralised_penalty_power": True,
            "is_administrative_organ": True,
        },
        "facts": {
            "provincial_decision": {"published_on": "2022-01-01", "lists_matter": True},
            "dispatched_body_of_holder": True,
            "written_entrustment": True,
        },
    }
    for path, value in changes.items():
        _change(question, path.split("__"), value)
    return question


def _change(question: dict[str, Any], path: list[str], value: Any) -> None:
    place: Any = question
    for step in path[:-1]:
        place = place["matter"]["bases"][0] if step == "basis" else place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = copy.deepcopy(value)


WORLDS: dict[str, dict[str, Any]] = {
    "in_order": {},
    "bare": {
        "basis__allows_entrustment": False,
        "matter__follows_penalty_power": False,
        "receiver__certified_officers": 0,
        "receiver__relatively_centralised_penalty_power": False,
        "receiver__is_administrative_organ": False,
        "facts__provincial_decision": None,
        "facts__dispatched_body_of_holder": False,
        "facts__written_entrustment": False,
    },
    "no_letter": {"facts__written_entrustment": False},
    "not_entrustable": {"basis__allows_entrustment": False},
    "named": {"basis__names_receiver": True},
    "repealed": {"basis__in_force_to": "2025-12-31"},
    "reserved": {"matter__reserved_to_county_or_above": True},
    "liberty": {"matter__restricts_liberty": True},
}


def outcomes(answer: dict[str, Any]) -> dict[str, str]:
    """Return the outcome of each mode."""
    return {mode: way["outcome"] for mode, way in answer["ways"].items()}


def codes(answer: dict[str, Any]) -> set[str]:
    """Return the codes of the findings."""
    return {finding["code"] for finding in answer["findings"]}


def rules_of(way: dict[str, Any]) -> list[str]:
    """Return the numbers of the rules a way gives as its reasons."""
    return [reason["rule"] for reason in way["reasons"]]
