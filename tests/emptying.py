"""Emptying a PostgreSQL database that a test has used, so that the next need not copy a new one.

Making a database takes a fifth of a second, more than most tests do. Guards and foreign keys are
passed by as only the server's superuser can; what changed the tables themselves is not mended.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

# All that makes up a schema; a switched-off trigger is a change of it.
_SHAPE = """
SELECT md5(string_agg(part, '|' ORDER BY part)) FROM (
  SELECT format('%s %s %s', c.relnamespace, c.relname, c.relkind) FROM pg_class c
    WHERE c.relnamespace = ANY(ours.spaces)
  UNION ALL
  SELECT format('%s %s %s %s', c.relname, a.attname, a.atttypid, a.attnotnull)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = ANY(ours.spaces) AND a.attnum > 0
  UNION ALL
  SELECT format('%s %s %s', t.tgrelid::regclass, t.tgname, t.tgenabled) FROM pg_trigger t
    WHERE NOT t.tgisinternal
  UNION ALL
  SELECT format('%s %s', r.conrelid::regclass, r.conname) FROM pg_constraint r
    WHERE r.connamespace = ANY(ours.spaces)
  UNION ALL
  SELECT format('%s %s', p.proname, md5(p.prosrc)) FROM pg_proc p
    WHERE p.pronamespace = ANY(ours.spaces)
) AS parts(part)"""
_OURS = (
    "(SELECT array_agg(oid) AS spaces FROM pg_namespace"
    " WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema') AS ours"
)
SHAPE = f"SELECT shape.* FROM {_OURS}, LATERAL ({_SHAPE}) AS shape"
TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 2"
OTHERS = (
    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
RESTART = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
    " FROM pg_sequences WHERE last_value IS NOT NULL"
)
LARGE = 500_000  # bytes; deleted rows stay in a table's file, and every later scan reads them


@dataclass(frozen=True)
class Untouched:
    """What a migrated database holds before any test: its shape, its first rows and numbers."""

    shape: str
    rows: dict[str, bytes]
    numbers: dict[str, int]


def look_at(connection: psycopg.Connection) -> Untouched:
    """Note how a fresh database looks."""
    filled = {table: _copied(connection, table) for table in _filled(connection)}
    numbers: dict[str, int] = dict(connection.execute(SEQUENCES).fetchall())
    return Untouched(_shape(connection), filled, numbers)


def emptied(connection: psycopg.Connection, before: Untouched) -> bool:
    """Bring a used database back to what it was; False when its tables themselves changed."""
    connection.execute(OTHERS)
    if _shape(connection) != before.shape:
        return False
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in _filled(connection):
            connection.execute(_emptying(connection, table))
        for table, rows in before.rows.items():
            with connection.cursor().copy(_sql("COPY {} FROM STDIN", table)) as copy:
                copy.write(rows)
        connection.execute(RESTART)
        for sequence, last in before.numbers.items():
            connection.execute("SELECT setval(%s::regclass, %s)", [sequence, last])
    return True


def _shape(connection: psycopg.Connection) -> str:
    row = connection.execute(SHAPE.encode()).fetchone()
    assert row is not None
    return str(row[0])


def _filled(connection: psycopg.Connection) -> list[str]:
    tables = [name for _, name in connection.execute(TABLES)]
    each = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name))
        for name in tables
    ]
    return [name for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(each))]


def _emptying(connection: psycopg.Connection, table: str) -> sql.Composed:
    size = connection.execute("SELECT pg_relation_size(%s::regclass)", [f'"{table}"']).fetchone()
    assert size is not None
    return _sql("TRUNCATE {} CASCADE" if size[0] > LARGE else "DELETE FROM {}", table)


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(_sql("COPY {} TO STDOUT", table)) as copy:
        return b"".join(bytes(part) for part in copy)


def _sql(template: str, table: str) -> sql.Composed:
    return sql.SQL(template).format(sql.Identifier(table))
