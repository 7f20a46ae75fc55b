"""Mails to whoever sees to a post that has to come down: a link and a day, never a child;
and to those who settle incidents.
"""

from collections.abc import Iterable, Sequence

from parentcomms.access import Permission, Role
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import staff_with_permission, staff_with_role
from parentcomms.clock import today
from parentcomms.filters import day
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.publications.models import PublishingIncident
from parentcomms.publications.takedown import ToDo


def chase(lines: Iterable[ToDo]) -> None:
    """Tell the owner once that something has to come down, and weekly once it is overdue.

    The same fact is never mailed twice, however often this runs.
    """
    office: Sequence[StaffMember] | None = None
    for line in lines:
        if line.owner is None and office is None:
            office = _office()
        for member in [line.owner] if line.owner else office or ():
            _tell(line, member)


def _office() -> Sequence[StaffMember]:
    """Where nobody owns it: the office, or whoever else looks after the register."""
    return staff_with_role(Role.OFFICE) or staff_with_permission(Permission.SEE_PUBLICATIONS)


def _tell(line: ToDo, member: StaffMember) -> None:
    reference = line.publication.reference
    link = page_value(
        "publications_staff.settle", label=gettext("What has to come down"), reference=reference
    )
    values = {
        "staff_name": member.name,
        "reference": reference,
        "date": day(line.due_on),
        "link": link,
    }
    queue_mail(
        shipped_text("mail_takedown_overdue" if line.overdue else "mail_takedown", "en"),
        Recipient(member.name, member.email),
        values,
        once_key=_once(line, member),
    )


def tell_of_incident(incident: PublishingIncident) -> None:
    """Whoever settles incidents hears of each at once (9.2): a link, and no word of what it was."""
    reference = incident.reference
    link = page_value("publications_staff.incident", label=gettext("See it"), reference=reference)
    for member in staff_with_permission(Permission.SETTLE_INCIDENTS):
        if incident.opened_by != f"staff:{member.id}":
            queue_mail(
                shipped_text("mail_incident", "en"),
                Recipient(member.name, member.email),
                {"staff_name": member.name, "reference": reference, "link": link},
                once_key=f"incident:{reference}:{member.id}",
            )


def _once(line: ToDo, member: StaffMember) -> str:
    """What must never be mailed twice: this reason, to this person; overdue, once a week."""
    fact = f"takedown:{line.publication.reference}:{line.since:%Y%m%d%H%M}:{member.id}"
    if not line.overdue:
        return fact
    return f"{fact}:week-{(today() - line.due_on).days // 7}"
