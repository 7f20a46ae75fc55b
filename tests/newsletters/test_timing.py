"""When an issue goes out, and an approval that waits too long."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.approvals.actions import delegate
from parentcomms.approvals.rules import ApprovalKind, CommunicationState
from parentcomms.clock import now, today
from parentcomms.communications.actions import ask_for_approval
from parentcomms.communications.chasing import MAIL, chase
from parentcomms.communications.models import Delivery
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.newsletters import actions, timing
from parentcomms.newsletters.rules import Audience
from parentcomms.newsletters.tasks import send_due
from parentcomms.outbox.messages import as_text
from parentcomms.outbox.models import OutgoingMail
from parentcomms.texts.shipped import text
from tests import make
from tests.newsletters.builders import issue, state_of
from tests.newsletters.conftest import Desk

MONDAY = "2026-11-16T10:00:00Z"


def test_at_its_time_exactly_the_approved_version_goes_out_once(desk: Desk) -> None:
    make.parent(of=make.pupil())
    row = issue(desk)
    desk.approve(row)
    timing.schedule(row, now() + timedelta(hours=2), by=desk.head_id)
    assert state_of(row) is CommunicationState.SCHEDULED
    assert send_due() == 0
    with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
        assert send_due() == 1
        assert send_due() == 0
    assert state_of(row) is CommunicationState.SENDING
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1


def test_what_was_changed_since_its_time_was_set_does_not_go_out_and_somebody_is_told(
    desk: Desk,
) -> None:
    make.parent(of=make.pupil())
    row = issue(desk)
    desk.approve(row)
    timing.schedule(row, now() + timedelta(hours=2), by=desk.head_id)
    whole = Audience(whole_school=True)
    actions.rewrite(
        row, actions.Written(title="Autumn news", body="Other.", audience=whole), by=desk.office_id
    )
    assert state_of(row) is CommunicationState.DRAFT
    db.session.commit()
    with time_machine.travel(now() + timedelta(hours=3)):
        assert send_due() == 0
        assert send_due() == 0
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.to_address == desk.head.email
    assert "Autumn news" not in as_text(mail) + mail.content.subject


@pytest.mark.parametrize("ahead", [timedelta(hours=-1), timedelta(days=400)])
def test_a_time_in_the_past_is_refused(desk: Desk, ahead: timedelta) -> None:
    row = desk.approve(issue(desk))
    with pytest.raises(Refused):
        timing.schedule(row, now() + ahead, by=desk.head_id)


def test_only_an_approved_newsletter_is_given_a_time(desk: Desk) -> None:
    with pytest.raises(Refused, match="not approved"):
        timing.schedule(issue(desk), now() + timedelta(hours=1), by=desk.head_id)


def test_those_who_can_decide_are_reminded_once_a_day_and_read_no_title(desk: Desk) -> None:
    deputy = make.staff("Dee Deputy", Role.TEACHER, password_hash="chosen")
    with time_machine.travel(MONDAY, tick=False):
        ask_for_approval(issue(desk))
        delegate(
            by=desk.head_id,
            to=deputy.id,
            scope=[ApprovalKind.NEWSLETTER],
            starts_on=today(),
            ends_on=today() + timedelta(days=30),
        )
        assert chase() == 0
    with time_machine.travel("2026-11-18T10:00:00Z", tick=False):
        chase()
        chase()
    mails = db.session.scalars(select(OutgoingMail)).all()
    assert {mail.to_address for mail in mails} == {desk.head.email, deputy.email}
    assert len(mails) == 2
    assert all(mail.content.subject == text(MAIL, language="en").title for mail in mails)
    assert "Autumn" not in as_text(mails[0])
    with time_machine.travel("2026-11-19T10:00:00Z", tick=False):
        chase()
    assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 4
