"""Random questions: every field given, null where that says something, or left out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from qiangzhen.kernel.authority import ReceiverKind
from qiangzhen.kernel.statutes import PowerKind, Rank

YES_NO = st.booleans()
DAYS = st.sampled_from(["2003-05-01", "2018-12-01", "2021-07-14", "2021-07-15", "2024-01-01", "2026-03-01"])
RECEIVERS = st.sampled_from([kind.value for kind in ReceiverKind])
BASES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["某法", "《某规定》（国家应急总局第3号）"]),
        "rank": st.sampled_from([rank.value for rank in Rank]),
        "names_receiver": st.one_of(YES_NO, st.none(), RECEIVERS, st.lists(RECEIVERS, max_size=2)),
        "allows_entrustment": YES_NO,
        "in_force_to": st.one_of(st.none(), DAYS),
    },
)
MATTERS = st.fixed_dictionaries(
    {
        "name": st.just("某事项"),
        "kind": st.sampled_from([kind.value for kind in PowerKind]),
        "bases": st.lists(BASES, max_size=3),
    },
    optional={
        "holder": st.sampled_from(
            ["二道区应急管理局", "county_department", "city_department", "长春市应急管理局"]
        ),
        "restricts_liberty": YES_NO,
        "reserved_to_county_or_above": YES_NO,
        "follows_penalty_power": YES_NO,
    },
)
RECEIVING = st.fixed_dictionaries(
    {"kind": RECEIVERS},
    optional={
        "certified_officers": st.integers(min_value=0, max_value=4),
        "relatively_centralised_penalty_power": YES_NO,
        "is_administrative_organ": YES_NO,
    },
)
DECISIONS = st.one_of(
    st.none(),
    st.fixed_dictionaries({}, optional={"published_on": st.one_of(st.none(), DAYS), "lists_matter": YES_NO}),
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "provincial_decision": DECISIONS,
        "dispatched_body_of_holder": YES_NO,
        "written_entrustment": YES_NO,
    },
)


def forms(packs: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return random forms asked under one of the packs."""
    return st.fixed_dictionaries(
        {"pack": st.sampled_from(packs), "on": DAYS, "matter": MATTERS, "receiver": RECEIVING},
        optional={"facts": FACTS},
    )
