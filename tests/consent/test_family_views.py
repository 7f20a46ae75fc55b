"""The photo questions on an adult's own page."""

import re

from sqlalchemy import select

from parentcomms.consent.models import Answer
from parentcomms.consent.rules import AnswerKind, Decision, Standing
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Pupil
from parentcomms.people.rules import ParentalResponsibility
from tests import make
from tests.consent.family_page import PHOTOS, field_of, standing


def test_nothing_is_chosen_beforehand(family, browser_of) -> None:
    html = browser_of(family["mother"]).get(PHOTOS).get_data(as_text=True)
    assert len(set(re.findall(r'<input[^>]*type="radio"[^>]*name="([^"]+)"', html))) == 14
    assert not re.search(r"<input[^>]* checked", html)


def test_two_children_take_at_most_sixteen_taps(app, family, browser_of) -> None:
    browser = browser_of(family["mother"])
    html = browser.get(PHOTOS).get_data(as_text=True)
    questions = set(re.findall(r'<input[^>]*type="radio"[^>]*name="([^"]+)"', html))
    response = browser.submit(PHOTOS, dict.fromkeys(questions, "yes"))
    assert response.status_code == 303
    assert len(questions) + 1 <= 16
    for use in ("website", "class_app", "name_outside"):
        assert standing(app, family["ada"], use) is Standing.YES


def test_an_answer_is_for_one_child_and_one_use(app, family, browser_of) -> None:
    field = field_of(app, family["ada"], family["mother"], "website")
    browser_of(family["mother"]).submit(PHOTOS, {field: "yes"})
    assert standing(app, family["ada"], "website") is Standing.YES
    assert standing(app, family["ben"], "website") is Standing.NOT_ANSWERED
    assert standing(app, family["ada"], "social_media") is Standing.NOT_ANSWERED


def test_withdrawing_is_one_tap_on_the_same_page(app, family, browser_of) -> None:
    field = field_of(app, family["ada"], family["mother"], "website")
    browser = browser_of(family["mother"])
    browser.submit(PHOTOS, {field: "yes"})
    browser.submit(PHOTOS, {field: "no"})
    assert standing(app, family["ada"], "website") is Standing.NO
    with app.app_context():
        kinds = db.session.scalars(select(Answer.kind).order_by(Answer.id)).all()
    assert kinds == [AnswerKind.GIVEN, AnswerKind.WITHDRAWN]


def test_saving_again_unchanged_records_nothing_new(app, family, browser_of) -> None:
    field = field_of(app, family["ada"], family["mother"], "website")
    browser = browser_of(family["mother"])
    browser.submit(PHOTOS, {field: "no"})
    browser.submit(PHOTOS, {field: "no"})
    with app.app_context():
        assert db.session.scalars(select(Answer.decision)).all() == [Decision.NO]


def test_no_to_everything_is_one_tap_for_the_family_or_one_child(app, family, browser_of) -> None:
    browser = browser_of(family["mother"])
    child = field_of(app, family["ada"], family["mother"], "x").removeprefix("x-")
    browser.submit(PHOTOS, {"no_to_all": child})
    assert standing(app, family["ada"], "class_app") is Standing.NO
    assert standing(app, family["ben"], "class_app") is Standing.NOT_ANSWERED
    browser.submit(PHOTOS, {"no_to_all": "family"})
    assert standing(app, family["ben"], "class_app") is Standing.NO


def test_there_is_no_such_tap_for_yes(family, browser_of, app) -> None:
    browser_of(family["mother"]).submit(PHOTOS, {"yes_to_all": "family"})
    with app.app_context():
        assert db.session.scalars(select(Answer)).all() == []


def test_another_familys_child_cannot_be_answered_for(app, family, browser_of) -> None:
    with app.app_context():
        other = make.pupil("Cem")
        theirs = make.parent(of=other)
        db.session.commit()
        ids = other.id, theirs.id
    field = field_of(app, *ids, "website")
    browser_of(family["mother"]).submit(PHOTOS, {field: "yes"})
    assert standing(app, ids[0], "website") is Standing.NOT_ANSWERED


