"""How transactions begin, and what the database itself refuses."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from parentcomms import access
from parentcomms.audit.actions import note
from parentcomms.audit.models import AuditEvent
from parentcomms.database import db, reading
from parentcomms.people.models import SchoolClass
from parentcomms.school.actions import decide
from parentcomms.school.models import SchoolSetting
from parentcomms.school.queries import school


def _page_that_writes(app: Flask) -> None:
    @access.public
    def write() -> str:
        db.session.add(SchoolClass(name="Oak"))
        db.session.commit()
        return "written"

    app.add_url_rule("/write", view_func=write, methods=["GET", "POST"], endpoint="write")


def test_a_get_that_writes_is_refused_by_the_database(own_app: Flask) -> None:
    app = own_app
    _page_that_writes(app)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get("/write").status_code == 500
    with app.app_context():
        assert db.session.scalar(select(SchoolClass.name)) is None


def test_a_post_may_write(own_app: Flask) -> None:
    app = own_app
    app.config["WTF_CSRF_ENABLED"] = False
    _page_that_writes(app)
    assert app.test_client().post("/write").data == b"written"
    with app.app_context():
        assert db.session.scalar(select(SchoolClass.name)) == "Oak"


def test_a_reading_command_cannot_write(session: object) -> None:
    with reading(), pytest.raises(DBAPIError, match=r"readonly|read-only"):
        db.session.add(SchoolClass(name="Oak"))
        db.session.flush()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE school_setting SET value = '\"Another\"'", "DELETE FROM school_setting"],
)
def test_evidence_is_neither_changed_nor_removed(session: object, statement: str) -> None:
    decide(name="Elm Park")
    db.session.commit()
    with pytest.raises(DBAPIError, match="evidence"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert school().name == "Elm Park"


def test_evidence_goes_once_its_removal_stub_is_written(session: object) -> None:
    decide(name="Elm Park")
    row = db.session.scalar(select(SchoolSetting.id))
    db.session.execute(
        text(
            "INSERT INTO removal_stub (table_name, row_id, rule, removed_at) "
            "VALUES ('school_setting', :row, 'test', '2026-11-22 12:00:00')"
        ),
        {"row": row},
    )
    db.session.execute(text("DELETE FROM school_setting"))
    assert db.session.scalar(select(SchoolSetting.id)) is None


def test_the_audit_chain_has_one_event_after_another(session: object) -> None:
    decide(name="Elm Park", phone="01452 000000")
    note("opened", "answer", row_id=1)
    db.session.commit()
    events = list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
    assert [event.prev_hash for event in events[1:]] == [event.hash for event in events[:-1]]
