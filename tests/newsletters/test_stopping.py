"""A newsletter that waits in the outbox is looked at once more before it leaves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from parentcomms.bounces.models import ListLeft, Suppression
from parentcomms.bounces.rules import SuppressionReason
from parentcomms.clock import now, today
from parentcomms.communications import sending
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.outbox.sending import send_waiting
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Enrolment, Relationship
from parentcomms.people.rules import HoldKind
from tests import make
from tests.newsletters.builders import issue
from tests.newsletters.conftest import Desk


def _leaves_school(mail: OutgoingMail) -> None:
    db.session.scalars(select(Enrolment)).one().ends_on = today() - timedelta(days=1)


def _is_held(mail: OutgoingMail) -> None:
    relationship = db.session.scalars(select(Relationship)).one()
    place_hold(relationship, HoldKind.COURT_ORDER, "an order came")


def _moves_away(mail: OutgoingMail) -> None:
    db.session.scalars(select(Relationship)).one().ends_on = today() - timedelta(days=1)


def _address_is_given_up(mail: OutgoingMail) -> None:
    why = SuppressionReason.DEAD
    made = Suppression(address=mail.to_address, reason=why, made_by="system", made_at=now())
    db.session.add(made)


def _leaves_the_list(mail: OutgoingMail) -> None:
    db.session.add(ListLeft(mail_id=mail.id, left_by="public", left_at=now()))


@pytest.mark.parametrize(
    "change", [_leaves_school, _is_held, _moves_away, _address_is_given_up, _leaves_the_list]
)
def test_it_does_not_leave_when_something_changed(
    desk: Desk, change: Callable[[OutgoingMail], None]
) -> None:
    make.parent(of=make.pupil())
    sending.send(desk.approve(issue(desk)))
    mail = db.session.scalars(select(OutgoingMail)).one()
    change(mail)
    db.session.commit()
    send_waiting()
    assert mail.state is MailState.CANCELLED


def test_nothing_has_changed_and_it_leaves(desk: Desk) -> None:
    make.parent(of=make.pupil())
    sending.send(desk.approve(issue(desk)))
    db.session.commit()
    send_waiting()
    assert db.session.scalars(select(OutgoingMail)).one().state is MailState.KEPT
