"""Evidence is appended: the database itself refuses to change or remove it.

Guards are one list, not migrations: batch migrations drop triggers without a word, so
migrations/env.py takes the guards down first and puts them back last, in one transaction, and
the app refuses to start when one is missing. The one way out is a removal stub, written first
in the same transaction (retention).
"""

from collections.abc import Iterable

from sqlalchemy import Connection, inspect, text

EVIDENCE = (
    "audit_event",
    "removal_stub",
    "school_setting",
    "statement_version",
    "statement_wording",
    "acknowledgement",
    "use_version",
    "use_wording",
    "answer",
    "answer_set_aside",
    "approval",
    "communication_version",
    "post_check",
    "post_check_pupil",
    "post_version",
    "post_picture",
    "publication",
    "publication_child",
    "late_check",
    "removal",
    "takedown_owner",
    "publication_review",
    "answers_export",
    "concern_step",
    "concern_note",
    "concern_file_opening",
    "concern_decision",
    "notice_check",
    "sending_order",
    "uncertain_decision",
    "sending_run",
    "bounce",
    "seal_decision",
    "reminder",
)

_SQLITE_UPDATE = """CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is evidence: it is never changed'); END"""

_SQLITE_DELETE = """CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table}
WHEN NOT EXISTS (
  SELECT 1 FROM removal_stub
  WHERE table_name = '{table}' AND row_id = OLD.id AND '{table}' <> 'removal_stub')
BEGIN SELECT RAISE(ABORT, '{table} is evidence: write its removal stub first'); END"""

_SQLITE_INSERT = """CREATE TRIGGER guard_{table}_insert BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {clash})
BEGIN SELECT RAISE(ABORT, '{table} is evidence: it is never replaced'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION evidence_guard() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'removal_stub' AND EXISTS (
      SELECT 1 FROM removal_stub WHERE table_name = TG_TABLE_NAME AND row_id = OLD.id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is evidence: it is never changed', TG_TABLE_NAME;
END $$ LANGUAGE plpgsql"""

_POSTGRES_ROW = """CREATE TRIGGER guard_{table}_row BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION evidence_guard()"""

_POSTGRES_TRUNCATE = """CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION evidence_guard()"""


def put_guards(connection: Connection) -> None:
    """Put every guard in place; part of the migration's own transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRES_FUNCTION))
    for table in _present(connection):
        for statement in _statements(connection, table):
            connection.exec_driver_sql(statement)


def take_guards_down(connection: Connection) -> None:
    """Remove every guard for a rebuild; put_guards() follows in the same transaction."""
    for name, table in guards_present(connection).items():
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def guards_present(connection: Connection) -> dict[str, str]:
    """Guard name to table, as the database has them now."""
    if connection.dialect.name == "postgresql":
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND left(t.tgname, 6) = 'guard_' "
            "AND n.nspname = current_schema()"
        )
    else:
        query = (
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
            "AND substr(name, 1, 6) = 'guard_'"
        )
    rows = connection.exec_driver_sql(query)
    return {name: table for name, table in rows}


def missing_guards(connection: Connection) -> list[str]:
    """Guards that ought to be there and are not; empty when all is well."""
    postgresql = connection.dialect.name == "postgresql"
    parts = ["row", "truncate"] if postgresql else ["update", "delete", "insert"]
    wanted = {f"guard_{table}_{part}" for table in EVIDENCE for part in parts}
    return sorted(wanted - guards_present(connection).keys())


def _present(connection: Connection) -> Iterable[str]:
    there = set(inspect(connection).get_table_names())
    return (table for table in EVIDENCE if table in there)


def _statements(connection: Connection, table: str) -> list[str]:
    if connection.dialect.name == "postgresql":
        return [_POSTGRES_ROW.format(table=table), _POSTGRES_TRUNCATE.format(table=table)]
    return [
        _SQLITE_UPDATE.format(table=table),
        _SQLITE_DELETE.format(table=table),
        _SQLITE_INSERT.format(table=table, clash=_clash(connection, table)),
    ]


def _clash(connection: Connection, table: str) -> str:
    """A condition that holds when NEW would replace a row by its id or by any unique key."""
    uniques = inspect(connection).get_unique_constraints(table)
    keys = [["id"], *(list(unique["column_names"]) for unique in uniques)]
    same = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    return " OR ".join(f"({condition})" for condition in same)
