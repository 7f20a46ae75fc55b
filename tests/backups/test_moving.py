"""A school moves to PostgreSQL whole, or not at all."""

import fcntl
from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, func, null, select, text
from sqlalchemy.exc import DBAPIError

from parentcomms.audit.verifying import breaks
from parentcomms.backups import carrying, moving
from parentcomms.backups.databases import opened, tables
from parentcomms.backups.moving import NotMoved, move_to
from parentcomms.config import BadSettings, Settings
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.schema import refuse_unless_ready
from tests import make

pytestmark = pytest.mark.postgresql


@pytest.fixture
def target() -> Iterator[str]:
    from tests.postgresql import fresh_database

    with fresh_database(migrated=False) as url:
        yield url


def counted() -> dict[str, int]:
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables()
    }
    db.session.rollback()
    return found


def test_every_row_guard_and_link_of_the_chain_arrives(school: Settings, target: str) -> None:
    early, late = make.person("Early"), make.person("Late")
    early.merged_into_id = late.id  # refers to a row that comes after it
    db.session.commit()
    newest = late.id
    before = counted()
    assert move_to(target) == before
    with opened(target):
        assert counted() == before
        assert list(breaks()) == []
        empty = select(func.count()).where(Answer.evidence.is_(null()))
        assert db.session.scalar(empty) == 2
        fresh = make.person("Fresh")
        assert fresh.id > newest
        db.session.commit()
        with pytest.raises(DBAPIError, match="evidence"):
            db.session.execute(text("UPDATE answer SET decision = 'no'"))
        db.session.rollback()
        refuse_unless_ready()


def test_a_database_with_something_in_it_is_refused(school: Settings, target: str) -> None:
    move_to(target)
    with pytest.raises(NotMoved, match="something in that database"):
        move_to(target)


def test_a_move_that_breaks_off_leaves_nothing_usable_and_can_be_done_again(
    school: Settings, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted()
    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_set_sequences", _broken)
        with pytest.raises(NotMoved):
            move_to(target)
    with opened(target), pytest.raises(BadSettings, match="another version"):
        refuse_unless_ready()
    assert counted() == before
    assert list(breaks()) == []
    assert move_to(target) == before


def _broken(*_: object) -> None:
    raise carrying.NotCarried("The power went.")


def test_a_row_that_changes_on_the_way_is_noticed(
    school: Settings, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = carrying._insert

    def everybody_said_no(table):  # type: ignore[no-untyped-def]
        made = plain(table)
        if table.name == "answer":
            made = made.values(decision=func.coalesce("no", bindparam("as_it_was_decision")))
        return made

    monkeypatch.setattr(carrying, "_insert", everybody_said_no)
    with pytest.raises(NotMoved, match="rows of answer"):
        move_to(target)
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 2


def test_a_school_that_is_being_served_is_not_moved(school: Settings, target: str) -> None:
    with (school.instance / "running.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(NotMoved, match="being served"):
            move_to(target)


def test_only_postgresql_is_moved_to(school: Settings) -> None:
    with pytest.raises(NotMoved, match="postgresql"):
        move_to("sqlite:///elsewhere.sqlite")
    assert moving.MOVING_IN not in {"", "base", "head"}
