"""The pages of lists, as a teacher and as the office."""

from flask import Flask
from flask.testing import FlaskClient

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.lists.models import AnswersExport, PrintedList
from parentcomms.lists.printed import code_of
from parentcomms.people.models import Pupil, SchoolClass
from tests import make
from tests.staff_pages import signed_in


def _school() -> SchoolClass:
    make.questions()
    oak = make.school_class("Oak")
    ada = make.pupil("Ada", surname="Marigold", in_class=oak)
    make.answer(ada, make.parent(ada), "website", "yes")
    return oak


def _teacher_of_oak(app: Flask) -> tuple[FlaskClient, str]:
    client = signed_in(app, Role.TEACHER, name="Theo Martin")
    with app.app_context():
        oak = _school()
        make.in_charge(db.session.query(StaffMember).one(), oak)
        db.session.commit()
        return client, f"/staff/lists/classes/{oak.reference}"


def test_a_teacher_without_a_list_is_offered_the_check(app: Flask) -> None:
    client = signed_in(app, Role.TEACHER)
    with app.app_context():
        oak = _school()
        db.session.commit()
        address = f"/staff/lists/classes/{oak.reference}"
    html = client.get("/staff/lists").text
    assert "given to you" in html
    assert "/staff/check" in html
    assert client.get(address).status_code == 404


def test_a_teacher_prints_and_learns_later_that_the_sheet_is_unsafe(app: Flask) -> None:
    client, address = _teacher_of_oak(app)
    assert "Ada Marigold" in client.get(address).text
    done = client.submit(address, {"kind": "pdf"}, to=f"{address}/print")
    assert done.status_code == 303
    page = done.location
    assert "Still safe" in client.get(page).text
    paper = client.get(f"{page}/file")
    assert paper.data.startswith(b"%PDF")
    assert "Marigold" not in paper.headers["Content-Disposition"]
    with app.app_context():
        code = code_of(db.session.query(PrintedList).one())
        set_never(db.session.query(Pupil).one(), NeverScope.EVERYTHING, "a secret reason")
        db.session.commit()
    said = client.get("/staff/lists/code", query_string={"code": code.lower()}).text
    assert "No longer safe: print it again" in said
    assert "Ada Marigold" in said
    assert "secret" not in said
    assert "never" not in said.lower()
    assert client.get(f"{page}/file").status_code == 303  # an unsafe sheet is not made again
    gone = client.submit(page, to=f"{page}/thrown-away", follow_redirects=True)
    assert "hear no more" in gone.text
    assert "still have" not in gone.text


def test_a_code_tells_another_teacher_no_name(app: Flask) -> None:
    client, address = _teacher_of_oak(app)
    page = client.submit(address, {"kind": "pdf"}, to=f"{address}/print").location
    other = signed_in(app, Role.TEACHER, name="Una Other")
    with app.app_context():
        code = code_of(db.session.query(PrintedList).one())
        set_never(db.session.query(Pupil).one(), NeverScope.EVERYTHING, "a reason")
        db.session.commit()
    said = other.get("/staff/lists/code", query_string={"code": code}).text
    assert "No longer safe" in said
    assert "Marigold" not in said
    assert "Oak" not in said
    assert other.get(page).status_code == 404
    assert "No sheet of this school" in other.get("/staff/lists/code?code=12345").text


def test_the_office_exports_and_each_export_is_in_the_audit(app: Flask) -> None:
    client = signed_in(app, Role.OFFICE)
    with app.app_context():
        _school()
        db.session.commit()
    made = client.submit("/staff/answers-export", {"what": "all"})
    assert "Marigold" in client.get(f"{made.location}/csv").text
    assert client.get(f"{made.location}/pdf").status_code == 404
    assert "Nothing has changed" not in client.get(made.location).text
    with app.app_context():
        assert db.session.query(AnswersExport).count() == 1
        acts = [row[0] for row in db.session.execute(db.text("SELECT act FROM audit_event"))]
        assert "answers-exported" in acts
    assert "Marigold" not in client.get("/staff/lists/whole-school").text


def test_the_command_writes_a_file_and_refuses_another_kind(app: Flask, tmp_path) -> None:
    with app.app_context():
        _school()
        db.session.commit()
    run = app.test_cli_runner().invoke
    out = tmp_path / "answers.csv"
    assert ": 1" in run(args=["export-answers", "--out", str(out)]).output
    assert "Marigold" in out.read_text(encoding="utf-8-sig")
    assert ": 0" in run(args=["export-answers", "--changes", "--out", str(out)]).output
    assert run(args=["export-answers", "--out", str(tmp_path / "a.doc")]).exit_code == 1
