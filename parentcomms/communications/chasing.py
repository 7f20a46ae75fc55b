"""Approvals that wait too long: a reminder to those who can decide, at most once a day (5.3)."""

from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import all_staff
from parentcomms.approvals.queries import approvers, delegation_to
from parentcomms.approvals.rules import CommunicationState, Request, may_decide
from parentcomms.clock import in_london, today
from parentcomms.communications.actions import subject_of
from parentcomms.communications.models import Communication
from parentcomms.communications.queries import communications
from parentcomms.communications.rules import is_chased
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.school.queries import school, school_calendar

MAIL = "mail_approval_waits"


def waiting_too_long() -> list[Communication]:
    """What was put before the head more than the school's own number of school days ago."""
    after, calendar = school().chase_approval_days, school_calendar()
    return [
        each.communication
        for each in communications()
        if each.state is CommunicationState.AWAITING_APPROVAL
        and (asked := each.communication.asked_for_approval_at) is not None
        and is_chased(in_london(asked).date(), today(), after=after, calendar=calendar)
    ]


def chase() -> int:
    """Remind everybody who can decide about one of them; asked twice a day, the second time none.

    The mail holds a link and no title.
    """
    late = waiting_too_long()
    if not late:
        return 0
    to_tell = [each for each in all_staff() if each.ended_at is None and _can_decide(each, late)]
    for member in to_tell:
        _remind(member)
    return len(to_tell)


def _can_decide(member: StaffMember, late: list[Communication]) -> bool:
    found = approvers()
    return any(
        may_decide(
            Request(kind=subject.kind, author_ids=subject.author_ids, approver_id=member.id),
            approvers=found,
            delegation=delegation_to(member.id, subject.kind),
            today=today(),
        )
        is None
        for subject in map(subject_of, late)
    )


def _remind(member: StaffMember) -> None:
    link = page_value("communications_staff.communications", label=gettext("What waits"))
    queue_mail(
        shipped_text(MAIL, "en"),
        Recipient(member.name, member.email),
        {"staff_name": member.name, "link": link},
        once_key=f"approval-waits:{member.reference}:{today().isoformat()}",
    )
