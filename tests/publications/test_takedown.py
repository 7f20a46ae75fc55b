"""The takedown list: what is on it, for how long, and in how many queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event

from parentcomms.access import Role
from parentcomms.clock import now, today
from parentcomms.consent.actions import lift_never, set_aside, set_never
from parentcomms.consent.models import Use
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people.models import Enrolment, Pupil
from parentcomms.people.rules import Care, RelationshipKind
from parentcomms.publications import actions
from parentcomms.publications.rules import Settled
from parentcomms.publications.takedown import to_take_down
from parentcomms.school.actions import decide
from tests import make
from tests.publications.posting import old_post, place, posted

pytestmark = pytest.mark.usefixtures("session")
NINE_IN_THE_EVENING = datetime(2026, 11, 19, 21, tzinfo=UTC)  # a Thursday


@pytest.fixture
def child(session: object) -> Pupil:
    make.questions()
    return make.pupil()


def _whats() -> list[str]:
    return [each.publication.what for each in to_take_down()]


def test_a_withdrawal_at_nine_in_the_evening_lists_every_place_by_the_next_week(
    child: Pupil,
) -> None:
    mother = make.parent(of=child)
    with time_machine.travel(NINE_IN_THE_EVENING - timedelta(hours=6), tick=False):
        make.answer(child, mother, "website", "yes")
        posted(child, what="The approved post")
        for number in range(3):
            old_post(child, what=f"Old {number}")
        old_post(make.pupil("Bea"), what="Somebody else")
    assert to_take_down() == []
    with time_machine.travel(NINE_IN_THE_EVENING, tick=False):
        make.answer(child, mother, "website", "no")
    found = to_take_down()
    assert {each.publication.what for each in found} == {
        "The approved post", "Old 0", "Old 1", "Old 2",
    }  # fmt: skip
    assert all(each.children == (child,) and not each.whole for each in found)


def test_it_is_due_five_school_days_after_the_change_or_what_the_school_decides(
    child: Pupil,
) -> None:
    mother = make.parent(of=child)
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC)):
        old_post(child)
    with time_machine.travel(NINE_IN_THE_EVENING, tick=False):
        make.answer(child, mother, "website", "no")
        (line,) = to_take_down()
        assert (line.due_on, line.overdue) == (date(2026, 11, 26), False)
        decide(takedown_days=2)
        assert to_take_down()[0].due_on == date(2026, 11, 23)
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        assert to_take_down()[0].overdue


def test_a_yes_afterwards_takes_it_off_only_when_nothing_else_holds(child: Pupil) -> None:
    mother, father = make.parent(of=child), make.parent(of=child, forename="Omar")
    old_post(child)
    make.answer(child, mother, "website", "no")
    make.answer(child, father, "website", "no")
    make.answer(child, mother, "website", "yes")
    assert len(to_take_down()) == 1
    make.answer(child, father, "website", "yes")
    assert to_take_down() == []


def test_a_no_to_another_use_leaves_it_up(child: Pupil) -> None:
    old_post(child)
    make.answer(child, make.parent(of=child), "social_media", "no")
    assert to_take_down() == []


def test_never_takes_down_until_it_is_lifted(child: Pupil) -> None:
    old_post(child)
    switch = set_never(child, NeverScope.OUTSIDE_SCHOOL, "a reason")
    assert len(to_take_down()) == 1
    lift_never(switch)
    assert to_take_down() == []


def test_a_no_set_aside_takes_nothing_down(child: Pupil) -> None:
    old_post(child)
    set_aside(make.answer(child, make.parent(of=child), "website", "no"), "He meant the brother")
    assert to_take_down() == []


def test_leaving_silence_care_and_a_question_withdrawn_take_nothing_down(child: Pupil) -> None:
    mother = make.parent(of=child)
    make.answer(child, mother, "website", "yes")
    posted(child)
    silent = make.pupil("Sil")
    old_post(silent)
    child.care = Care.CARE_ORDER
    enrolment = db.session.query(Enrolment).filter_by(pupil_id=child.id).one()
    enrolment.ends_on = today() - timedelta(days=30)
    db.session.query(Use).filter_by(key="website").one().retired_at = now()
    db.session.flush()
    assert to_take_down() == []


def test_a_no_to_a_question_no_longer_asked_still_counts_and_so_does_a_leavers(
    child: Pupil,
) -> None:
    old_post(child)
    make.answer(child, make.parent(of=child), "website", "no")
    db.session.query(Use).filter_by(key="website").one().retired_at = now()
    db.session.query(Enrolment).one().ends_on = today() - timedelta(days=30)
    db.session.flush()
    assert len(to_take_down()) == 1


def test_what_is_taken_down_is_done_with_and_a_child_taken_out_only_so_far(child: Pupil) -> None:
    other = make.pupil("Bea")
    make.answer(child, make.parent(of=child), "website", "no")
    row = old_post(child, other)
    actions.settle(row, Settled.CHILD_TAKEN_OUT, on=today(), reason=None)
    assert to_take_down() == []
    make.answer(other, make.parent(of=other), "website", "no")
    (line,) = to_take_down()
    assert line.children == (other,)
    actions.settle(row, Settled.TAKEN_DOWN, on=today(), reason=None)
    assert to_take_down() == []


def test_only_paper_cannot_be_called_back_and_staying_needs_a_reason(child: Pupil) -> None:
    make.answer(child, make.parent(of=child), "newsletter_print", "no")
    paper = old_post(child, use_key="newsletter_print")
    with pytest.raises(Refused, match="online"):
        actions.settle(old_post(child), Settled.CANNOT, on=today(), reason="too late")
    with pytest.raises(Refused, match="why"):
        actions.settle(paper, Settled.CANNOT, on=today(), reason=" ")
    assert len(to_take_down()) == 1
    actions.settle(paper, Settled.CANNOT, on=today(), reason="In every book bag since June")
    assert to_take_down() == []


def test_who_sees_to_it_is_who_was_given_it_else_who_looks_after_the_place_else_who_posted(
    child: Pupil,
) -> None:
    anna, ben, cleo = (make.staff(name, Role.TEACHER) for name in ("Anna", "Ben Boll", "Cleo"))
    make.answer(child, make.parent(of=child), "website", "no")
    row = old_post(child, recorded_by=f"staff:{cleo.id}")
    assert to_take_down()[0].owner is cleo
    place().owner = " ben  boll "
    assert to_take_down()[0].owner is ben
    actions.give_to(row, anna)
    assert to_take_down()[0].owner is anna
    assert to_take_down(owner_id=ben.id) == []
    anna.ended_at = now()
    assert to_take_down()[0].owner is ben


def _queries_of_the_list() -> tuple[int, int]:
    seen: list[str] = []

    def count(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    found = to_take_down()
    event.remove(db.engine, "before_cursor_execute", count)
    return len(found), len(seen)


def test_the_list_takes_a_fixed_number_of_queries(child: Pupil) -> None:
    counts = []
    for size in (2, 20):
        for number in range(size):
            pupil = make.pupil(f"P{number}")
            make.answer(pupil, make.parent(of=pupil), "website", "no")
            old_post(pupil)
        db.session.flush()
        db.session.expire_all()
        counts.append(_queries_of_the_list())
    (few, first), (many, second) = counts
    assert (few, many) == (2, 22)
    assert first == second <= 26


def test_a_child_in_care_and_a_social_workers_no(child: Pupil) -> None:
    child.care = Care.CARE_ORDER
    worker = make.parent(of=child, forename="Wim", kind=RelationshipKind.SOCIAL_WORKER)
    make.answer(child, worker, "website", "yes")
    posted(child)
    assert to_take_down() == []
    make.answer(child, worker, "website", "no")
    assert _whats() == ["Sports day"]
