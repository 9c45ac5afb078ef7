"""Update and delete are refused by the database itself, on SQLite and on PostgreSQL."""

from typing import Any

from django.db import migrations

TABLES = ("caselog_event", "audit_access", "audit_change")
TOLD = "the log is append-only"

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{told}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION gongkai_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE filled boolean;
BEGIN
  -- Emptying what is empty changes nothing, and is how a test database is cleared.
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
  IF TG_OP = 'TRUNCATE' AND NOT filled THEN RETURN NULL; END IF;
  RAISE EXCEPTION '{told}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION gongkai_append_only()
"""


def refuse_changes(apps: Any, editor: Any) -> None:
    """Put the triggers in place."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_FUNCTION.replace("{told}", TOLD), params=None)
        for table in TABLES:
            editor.execute(POSTGRESQL.format(table=table))
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, verb=verb, told=TOLD))


def allow_changes(apps: Any, editor: Any) -> None:
    """Take the triggers away again, for a migration backwards."""
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}")


class Migration(migrations.Migration):
    """Triggers on the log and on the trail of reads."""

    dependencies = [("caselog", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
