"""The database itself refuses to change or delete a line, whoever asks; equal on both vendors.

Only the seal may be written, once. A database owner can drop triggers; the chain finds what they
did afterwards.
"""

from typing import Any

TABLE = "audit_auditentry"

_POSTGRESQL = [
    f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
       AND (to_jsonb(NEW) - 'sequence' - 'link') = (to_jsonb(OLD) - 'sequence' - 'link') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
""",
    f"""
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION audit_refuse();
""",
]

_KEPT = [
    "recorded_at",
    "at",
    "actor_id",
    "actor_name",
    "post_id",
    "path",
    "verb",
    "kind",
    "row_id",
    "label",
    "changes",
    "note",
    "ip",
    "request_id",
    "mac",
    "id",
]

_SQLITE = [
    f"""
CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} WHEN NOT (
  OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND {" AND ".join(f"OLD.{c} IS NEW.{c}" for c in _KEPT)}
) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
""",
    f"""
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
""",
]

STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def install(connection: Any) -> None:
    """Put the guards up."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def lift(connection: Any, *names: str) -> None:
    """Take guards down: for emptying test databases, and for tests that play the forger."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names or ("audit_no_delete", "audit_no_truncate"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def install_by_migration(_apps: Any, editor: Any) -> None:
    """The step of the migration."""
    install(editor.connection)


def lift_by_migration(_apps: Any, editor: Any) -> None:
    """The step back."""
    lift(editor.connection, "audit_no_update", "audit_no_delete", "audit_no_truncate")
