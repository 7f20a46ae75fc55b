"""Copying, earlier answers, clearing, and who sees what, on the photo page."""

import re

from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.clock import now
from parentcomms.consent.models import Answer
from parentcomms.consent.rules import Standing, UseKey
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Hold, Person, Pupil, Relationship
from tests import make
from tests.consent.family_page import PHOTOS, field_of, fields_of, standing
from tests.staff_pages import signed_in

SAME = f"{PHOTOS}/same"


def test_copying_the_first_childs_answers_takes_nine_taps_and_one_names_the_child(
    app, family, browser_of
) -> None:
    browser = browser_of(family["mother"])
    ben = field_of(app, family["ben"], family["mother"], "x").removeprefix("x-")
    radios = dict.fromkeys(fields_of(app, family["ada"], family["mother"]), "yes")
    saved = browser.submit(PHOTOS, radios | {"same_for": ben})
    assert saved.location == f"{SAME}/{ben}"
    assert standing(app, family["ada"], "website") is Standing.YES
    page = browser.get(saved.location).text
    assert standing(app, family["ben"], "website") is Standing.NOT_ANSWERED
    assert "Save these answers for Ben" in page
    shown = dict(re.findall(r'name="([a-z_]+-[^"]+)" value="(yes|no|unrecognisable)"', page))
    browser.submit(saved.location, shown)
    assert standing(app, family["ben"], "website") is Standing.YES
    assert len(radios) + len(["save, then the same", "save for Ben"]) == 9


def test_copying_leaves_what_was_said_of_the_other_child(app, family, browser_of) -> None:
    browser = browser_of(family["mother"])
    ada = fields_of(app, family["ada"], family["mother"])
    bens_website = field_of(app, family["ben"], family["mother"], "website")
    browser.submit(PHOTOS, dict.fromkeys(ada, "yes") | {bens_website: "no"})
    address = f"{SAME}/{bens_website.removeprefix('website-')}"
    assert bens_website not in browser.get(address).text
    browser.submit(address, {bens_website: "yes"})
    assert standing(app, family["ben"], "website") is Standing.NO


def test_nothing_is_copied_on_to_the_first_child_or_a_stranger(app, family, browser_of) -> None:
    browser = browser_of(family["mother"])
    ada = field_of(app, family["ada"], family["mother"], "website")
    browser.submit(PHOTOS, {field_of(app, family["ben"], family["mother"], "website"): "yes"})
    browser.submit(f"{SAME}/{ada.removeprefix('website-')}", {ada: "yes"})
    assert standing(app, family["ada"], "website") is Standing.NOT_ANSWERED
    assert browser.get(f"{SAME}/nobody").status_code == 404


def test_what_was_answered_before_stands_beside_the_question_with_its_day(
    app, family, browser_of
) -> None:
    with app.app_context():
        ada, mother = db.session.get(Pupil, family["ada"]), db.session.get(Person, family["mother"])
        father = make.parent(of=ada, forename="Hal", kind="father")
        make.answer(ada, mother, "website", "unrecognisable")
        make.answer(ada, father, "social_media", "no")
        db.session.commit()
    html = browser_of(family["mother"]).get(PHOTOS).text
    assert len(re.findall(r"On \d+ \w+ \d{4} you said: Only if nobody", html)) == 1
    assert "you said: No" not in html


def test_clearing_every_choice_saves_and_reads_as_it_was(app, family, browser_of) -> None:
    """No field posted at all: nothing replaces a set, and the page says that nothing changed."""
    browser = browser_of(family["mother"])
    fields = fields_of(app, family["ada"], family["mother"])
    browser.submit(PHOTOS, dict.fromkeys(fields, "yes"))
    page = browser.submit(PHOTOS, {}, follow_redirects=True).text
    assert "your answers are as they were" in page
    again = browser.get(PHOTOS).text
    assert again.count(" checked>") == 7
    browser.submit(PHOTOS, {fields[0]: "no"})
    assert [standing(app, family["ada"], use.value).value for use in UseKey] == [
        "no", *["yes"] * 6
    ]  # fmt: skip


def test_an_adult_on_hold_for_one_child_is_shown_nothing_of_that_child(
    app, family, browser_of
) -> None:
    browser = browser_of(family["mother"])
    browser.submit(PHOTOS, {"no_to_all": "family"})
    with app.app_context():
        row = db.session.scalars(select(Relationship).filter_by(pupil_id=family["ada"])).one()
        db.session.add(
            Hold(relationship_id=row.id, kind="school", placed_by="system", placed_at=now())
        )
        db.session.commit()
    for page in (PHOTOS, f"{PHOTOS}/recorded"):
        assert "Ada" not in browser.get(page).text
    assert "Ben" in browser.get(PHOTOS).text


def test_a_teacher_who_is_a_parent_answers_as_a_parent(app, family, browser_of) -> None:
    """Both cookies in one browser: the family page is answered by the person, not the teacher."""
    browser = browser_of(family["mother"])
    teacher = signed_in(app, Role.TEACHER).get_cookie("staff")
    browser.set_cookie("staff", teacher.value)
    browser.submit(PHOTOS, {"no_to_all": "family"})
    with app.app_context():
        assert set(db.session.scalars(select(Answer.recorded_by))) == {f"person:{family['mother']}"}


def test_somebody_written_to_only_by_post_gets_no_mail_even_of_their_own_answers(
    app, browser_of
) -> None:
    with app.app_context():
        make.questions()
        father = make.parent(of=make.pupil("Dov"), kind="father", decision="post_only")
        db.session.commit()
        person_id = father.id
    browser_of(person_id).submit(PHOTOS, {"no_to_all": "family"})
    with app.app_context():
        assert db.session.scalars(select(OutgoingMail)).all() == []
