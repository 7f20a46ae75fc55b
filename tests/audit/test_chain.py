"""The chain shows when anything in it, or behind it, was changed."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from parentcomms.audit.actions import note, record
from parentcomms.audit.models import RemovalStub
from parentcomms.audit.verifying import breaks
from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.school.actions import decide


@pytest.fixture
def three_events(session: object) -> None:
    decide(name="Elm Park")
    decide(phone="01632 960000")
    note("opened", "answer", row_id=1)
    db.session.commit()


def _tamper(settings: Settings, statement: str) -> None:
    """What a thief with the file could do: no guards, no pragma."""
    path = Path(settings.instance, "school.sqlite")
    with sqlite3.connect(path) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)


@pytest.mark.usefixtures("three_events")
def test_an_untouched_chain_holds() -> None:
    assert list(breaks()) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE audit_event SET actor = 'staff:9' WHERE id = 2", "was changed after"),
        ("DELETE FROM audit_event WHERE id = 2", "does not follow"),
        ("UPDATE school_setting SET value = '\"Other\"' WHERE id = 1", "was changed"),
        ("DELETE FROM school_setting WHERE id = 1", "gone without a removal stub"),
    ],
)
@pytest.mark.usefixtures("three_events")
def test_a_change_behind_our_back_shows(
    request: pytest.FixtureRequest, settings: Settings, statement: str, problem: str
) -> None:
    if request.config.getoption("--database") == "postgresql":
        db.session.execute(text("SET session_replication_role = replica"))
        db.session.execute(text(statement))
    else:
        db.session.remove()
        _tamper(settings, statement)
    assert any(problem in each.problem for each in breaks())


@pytest.mark.usefixtures("three_events")
def test_what_retention_removed_properly_is_no_break() -> None:
    stub = RemovalStub(table_name="school_setting", row_id=1, rule="retention", removed_at=now())
    db.session.add(stub)
    record("removed", stub)
    db.session.execute(text("DELETE FROM school_setting WHERE id = 1"))
    assert list(breaks()) == []


@pytest.mark.usefixtures("session")
def test_no_name_text_or_answer_is_in_an_event() -> None:
    decide(name="A very particular name")
    row = db.session.execute(text("SELECT * FROM audit_event")).mappings().one()
    assert "particular" not in " ".join(str(value) for value in row.values())
