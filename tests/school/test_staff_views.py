"""The school says what it decides; only what was changed is recorded."""

import io

import pytest
from flask import Flask
from PIL import Image

from parentcomms.access import Role
from parentcomms.database import db
from parentcomms.filters import text_on
from parentcomms.school.models import InsetDay, SchoolSetting, SchoolTerm
from parentcomms.school.queries import school
from tests.staff_pages import signed_in

DETAILS = {
    "name": "Elm Park Primary School",
    "school_type": "academy",
    "address": "1 Elm Road\r\nElmford",
    "phone": "01632 960123",
    "email": "office@example.org",
    "website": "elmpark.example.org",
    "head_name": "Hana Head",
}
PARTS = "/staff/school/parts"


def _settings(app: Flask) -> dict[str, object]:
    with app.app_context():
        return {row.key: row.value for row in db.session.query(SchoolSetting)}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.ADMINISTRATOR])
def test_details_are_saved_and_shown(app: Flask, role: Role) -> None:
    client = signed_in(app, role)
    assert client.submit(f"{PARTS}/details", DETAILS).status_code == 303
    assert "Elm Park Primary School" in client.get("/staff/school").text
    with app.app_context():
        assert school().school_type == "academy"


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DSL, Role.CHAIR])
def test_others_do_not_decide_for_the_school(app: Flask, role: Role) -> None:
    client = signed_in(app, role)
    assert client.get(f"{PARTS}/details").status_code == 403
    assert client.get("/staff/school").status_code == 403


def test_only_what_was_changed_is_recorded(app: Flask) -> None:
    client = signed_in(app, Role.OFFICE)
    client.submit(f"{PARTS}/details", DETAILS)
    client.submit(f"{PARTS}/details", DETAILS | {"head_name": "Nia New"})
    with app.app_context():
        rows = db.session.query(SchoolSetting)
        assert rows.filter_by(key="head_name").count() == 2
        assert rows.filter_by(key="name").count() == 1


@pytest.mark.parametrize("number", ["", "-", "none yet"])
def test_a_dash_is_no_telephone_number(app: Flask, number: str) -> None:
    typed = {
        "local_authority": "Elmshire",
        "social_care_phone": "01632 960101",
        "social_care_out_of_hours_phone": number,
        "lado_phone": "01632 960103",
    }
    page = signed_in(app, Role.HEAD).submit(f"{PARTS}/safeguarding", typed)
    assert "There is a problem" in page.text
    assert "lado_phone" not in _settings(app)


@pytest.mark.parametrize("colour", ["red", "#12345", "#1d4f91;}", "expression(1)"])
def test_nothing_but_a_colour_is_a_colour(app: Flask, colour: str) -> None:
    page = signed_in(app, Role.HEAD).submit(f"{PARTS}/look", {"colour": colour})
    assert "There is a problem" in page.text
    assert "colour" not in _settings(app)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_on_any_colour_a_school_may_choose_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, on every colour in steps of 17."""
    steps = range(0, 256, 17)
    for colour in (f"#{r:02x}{g:02x}{b:02x}" for r in steps for g in steps for b in steps):
        light, dark = sorted((_luminance(colour), _luminance(text_on(colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_how_answers_are_counted_is_a_decision_of_the_school(app: Flask) -> None:
    typed = {"everyone_must_answer": "yes", "answers_expire_yearly": "no"}
    signed_in(app, Role.HEAD).submit(f"{PARTS}/answers", typed)
    assert _settings(app) == {"everyone_must_answer": True}


def test_terms_and_inset_days_are_added_and_taken_out(app: Flask) -> None:
    client = signed_in(app, Role.OFFICE)
    page = "/staff/school/terms"
    autumn = {
        "term-name": "Autumn", "term-starts_on-day": "3", "term-starts_on-month": "9",
        "term-starts_on-year": "2026", "term-ends_on-day": "23", "term-ends_on-month": "10",
        "term-ends_on-year": "2026",
    }  # fmt: skip
    html = client.get(page).text
    hidden = dict(_hidden_of(html, "term-"))
    assert client.post(page, data=hidden | autumn).status_code == 303
    assert "Autumn" in client.get(page).text
    inset = {"inset-day-day": "2", "inset-day-month": "9", "inset-day-year": "2026"}
    client.post(page, data=dict(_hidden_of(client.get(page).text, "inset-")) | inset)
    with app.app_context():
        term, day = db.session.query(SchoolTerm).one(), db.session.query(InsetDay).one()
        numbers = (term.id, day.id)
    client.submit(page, to=f"/staff/school/terms/{numbers[0]}/remove")
    client.submit(page, to=f"/staff/school/inset-days/{numbers[1]}/remove")
    with app.app_context():
        assert db.session.query(SchoolTerm).count() == 0
        assert db.session.query(InsetDay).count() == 0


def _hidden_of(html: str, prefix: str) -> list[tuple[str, str]]:
    found = []
    for tag in html.split("<input")[1:]:
        if f'name="{prefix}' in tag and 'type="hidden"' in tag:
            found.append(
                (tag.split('name="')[1].split('"')[0], tag.split('value="')[1].split('"')[0])
            )
    return found


def _picture(size: tuple[int, int] = (2000, 1000)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "#00703c").save(out, "JPEG")
    return io.BytesIO(out.getvalue())


def test_a_crest_is_drawn_small_and_served_to_anybody(app: Flask) -> None:
    client = signed_in(app, Role.OFFICE)
    assert client.get("/crest").status_code == 404
    sent = client.submit("/staff/school/crest", {"picture": (_picture(), "crest.jpg")})
    assert sent.status_code == 303
    served = app.test_client().get("/crest")
    assert served.mimetype == "image/png"
    with Image.open(io.BytesIO(served.data)) as picture:
        assert picture.size == (120, 60)
    assert "/crest" in client.get("/staff").text


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a broken"])
def test_what_is_no_picture_is_no_crest(app: Flask, content: bytes) -> None:
    client = signed_in(app, Role.OFFICE)
    page = client.submit("/staff/school/crest", {"picture": (io.BytesIO(content), "crest.png")})
    assert "There is a problem" in page.text
    assert "crest" not in _settings(app)


def test_a_part_nobody_knows_is_not_there(app: Flask) -> None:
    assert signed_in(app, Role.HEAD).get(f"{PARTS}/secrets").status_code == 404
