"""Mails that take an alarm to a person: a reference and a link, nothing of what was said."""

from collections.abc import Mapping

from parentcomms.accounts.models import StaffMember
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text


def unread(reference: str, staff_id: int, *, step: int) -> None:
    """Somebody has to read it now. Once for each step and person."""
    _send("mail_case_unread", staff_id, reference, {}, once=f"case-unread:{reference}:{step}")


def due(reference: str, staff_id: int, *, by: str, once: str) -> None:
    """Something is due by a day."""
    _send("mail_case_due", staff_id, reference, {"date": by}, once=f"case-due:{reference}:{once}")


def _send(key: str, staff_id: int, reference: str, values: Mapping[str, str], *, once: str) -> None:
    member = db.session.get_one(StaffMember, staff_id)
    link = page_value("cases_staff.concern", label=gettext("Read the message"), reference=reference)
    queue_mail(
        shipped_text(key, "en"),
        Recipient(member.name, member.email),
        {"staff_name": member.name, "reference": reference, "link": link, **values},
        once_key=f"{once}:{staff_id}",
    )


def test(member: StaffMember, reference: str) -> None:
    """The weekly question: does this reach you?"""
    link = page_value("alarms_staff.alarm_test", label=gettext("I got it"), reference=reference)
    queue_mail(
        shipped_text("mail_alarm_test", "en"),
        Recipient(member.name, member.email),
        {"staff_name": member.name, "link": link},
        once_key=f"alarm-test:{reference}",
    )
