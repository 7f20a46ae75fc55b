"""Recording what went out: with a check, without one, from before; incidents and the audit."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from parentcomms.clock import now, today
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Enrolment, Pupil
from parentcomms.publications import actions, importing, queries
from parentcomms.publications.actions import Posted
from parentcomms.publications.emails import chase
from parentcomms.publications.models import Publication, PublicationChild
from parentcomms.publications.places import places_of
from parentcomms.publications.rules import Settled
from parentcomms.publications.takedown import to_take_down
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.post_rules import CheckNow, Stop
from parentcomms.publishing.release import Release
from parentcomms.publishing.rules import Medium, Verdict
from parentcomms.school.actions import decide
from tests import make
from tests.publications.posting import checked, old_post, place, posted

pytestmark = pytest.mark.usefixtures("session")
SAID = Posted(what="Assembly", address="https://example.org/1", on=today())


@pytest.fixture
def child(session: object) -> Pupil:
    make.questions()
    return make.pupil("Ada", surname="Lovelace", in_class=make.school_class("Oak"))


def _released(*stops: Stop, says: Verdict = Verdict.POST) -> Release:
    return Release(stops=stops, check=CheckNow(said=Verdict.POST, says=says))


@pytest.mark.parametrize(
    ("release", "days_later", "incident"),
    [
        (_released(), 0, False),
        (_released(Stop.CHECK, says=Verdict.DO_NOT_POST), 0, True),
        (_released(), 1, False),
        (_released(Stop.CHECK, says=Verdict.DO_NOT_POST), 1, True),
        (_released(Stop.APPROVAL), 0, True),
        (_released(Stop.CLOSED), 0, True),
    ],
)
def test_a_check_counts_only_if_it_still_says_yes_when_the_post_is_recorded(
    child: Pupil, release: Release, days_later: int, incident: bool
) -> None:
    make.answer(child, make.parent(of=child), "website", "yes")
    row = checked(child)
    on = today() + timedelta(days=days_later)
    added = actions.record_posted(row, Posted(what="x", address=None, on=on), release=release)
    assert (queries.incident_of(added) is not None) is incident
    assert bool(to_take_down()) is incident
    assert [each.pupil_id for each in added.children] == [child.id]


def test_what_was_posted_though_the_check_said_no_is_an_incident_at_once(child: Pupil) -> None:
    row = checked(child)
    actions.record_posted(row, SAID, release=_released())
    (line,) = to_take_down()
    assert line.whole


def test_a_post_without_a_check_asks_for_one_and_a_no_makes_it_an_incident(child: Pupil) -> None:
    added = actions.record_unchecked(place(), SAID)
    assert (queries.unchecked(), to_take_down()) == ([added], [])
    actions.record_late_check(added, checked(child))
    assert queries.unchecked() == []
    assert to_take_down()[0].whole
    assert [each.pupil_id for each in added.children] == [child.id]


def test_a_late_check_that_says_yes_is_no_incident_until_the_head_says_so(child: Pupil) -> None:
    make.answer(child, make.parent(of=child), "website", "yes")
    added = actions.record_unchecked(place(), SAID)
    actions.record_late_check(added, checked(child))
    assert (queries.unchecked(), to_take_down()) == ([], [])
    once = actions.open_incident(added)
    assert actions.open_incident(added) is once
    assert to_take_down()[0].whole


def test_a_check_of_another_place_is_not_the_check_a_post_lacked(child: Pupil) -> None:
    added = actions.record_unchecked(place(), SAID)
    other = checked(child, use_key="newsletter_print")
    assert queries.unchecked(channel_id=other.channel_id) == []
    with pytest.raises(Refused, match="another place"):
        actions.record_late_check(added, other)
    assert queries.unchecked(channel_id=added.channel_id) == [added]


@pytest.mark.parametrize("use", ["video_voice", "name_outside"])
def test_a_late_check_of_a_film_with_names_follows_the_answers_to_those_too(
    child: Pupil, use: str
) -> None:
    mother = make.parent(of=child)
    for key in ("website", "video_voice", "name_outside"):
        make.answer(child, mother, key, "yes")
    added = actions.record_unchecked(place(), SAID)
    film = checked(child, medium=Medium.VIDEO, name_shown=True)
    assert film.verdict is Verdict.POST
    actions.record_late_check(added, film)
    assert to_take_down() == []
    make.answer(child, mother, use, "no")
    assert to_take_down()[0].children == (child,)


def test_a_hidden_face_with_a_name_beside_it_comes_down_when_the_yes_narrows(child: Pupil) -> None:
    mother = make.parent(of=child)
    for key in ("website", "name_outside"):
        make.answer(child, mother, key, "yes")
    hidden = check(Question(channel=place(), recognisable={child.id: False}, name_shown=True))
    actions.record_posted(hidden, SAID, release=_released())
    assert to_take_down() == []
    make.answer(child, mother, "website", "unrecognisable")
    assert to_take_down()[0].children == (child,)


def test_an_incident_is_closed_once_the_post_is_dealt_with_and_the_72_hour_question_asked(
    child: Pupil,
) -> None:
    added = actions.record_unchecked(place(), SAID)
    incident = actions.open_incident(added)
    with pytest.raises(Refused, match="came down"):
        actions.close_incident(incident, "Done", still_up=bool(to_take_down()))
    actions.settle(added, Settled.MAY_STAY, on=today(), reason="An empty room")
    with pytest.raises(Refused, match="data protection officer"):
        actions.close_incident(incident, "Done", still_up=bool(to_take_down()))
    actions.tell_dpo(incident, now())
    actions.close_incident(incident, "Done", still_up=bool(to_take_down()))
    assert (incident.closed_by, incident.outcome) == ("system", "Done")
    make.answer(child, make.parent(of=child), "website", "no")
    actions.add_children({added: {child.id: True}})
    db.session.refresh(added)
    assert to_take_down()[0].children == (child,)


LIST = """place,what,address,date,children,kind
school WEBSITE,Fair,https://example.org/fair,2024-05-01,Ada Lovelace (oak); {upn},
Old blog,Play,,01/06/2023,,website
Old blog,Play,,01/06/2023,,website
Nowhere,Trip,,2023-06-01,,
School website,Trip,,2023-31-01,,
School website,Trip,,2023-06-01,Adah Lovelace (Oak),
School website,Trip,,2023-06-01,A123456789012,
School website,,,2023-06-01,,
School website,Trip,,2199-06-01,,
"""


def test_posts_from_before_are_registered_once_and_bad_rows_refused_with_a_reason(
    child: Pupil,
) -> None:
    place()
    other = make.pupil("Max", upn="A999000000001")
    text = LIST.format(upn="a999 000000001")
    found = importing.plan(text)
    assert [each.number for each in found.new] == [2, 3]
    reasons = {each.number: each.why for each in found.refused}
    assert list(reasons) == [4, 5, 6, 7, 8, 9, 10]
    assert "same post" in reasons[4]
    assert "no place called Nowhere" in reasons[5]
    assert "no child called Adah" in reasons[7]
    assert importing.register(found) == 2
    again = importing.plan(text)
    assert (len(again.new), len(again.known), importing.register(again)) == (0, 2, 0)
    db.session.flush()
    assert db.session.scalar(select(func.count(Publication.id))) == 2
    shown = set(db.session.scalars(select(PublicationChild.pupil_id)))
    assert shown == {child.id, other.id}
    assert all(row.before_go_live for row in db.session.scalars(select(Publication)))


@pytest.mark.parametrize("text", ["", "what,date\nx,2024-01-01\n", "\x00\n", "no csv at all"])
def test_a_list_that_is_none_is_refused_as_a_whole(child: Pupil, text: str) -> None:
    with pytest.raises(importing.UnreadableList):
        importing.plan(text)


def test_two_children_of_one_name_in_one_class_are_not_guessed(child: Pupil) -> None:
    place()
    make.pupil("Ada", surname="Lovelace", in_class=child.enrolments[0].school_class)
    row = "place,what,date,children\nSchool website,Fair,2024-05-01,Ada Lovelace (Oak)\n"
    (refused,) = importing.plan(row).refused
    assert "UPN" in refused.why


def test_the_yearly_audit_names_leavers_and_the_setting_says_whether_they_stay(
    child: Pupil,
) -> None:
    old = old_post(child, what="Old")
    posted(child, what="New")
    down = old_post(child, what="Gone")
    old_post(child, use_key="newsletter_print", what="On paper")
    actions.settle(down, Settled.TAKEN_DOWN, on=today(), reason=None)
    db.session.query(Enrolment).one().ends_on = today() - timedelta(days=1)
    db.session.flush()
    first, second = queries.yearly_audit()
    assert [first.publication.what, second.publication.what] == ["Old", "New"]
    assert (first.due, second.due, first.left) == (True, False, ("Ada Lovelace",))
    assert not [each for each in to_take_down() if each.publication is old]
    actions.keep(old)
    assert not any(each.due for each in queries.yearly_audit())
    decide(leavers_pictures_stay=False)
    with pytest.raises(Refused, match="left"):
        actions.keep(old)


def _told(adult: object, child: Pupil) -> list[tuple[int, int]]:
    mine = [row for row in child.relationships if row.person_id == adult.id]  # type: ignore[attr-defined]
    return [(each.removed, each.all) for each in places_of(mine)]


def test_whose_change_it_was_sees_removed_from_two_of_three_and_the_other_parent_nothing(
    child: Pupil,
) -> None:
    mother, father = make.parent(of=child), make.parent(of=child, forename="Omar")
    make.answer(child, mother, "website", "yes")
    rows = [old_post(child, what=str(number)) for number in range(3)]
    db.session.refresh(child)
    assert (_told(mother, child), _told(father, child)) == ([], [])
    make.answer(child, father, "website", "no")
    for row in rows[:2]:
        actions.settle(row, Settled.TAKEN_DOWN, on=today(), reason=None)
    assert (_told(mother, child), _told(father, child)) == ([], [(2, 3)])
    make.answer(child, mother, "website", "no")
    assert (_told(mother, child), _told(father, child)) == ([], [(2, 3)])


def test_where_never_came_first_no_family_sees_anything(child: Pupil) -> None:
    mother = make.parent(of=child)
    old_post(child)
    set_never(child, NeverScope.OUTSIDE_SCHOOL, "a reason")
    make.answer(child, mother, "website", "no")
    db.session.refresh(child)
    assert to_take_down()
    assert _told(mother, child) == []


def test_what_the_school_posted_against_a_no_is_told_by_people_and_not_by_a_page(
    child: Pupil,
) -> None:
    mother = make.parent(of=child)
    make.answer(child, mother, "website", "no")
    old_post(child, published_on=today() + timedelta(days=1))
    db.session.refresh(child)
    assert to_take_down()
    assert _told(mother, child) == []


def test_the_owner_is_told_once_and_chased_weekly_without_a_childs_name(
    app: Flask, child: Pupil
) -> None:
    owner = make.staff("Olive Owner")
    old_post(child, recorded_by=f"staff:{owner.id}", published_on=date(2024, 1, 1))
    make.answer(child, make.parent(of=child), "website", "no")
    for _ in range(3):
        chase(to_take_down())
    (mail,) = db.session.scalars(select(OutgoingMail))
    assert mail.to_address == owner.email
    kept = f"{mail.content.subject} {mail.content.body} {mail.values}"
    assert "Ada" not in kept
    assert "Lovelace" not in kept
