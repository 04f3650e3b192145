"""Change bodies, people and accounts: each change is one act with its line in the ledger.

No number of a person is ever written into a line, an attempt or a log; that
somebody looked at one is.
"""

from ._accounts import (
    change_own_password,
    close_account,
    open_account,
    reset_password,
    reset_second_factor,
    set_second_factor,
)
from ._bodies import abolish_body, describe_body, establish_body, establish_unit, rename_body
from ._people import (
    appoint_to_post,
    employ_person,
    end_post,
    issue_certificate,
    reveal_person_field,
    revoke_certificate,
)

__all__ = [
    "abolish_body",
    "appoint_to_post",
    "change_own_password",
    "close_account",
    "describe_body",
    "employ_person",
    "end_post",
    "establish_body",
    "establish_unit",
    "issue_certificate",
    "open_account",
    "rename_body",
    "reset_password",
    "reset_second_factor",
    "reveal_person_field",
    "revoke_certificate",
    "set_second_factor",
]
