"""The lawful writes of the catalogue."""

from .guiding import issue_guiding_catalogue, match_guiding_item, read_guiding_items
from .lists import abandon_list, apply_list, decide_rows, mend_row, upload_list
from .powers import enter_power, publish_powers, retire_power, revise_power

__all__ = [
    "abandon_list",
    "apply_list",
    "decide_rows",
    "enter_power",
    "issue_guiding_catalogue",
    "match_guiding_item",
    "mend_row",
    "publish_powers",
    "read_guiding_items",
    "retire_power",
    "revise_power",
    "upload_list",
]
