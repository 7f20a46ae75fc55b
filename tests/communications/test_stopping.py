"""A mail that waits is looked at once more before it leaves."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from parentcomms.clock import now, today
from parentcomms.communications import queries
from parentcomms.communications.actions import send_back_communication
from parentcomms.communications.coverage_facts import Step, facts_now
from parentcomms.communications.models import Delivery
from parentcomms.communications.rules import Tie, still_goes
from parentcomms.communications.sending import send
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.holds import lift_holds, place_hold
from parentcomms.people.models import ContactReview, Person, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from tests import make
from tests.communications.conftest import Desk

ties = st.builds(
    Tie,
    relationship_id=st.integers(1, 4),
    person_id=st.just(1),
    pupil_id=st.integers(1, 4),
    joined_on=st.just(today()),
    decision=st.sampled_from(ContactDecision),
    held=st.booleans(),
    has_email=st.booleans(),
)
some_ties = st.lists(ties, unique_by=lambda tie: tie.relationship_id)


@given(some_ties, st.sets(st.integers(1, 4)))
def test_whatever_is_taken_away_never_lets_a_mail_go(theirs: list[Tie], about: set[int]) -> None:
    """Ending, holding or deciding against one of them never turns a stop into a go."""

    def goes(of: list[Tie]) -> bool:
        return still_goes(about, of, address="a@example.org", address_now="a@example.org")

    if goes(theirs):
        return
    for gone in theirs:
        assert not goes([tie for tie in theirs if tie is not gone])


@pytest.mark.parametrize("address_now", [None, "", "b@example.org"])
def test_another_address_stops_it(address_now: str | None) -> None:
    tie = Tie(
        relationship_id=1, person_id=1, pupil_id=1, joined_on=today(),
        decision=ContactDecision.WRITE, has_email=True,
    )  # fmt: skip
    assert still_goes({1}, [tie], address="a@example.org", address_now="a@example.org")
    assert not still_goes({1}, [tie], address="a@example.org", address_now=address_now)


def _queued(desk: Desk) -> tuple[OutgoingMail, Relationship]:
    adult = make.parent(of=make.pupil())
    (made,) = send(desk.approve(desk.letter))
    db.session.commit()
    assert made.mail is not None
    relationship = db.session.scalars(select(Relationship).filter_by(person_id=adult.id)).one()
    return made.mail, relationship


def _leave() -> None:
    db.session.commit()
    send_waiting()


def test_nothing_has_changed_and_it_leaves(desk: Desk) -> None:
    mail, _ = _queued(desk)
    _leave()
    assert mail.state is MailState.KEPT


def _hold(relationship: Relationship) -> None:
    place_hold(relationship, HoldKind.COURT_ORDER, "an order came")


def _decide_against(relationship: Relationship) -> None:
    db.session.add(
        ContactReview(
            relationship_id=relationship.id,
            decision=ContactDecision.POST_ONLY,
            decided_by="staff:1",
            decided_at=now(),
        )
    )


def _end(relationship: Relationship) -> None:
    relationship.ends_on = today() - timedelta(days=1)


def _move(relationship: Relationship) -> None:
    db.session.get_one(Person, relationship.person_id).email = "new@example.org"


@pytest.mark.parametrize("change", [_hold, _decide_against, _end, _move])
def test_a_mail_already_queued_does_not_leave_when_something_changed(
    desk: Desk, change: object
) -> None:
    mail, relationship = _queued(desk)
    change(relationship)  # type: ignore[operator]
    _leave()
    assert mail.state is MailState.CANCELLED
    assert queries.listed(desk.letter).progress.mail_stopped == 1


def test_a_text_sent_back_stops_what_still_waits(desk: Desk) -> None:
    mail, _ = _queued(desk)
    send_back_communication(
        desk.letter,
        by=desk.head.id,
        words="The date is wrong.",
        content_hash=desk.letter.versions[-1].content_hash,
    )
    _leave()
    assert mail.state is MailState.CANCELLED


def test_what_was_stopped_is_due_again_once_the_hold_is_lifted(desk: Desk) -> None:
    _, relationship = _queued(desk)
    _hold(relationship)
    _leave()
    assert list(facts_now().steps.values()) == []
    assert send(desk.letter) == []
    lift_holds(relationship)
    (again,) = send(desk.letter)
    assert [child.relationship_id for child in again.children] == [relationship.id]
    assert db.session.scalar(select(Delivery).where(Delivery.id != again.id)) is not None
    _leave()
    assert list(facts_now().steps.values()) == [Step.KEPT]
