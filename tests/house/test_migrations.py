"""Migrations and models agree; guards outlive a batch migration; no row is lost on the way."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from parentcomms import guards, schema
from parentcomms.backups.making import let_old_copies_go
from parentcomms.clock import now
from parentcomms.config import BadSettings, Settings
from parentcomms.database import Base, db
from parentcomms.people.models import Person
from parentcomms.web import create_app
from tests import make

BATCH = '''"""rebuild a table that evidence hangs on"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("pupil", "relationship", "photo_use", "answer"):
        with op.batch_alter_table(table, recreate=recreate) as batch:
            batch.add_column(sa.Column("added_later", sa.String()))


def downgrade():
    pass
'''


@pytest.fixture
def batch_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further migration that rebuilds tables with answers hanging on them."""
    folder = tmp_path / "versions"
    folder.mkdir()
    versions = schema.DIRECTORY / "versions"
    for path in versions.glob("*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "9999_rebuild.py").write_text(BATCH.format(head=schema.newest_revision()))
    whole = tmp_path / "migrations"
    whole.mkdir()
    for name in ("env.py", "alembic.ini", "script.py.mako"):
        (whole / name).write_text((schema.DIRECTORY / name).read_text(encoding="utf-8"))
    folder.rename(whole / "versions")
    monkeypatch.setattr(schema.migrate, "directory", str(whole))


def _fill() -> None:
    make.questions()
    child = make.pupil()
    make.answer(child, make.parent(of=child), "website", "yes")
    db.session.commit()


def _counts() -> dict[str, int]:
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()  # gives the write lock back
    return found


def test_migrations_and_models_agree(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_evidence_table_is_guarded(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert guards.missing_guards(connection) == []
        assert set(guards.guards_present(connection).values()) == set(guards.EVIDENCE)


def test_guards_and_rows_outlive_a_batch_migration(app: Flask, batch_migration: None) -> None:
    with app.app_context():
        _fill()
        before = _counts()
        db.session.remove()
        app.extensions["migrate"].directory = schema.migrate.directory
        upgrade(directory=schema.migrate.directory)
        columns = {column["name"] for column in inspect(db.engine).get_columns("answer")}
        assert "added_later" in columns
        assert _counts() == before
        with db.engine.connect() as connection:
            assert guards.missing_guards(connection) == []
        with pytest.raises(DBAPIError, match="evidence"):
            db.session.execute(text("UPDATE answer SET decision = 'no'"))


def test_every_migration_can_be_undone_and_done_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == set()
        upgrade()
        with db.engine.connect() as connection:
            assert guards.missing_guards(connection) == []


def test_an_app_without_its_guards_does_not_start(app: Flask, settings: Settings) -> None:
    with app.app_context(), db.engine.begin() as connection:
        guards.take_guards_down(connection)
    with pytest.raises(BadSettings, match="guards"):
        create_app(settings)


def test_a_database_of_another_version_is_refused(app: Flask, settings: Settings) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(BadSettings, match="another version"):
        create_app(settings)


@pytest.mark.parametrize("table", guards.EVIDENCE)
def test_evidence_is_not_replaced_by_insert_or_replace(
    request: pytest.FixtureRequest, app: Flask, settings: Settings, table: str
) -> None:
    """SQLite only: REPLACE walks past UPDATE triggers, and DELETE triggers by default."""
    if request.config.getoption("--database") == "postgresql":
        return
    with sqlite3.connect(Path(settings.instance, "school.sqlite")) as raw:
        names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[3] or row[5]]
        raw.execute("PRAGMA foreign_keys=OFF")
        values = ", ".join("1" for _ in names)
        insert = f"INTO {table} ({', '.join(names)}) VALUES ({values})"
        raw.execute(f"INSERT {insert}")
        with pytest.raises(sqlite3.IntegrityError, match="evidence"):
            raw.execute(f"INSERT OR REPLACE {insert}")


@pytest.mark.parametrize("table", guards.EVIDENCE)
def test_evidence_is_not_truncated(request: pytest.FixtureRequest, app: Flask, table: str) -> None:
    if request.config.getoption("--database") != "postgresql":
        return
    with app.app_context(), pytest.raises(DBAPIError, match="evidence"):
        db.session.execute(text(f"TRUNCATE {table} CASCADE"))


def test_no_foreign_key_that_touches_evidence_cascades() -> None:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.ondelete in {None, "RESTRICT", "NO ACTION"}, f"{table.name}.{key.column}"


def test_a_live_database_is_copied_whole_before_an_upgrade(
    request: pytest.FixtureRequest, app: Flask, batch_migration: None
) -> None:
    if request.config.getoption("--database") == "postgresql":
        return
    with app.app_context():
        make.person("Ana")
        db.session.commit()
        db.session.remove()
        app.extensions["migrate"].directory = schema.migrate.directory
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "DIRECTORY", Path(schema.migrate.directory))
            copy = schema.upgrade_live()
        assert copy is not None
        with sqlite3.connect(copy) as raw:
            assert raw.execute("SELECT count(*) FROM person").fetchone() == (1,)
        assert db.session.scalar(select(func.count()).select_from(Person)) == 1
        _copies_go_with_the_backups_of_their_time(copy, app.config["SETTINGS"])


def _copies_go_with_the_backups_of_their_time(copy: Path, settings: Settings) -> None:
    """A copy in the clear must not outlive what retention removes."""
    for days, gone in ((34, 0), (36, 1)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            assert let_old_copies_go(settings) == gone
        assert copy.exists() is not bool(gone)
