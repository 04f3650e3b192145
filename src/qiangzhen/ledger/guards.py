"""Triggers by which the database itself refuses to alter or remove a line, whoever asks.

Kept here and not only in the migration, so that ``qiangzhen verify`` can check
that they are still in place.
"""

from __future__ import annotations

from typing import Any

_TABLES = ("ledger_entry", "ledger_checkpoint", "ledger_attempt")


def install(schema_editor: Any, tables: tuple[str, ...] = _TABLES) -> None:
    """Create the triggers on the connected database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION qiangzhen_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%% is append-only: %% refused', TG_TABLE_NAME, TG_OP "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$",
            params=[],
        )
        for table in tables:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION qiangzhen_append_only()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION qiangzhen_append_only()"
            )
        return
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END"
            )


def remove(schema_editor: Any, tables: tuple[str, ...] = _TABLES) -> None:
    """Drop the triggers; only to undo the migration."""
    for table in tables:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")


def missing(connection: Any) -> tuple[str, ...]:
    """Return the names of triggers that should guard the ledger but are not there or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            expected = {f"{table}_{part}" for table in _TABLES for part in ("append_only", "no_truncate")}
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            expected = {f"{table}_no_{verb}" for table in _TABLES for verb in ("update", "delete")}
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {row[0] for row in cursor.fetchall()}
    return tuple(sorted(expected - present))
