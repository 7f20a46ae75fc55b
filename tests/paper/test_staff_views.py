"""The pages of the office: code, boxes, scans; and who may open a scan."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.paper.models import ScannedForm
from tests.paper.conftest import Inside, hand_out, printed
from tests.staff_pages import signed_in

PAPER, SCANS = "/staff/paper", "/staff/paper/scans"


@pytest.fixture
def ada(inside: Inside) -> str:
    """The code of Ada's sheet."""
    with inside() as desk:
        return hand_out(desk, "Ada")["Ada"]


@pytest.fixture
def office(app: Flask, ada: str) -> FlaskClient:
    return signed_in(app, Role.OFFICE)


def _enter(office: FlaskClient, code: str, **ticks: str) -> str:
    data = {f"row-{key}": value for key, value in ticks.items()}
    page = office.submit(f"{PAPER}/forms/{code}", data, follow_redirects=True)
    return " ".join(page.text.split())


def test_a_form_is_entered_and_the_next_one_can_begin(office: FlaskClient, ada: str) -> None:
    opened = office.get(f"{PAPER}?code={ada.lower()}")
    assert opened.location.endswith(f"{PAPER}/forms/{ada}")
    page = _enter(office, ada, website="yes", social_media="not_clear", class_app="")
    assert "1 answer of Grace OfAda about Ada Obi was recorded" in page
    assert "still not answered: School social media" in page
    assert "autofocus" in page.split('id="code"')[1].split(">")[0]


def test_a_code_entered_already_says_when_and_by_whom(office: FlaskClient, ada: str) -> None:
    _enter(office, ada, website="no")
    page = " ".join(office.get(f"{PAPER}?code={ada}").text.split())
    assert re.search(r"This form was already recorded on .* by Sam Staff", page)
    assert office.get(f"{PAPER}/forms/{ada}").status_code == 303


def test_an_empty_form_records_nothing_and_says_so(
    app: Flask, office: FlaskClient, ada: str
) -> None:
    assert "Nothing is ticked here" in _enter(office, ada)
    with app.app_context():
        assert db.session.query(Answer).count() == 0


def test_each_wrong_code_has_its_own_sentence(office: FlaskClient) -> None:
    assert "That is not the code of a form" in office.get(f"{PAPER}?code=12").text
    assert "No form of this school has that code" in office.get(f"{PAPER}?code=7K3M9-Q0VXA").text
    assert office.get(f"{PAPER}/forms/7K3M9Q0VXA").status_code == 404


def test_what_was_said_before_is_not_on_the_page(office: FlaskClient, ada: str) -> None:
    boxes = office.get(f"{PAPER}/forms/{ada}").text
    assert boxes.count(" checked") == 7
    assert all('value=""' in part.split(">")[0] for part in boxes.split('type="radio"')[1:]
               if " checked" in part.split(">")[0])  # fmt: skip


def _drop(app: Flask, office: FlaskClient, tmp_path: Path) -> str:
    with app.app_context():
        content = printed(tmp_path / "forms.pdf").read_bytes()
    data = {"files": (io.BytesIO(content), "forms.pdf")}
    page = office.submit(SCANS, data, content_type="multipart/form-data", follow_redirects=True)
    return " ".join(page.text.split())


def test_a_dropped_file_is_attached_and_its_child_shows_it(
    app: Flask, office: FlaskClient, ada: str, tmp_path: Path
) -> None:
    assert "1 page was read. With a form of ours: 1" in _drop(app, office, tmp_path)
    assert "forms.pdf was dropped in before" in _drop(app, office, tmp_path)
    with app.app_context():
        scan = db.session.query(ScannedForm).one()
        assert scan.relationship_ is not None
        child = f"/staff/children/{scan.relationship_.pupil.reference}"
        opening = f"{SCANS}/{scan.reference}/open"
    assert "A scan of the form is there" in office.get(child).text
    download = office.submit(child, to=opening)
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.data.startswith(b"\xff\xd8")
    with app.app_context():
        acts = [event.act for event in db.session.query(AuditEvent)]
        assert acts.count("scan-opened") == 1


def test_a_scan_is_for_those_who_record_or_read_answers(
    app: Flask, office: FlaskClient, tmp_path: Path
) -> None:
    _drop(app, office, tmp_path)
    with app.app_context():
        opening = f"{SCANS}/{db.session.query(ScannedForm).one().reference}/open"
    codes = {
        role: signed_in(app, role).submit("/staff/my-sign-ins", to=opening).status_code
        for role in (Role.OFFICE, Role.HEAD, Role.DEPUTY_DSL, Role.TEACHER)
    }
    assert codes == {Role.OFFICE: 200, Role.HEAD: 200, Role.DEPUTY_DSL: 404, Role.TEACHER: 403}


def test_a_code_typed_for_a_page_is_checked(app: Flask, office: FlaskClient, ada: str) -> None:
    out = io.BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PNG")
    data = {"files": (io.BytesIO(out.getvalue()), "blank.png")}
    office.submit(SCANS, data, content_type="multipart/form-data")
    with app.app_context():
        attach = f"{SCANS}/{db.session.query(ScannedForm).one().reference}/attach"
    assert "No form of this school" in office.submit(SCANS, {"code": "nonsense"}, to=attach).text
    page = office.submit(SCANS, {"code": ada}, to=attach, follow_redirects=True)
    assert "The page was put with its form" in page.text
