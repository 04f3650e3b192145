"""What the database itself guarantees about mandates.

Two rows of one holder, power and area may not overlap both in the days they hold
and in the time they were known; and a row may never change, except that its
knowledge is closed once. PostgreSQL has an exclusion constraint for the first;
SQLite gets the same from a trigger, which sees every earlier row because writers
take turns (transaction_mode IMMEDIATE).
"""

from __future__ import annotations

from typing import Any

_FIXED = (
    "id", "county_id", "line", "batch", "power_id", "giver_id", "holder_id", "mode", "area_id", "instrument_id",
    "grant_instrument_id", "state", "exclusive", "devolution_code", "valid_from", "recorded_from", "entered_as",
    "reason",
)  # fmt: skip
_COMPARED_AS_TEXT = ("acts", "reserved", "valid_to")

_OVERLAP_SQLITE = """
CREATE TRIGGER mandate_no_overlap BEFORE INSERT ON mandate
WHEN EXISTS (
    SELECT 1 FROM mandate AS other
    WHERE other.county_id = NEW.county_id AND other.power_id = NEW.power_id
      AND other.holder_id = NEW.holder_id AND other.area_id = NEW.area_id
      AND other.valid_from < coalesce(NEW.valid_to, '9999-12-31')
      AND NEW.valid_from < coalesce(other.valid_to, '9999-12-31')
      AND other.recorded_from < coalesce(NEW.recorded_to, '9999-12-31')
      AND NEW.recorded_from < coalesce(other.recorded_to, '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'mandate_no_overlap'); END
"""

_OVERLAP_POSTGRESQL = """
ALTER TABLE mandate ADD CONSTRAINT mandate_no_overlap EXCLUDE USING gist (
    county_id WITH =, power_id WITH =, holder_id WITH =, area_id WITH =,
    daterange(valid_from, valid_to) WITH &&, tstzrange(recorded_from, recorded_to) WITH &&
)
"""


def _alters() -> str:
    plain = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _FIXED]
    text = [f"CAST(NEW.{c} AS text) IS DISTINCT FROM CAST(OLD.{c} AS text)" for c in _COMPARED_AS_TEXT]
    return " OR ".join([*plain, *text, "OLD.recorded_to IS NOT NULL", "NEW.recorded_to IS NULL"])


def install(schema_editor: Any) -> None:
    """Create the constraint and the triggers on the connected database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(_OVERLAP_POSTGRESQL)
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION qiangzhen_mandate_closed_once() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF TG_OP = 'DELETE' OR {_alters()} THEN "
            "RAISE EXCEPTION 'mandate is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER mandate_closed_once BEFORE UPDATE OR DELETE ON mandate "
            "FOR EACH ROW EXECUTE FUNCTION qiangzhen_mandate_closed_once()"
        )
        return
    schema_editor.execute(_OVERLAP_SQLITE)
    alters = _alters().replace("IS DISTINCT FROM", "IS NOT")
    schema_editor.execute(
        f"CREATE TRIGGER mandate_closed_once BEFORE UPDATE ON mandate WHEN {alters} "
        "BEGIN SELECT RAISE(ABORT, 'mandate is append-only'); END"
    )
    schema_editor.execute(
        "CREATE TRIGGER mandate_no_delete BEFORE DELETE ON mandate "
        "BEGIN SELECT RAISE(ABORT, 'mandate is append-only'); END"
    )


def remove(schema_editor: Any) -> None:
    """Drop them; only to undo the migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER mandate_closed_once ON mandate")
        schema_editor.execute("ALTER TABLE mandate DROP CONSTRAINT mandate_no_overlap")
        return
    for trigger in ("mandate_no_overlap", "mandate_closed_once", "mandate_no_delete"):
        schema_editor.execute(f"DROP TRIGGER {trigger}")
