"""The pilot: letters and requests go to the adults of one class, until the school ends it."""

from datetime import date

import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from parentcomms.clock import now
from parentcomms.communications.models import Communication
from parentcomms.communications.pilot import adults_after_the_pilot
from parentcomms.communications.reach import plan_for
from parentcomms.communications.rules import HeldBack, Tie, outside_the_pilot, plan
from parentcomms.communications.sending import send
from parentcomms.communications.ties import ties
from parentcomms.database import db
from parentcomms.newsletters import actions
from parentcomms.newsletters.rules import Audience
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.rules import ContactDecision
from parentcomms.reach.queries import adults_for
from parentcomms.reach.rules import Whom
from parentcomms.reminders.queries import due as reminders_due
from parentcomms.school.actions import decide
from parentcomms.setting_up.actions import begin_pilot, end_pilot
from parentcomms.yearly.queries import due as yearly_due
from tests import make
from tests.communications.conftest import Desk, desk

__all__ = ["desk"]
OAK = 1
TIES = st.lists(
    st.builds(
        Tie,
        relationship_id=st.integers(1, 99),
        person_id=st.integers(1, 6),
        pupil_id=st.integers(1, 9),
        joined_on=st.just(date(2026, 9, 1)),
        decision=st.sampled_from(ContactDecision),
        held=st.booleans(),
        has_email=st.booleans(),
        class_id=st.sampled_from([OAK, 2, None]),
    )
)


@given(TIES)
def test_nobody_without_a_child_in_the_class_is_written_to_and_nobody_is_lost(
    due: list[Tie],
) -> None:
    inside = {tie.person_id for tie in due if tie.class_id == OAK}
    everybody = plan(due)
    now = plan(due, later=outside_the_pilot(due, class_id=OAK))
    assert set(now.everyone) == set(everybody.everyone) & inside
    for person_id, letter in now.everyone.items():
        assert letter == everybody.everyone[person_id]
    waiting = now.held_back.get(HeldBack.AFTER_THE_PILOT, 0)
    assert waiting == len(set(everybody.everyone) - inside)


def test_only_the_class_gets_letters_and_requests_until_the_pilot_is_ended(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    ada = make.pupil("Ada", in_class=oak)
    inside, outside = make.parent(ada), make.parent(make.pupil("Ben", in_class=elm))
    make.relationship(make.pupil("Cy", in_class=elm), inside)
    begin_pilot(oak)
    for each in (desk.letter, desk.request):
        desk.approve(each)
        assert set(plan_for(each).everyone) == {inside.id}
        assert plan_for(each).held_back == {HeldBack.AFTER_THE_PILOT: 1}
    (made,) = send(desk.letter)
    assert len(made.children) == 2
    end_pilot()
    assert set(plan_for(desk.letter).everyone) == {outside.id}
    assert {row.person_id for row in send(desk.letter)} == {outside.id}


def test_a_pilot_whose_class_is_no_more_lets_nobody_through(desk: Desk) -> None:
    make.parent(make.pupil(in_class=make.school_class("Oak")))
    assert adults_after_the_pilot(ties()) == set()
    decide(pilot_class="gone")
    assert len(adults_after_the_pilot(ties())) == 1


@time_machine.travel("2026-09-07 10:00")  # a Monday in the month of the yearly reminder
def test_every_sender_to_many_adults_waits_for_the_pilot_to_end(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    inside, outside = (make.parent(make.pupil(in_class=each)) for each in (oak, elm))
    with time_machine.travel("2026-05-12 10:00"):
        for each in (inside, outside):
            make.answer(each.relationships[0].pupil, each, "website", "yes")
    send(desk.approve(desk.request))
    mails = db.session.scalars(select(OutgoingMail)).all()
    for mail in mails:
        mail.state, mail.sent_at = MailState.SENT, now()
    whole = actions.Written(title="News", body="Hello.", audience=Audience(whole_school=True))
    issue = desk.approve(actions.start(whole, by=desk.office_id))
    begin_pilot(oak)
    with time_machine.travel("2026-09-29 10:00"):
        assert _reached(issue) == [{inside.id}] * 4
        end_pilot()
        assert _reached(issue) == [{inside.id, outside.id}] * 4


def _reached(issue: Communication) -> list[set[int]]:
    """Whom the newsletter, the yearly reminder, a reminder and a file of links would reach now."""
    yearly = yearly_due()
    assert yearly is not None
    return [
        set(plan_for(issue).everyone),
        set(yearly.plan.everyone),
        set(reminders_due(by_hand=True).email),
        set(adults_for(Whom.EVERYONE)),
    ]
