"""The check asked again when a post is recorded, and what is up again after it came down."""

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.clock import now, today
from parentcomms.database import db
from parentcomms.people.models import Pupil
from parentcomms.publications import actions, importing, queries
from parentcomms.publications.actions import Posted
from parentcomms.publications.again import taken_down_before
from parentcomms.publications.rules import Settled
from parentcomms.publications.takedown import to_take_down
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.post_rules import CheckNow, Stop
from parentcomms.publishing.release import Release, release_of
from parentcomms.publishing.rules import Verdict
from tests import make
from tests.publications.posting import checked, place
from tests.staff_pages import signed_in

pytestmark = pytest.mark.usefixtures("session")
SAID = Posted(what="Assembly", address="https://example.org/1", on=today())


@pytest.fixture
def child(session: object) -> Pupil:
    make.questions()
    return make.pupil("Ada", surname="Lovelace", in_class=make.school_class("Oak"))


def _released(*stops: Stop, says: Verdict = Verdict.POST) -> Release:
    return Release(stops=stops, check=CheckNow(said=Verdict.POST, says=says))


def test_a_morning_check_covers_no_afternoon_post_once_an_answer_has_changed(child: Pupil) -> None:
    mother = make.parent(of=child)
    make.answer(child, mother, "class_photo", "yes")
    row = checked(child, use_key="class_photo")
    make.answer(child, mother, "class_photo", "no")
    added = actions.record_posted(row, SAID, release=release_of(row, staff="tess"))
    assert queries.incident_of(added) is not None


def test_a_late_check_is_asked_again_when_it_is_added_and_not_believed(child: Pupil) -> None:
    mother = make.parent(of=child)
    make.answer(child, mother, "website", "yes")
    row = checked(child)
    make.answer(child, mother, "website", "no")
    added = actions.record_unchecked(place(), SAID)
    actions.record_late_check(added, row)
    assert queries.incident_of(added) is not None


def test_a_second_wrong_check_is_another_incident_once_the_first_is_closed(child: Pupil) -> None:
    added = actions.record_unchecked(place(), SAID)
    actions.record_late_check(added, checked(child))
    first = queries.incident_of(added)
    assert first is not None
    actions.settle(added, Settled.MAY_STAY, on=today(), reason="The head looked")
    actions.tell_dpo(first, now())
    actions.close_incident(first, "Done", still_up=any(each.whole for each in to_take_down()))
    actions.record_late_check(added, checked(child, name_shown=True))
    again = queries.incident_of(added)
    assert again is not None
    assert again is not first
    assert any(each.whole for each in to_take_down())


@pytest.mark.parametrize("checked_again", [False, True])
def test_what_is_up_again_where_it_was_taken_down_has_to_come_down_again(
    child: Pupil, checked_again: bool
) -> None:
    mother = make.parent(of=child)
    make.answer(child, mother, "website", "yes")
    row = checked(child)
    first = actions.record_posted(row, SAID, release=_released())
    make.answer(child, mother, "website", "no")
    actions.settle(first, Settled.TAKEN_DOWN, on=today(), reason=None)
    assert to_take_down() == []
    where = "HTTPS://example.org/1/"
    assert taken_down_before(where) is first
    assert taken_down_before("https://example.org/2") is None
    again = Posted(what="Assembly", address=where, on=today())
    if checked_again:
        crowd = check(Question(channel=place(), recognisable={}, crowd_unrecognisable=True))
        added = actions.record_posted(crowd, again, release=_released())
    else:
        added = actions.record_unchecked(place(), again)
    assert [(line.publication, line.children) for line in to_take_down()] == [(added, (child,))]


@pytest.mark.parametrize("use", ["website", "video_voice", "name_outside"])
def test_a_post_from_before_is_followed_for_every_use_it_touches(child: Pupil, use: str) -> None:
    place()
    rows = "place,what,date,children,film,names\n"
    rows += "School website,Play,2024-05-01,Ada Lovelace (Oak),yes,x\n"
    rows += "School website,Trip,2024-05-01,Ada Lovelace (Oak),,no\n"
    rows += "School website,Fair,2024-05-01,Ada Lovelace (Oak),perhaps,\n"
    found = importing.plan(rows)
    assert [each.number for each in found.refused] == [4]
    importing.register(found)
    make.answer(child, make.parent(of=child), use, "no")
    down = {line.publication.what for line in to_take_down()}
    assert down == ({"Play", "Trip"} if use == "website" else {"Play"})


def test_the_page_asks_before_something_taken_down_is_recorded_again(app: Flask) -> None:
    with app.app_context():
        make.questions()
        added = actions.record_unchecked(place(), SAID)
        actions.settle(added, Settled.TAKEN_DOWN, on=today(), reason=None)
        reference = place().reference
        db.session.commit()
    teacher, page = signed_in(app, Role.TEACHER), "/staff/publications/unchecked"
    day = {"on-day": today().day, "on-month": today().month, "on-year": today().year}
    said = {"channel": reference, "what": "Again", "address": SAID.address, **day}
    asked = teacher.submit(page, said)
    assert "was taken down" in asked.text
    assert teacher.submit(page, said | {"reposting": "y"}).status_code == 303
