"""Those who run the school see how old the last good backup is: home page, own page, doctor."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.backups.actions import record_backup
from parentcomms.backups.staff_words import age_of_backup
from parentcomms.database import db
from tests.command import flask
from tests.staff_pages import signed_in

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (None, "No good backup has been made yet."),
        (timedelta(minutes=5), "The last good backup is 0 hours old."),
        (timedelta(hours=7), "The last good backup is 7 hours old."),
        (timedelta(days=3), "The last good backup is 3 days old."),
    ],
)
def test_the_age_in_words(app: Flask, age: timedelta | None, words: str) -> None:
    with app.test_request_context():
        assert age_of_backup(None if age is None else NOW - age, NOW) == words


def test_home_page_own_page_and_doctor_say_so(app: Flask) -> None:
    with app.app_context():
        office = signed_in(app, Role.OFFICE)
        teacher = signed_in(app, Role.TEACHER, name="Tess Teacher")
        home, page = office.get("/staff").text, office.get("/staff/backups").text
        for said in (home, page, flask(app, "doctor").stdout):
            assert "No good backup has been made yet." in said
        assert "backup" not in teacher.get("/staff").text
        record_backup()
        db.session.commit()
        assert "The last good backup is 0 hours old." in office.get("/staff/backups").text
        assert "backup" not in flask(app, "doctor").stdout