def test_a_third_answer_that_is_not_offered_is_no_answer(app, family, browser_of) -> None:
    field = field_of(app, family["ada"], family["mother"], "class_photo")
    browser_of(family["mother"]).submit(PHOTOS, {field: "unrecognisable"})
    assert standing(app, family["ada"], "class_photo") is Standing.NOT_ANSWERED


def test_a_declaration_counts_for_a_mother_and_waits_for_anyone_else(
    app, browser_of, family
) -> None:
    with app.app_context():
        child = make.pupil("Dov")
        father = make.parent(of=child, kind="father", pr=ParentalResponsibility.UNKNOWN)
        step = make.parent(of=child, kind="step_parent", pr=ParentalResponsibility.UNKNOWN)
        db.session.commit()
        ids = child.id, step.id, father.id
    for person, expected in ((ids[1], Standing.NOT_ANSWERED), (ids[2], Standing.YES)):
        field = field_of(app, ids[0], person, "website")
        relation = field.removeprefix("website-")
        browser_of(person).submit(PHOTOS, {field: "yes", "responsible": relation})
        assert standing(app, ids[0], "website") is expected


def test_the_mail_says_that_answers_were_recorded_and_no_more(app, family, browser_of) -> None:
    field = field_of(app, family["ada"], family["mother"], "website")
    browser_of(family["mother"]).submit(PHOTOS, {field: "yes"})
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail)).one()
        assert "Ada" not in str(mail.values) + mail.content.subject + mail.content.body


def test_the_receipt_shows_the_exact_words_and_the_answer(family, browser_of, app) -> None:
    field = field_of(app, family["ada"], family["mother"], "website")
    browser = browser_of(family["mother"])
    page = browser.submit(PHOTOS, {field: "unrecognisable"}, follow_redirects=True)
    html = page.get_data(as_text=True)
    with app.app_context():
        wording = db.session.scalars(select(Answer)).one().wording
        assert wording is not None
        assert wording.question in html
    assert "Only if nobody could recognise my child" in html


def test_the_page_is_polish_from_end_to_end(family, browser_of, app) -> None:
    browser = browser_of(family["mother"])
    html = browser.get(f"{PHOTOS}?lang=pl").get_data(as_text=True)
    assert '<html lang="pl"' in html
    assert "Save my answers" not in html
    field = field_of(app, family["ada"], family["mother"], "website")
    browser.submit(PHOTOS, {field: "yes"})
    with app.app_context():
        wording = db.session.scalars(select(Answer)).one().wording
        assert wording is not None
        assert wording.language == "pl"


def test_a_pupil_who_left_is_not_on_the_page(app, family, browser_of) -> None:
    from datetime import timedelta

    from parentcomms.clock import today
    from parentcomms.people.models import Enrolment

    with app.app_context():
        left = db.session.scalars(select(Enrolment).filter_by(pupil_id=family["ben"])).one()
        left.ends_on = today() - timedelta(days=1)
        db.session.commit()
        assert db.session.get(Pupil, family["ben"]) is not None
    html = browser_of(family["mother"]).get("/family").get_data(as_text=True)
    assert "Ada" in html
    assert "Ben" not in html


def test_what_the_school_does_anyway_takes_an_objection_and_gives_it_back(
    app, family, browser_of
) -> None:
    browser = browser_of(family["mother"])
    child = field_of(app, family["ada"], family["mother"], "x").removeprefix("x-")
    html = browser.get(PHOTOS).text
    assert "What we do anyway for teaching" in html
    assert "I object for" in html
    assert "/concern" not in html[html.index("What we do anyway") : html.index("</main>")]
    for pressed, expected in (("objection", Standing.NO), ("taken_back", Standing.NO_OBJECTION)):
        browser.submit(PHOTOS, {pressed: f"teaching {child}"}, to=f"{PHOTOS}/objection")
        assert standing(app, family["ada"], "teaching") is expected
        assert standing(app, family["ben"], "teaching") is Standing.NO_OBJECTION
    assert "Sprzeciwiam się" in browser.get(f"{PHOTOS}?lang=pl").text
