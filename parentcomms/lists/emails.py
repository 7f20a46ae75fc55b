"""The mail to whoever holds an unsafe sheet: no child, no answer, only where to look."""

from datetime import date

from parentcomms.accounts.models import StaffMember
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text


def sheets_unsafe(member: StaffMember, *, day: date) -> None:
    """One mail a day to one person, however many of their sheets became unsafe."""
    queue_mail(
        shipped_text("mail_sheet_unsafe", "en"),
        Recipient(member.name, member.email),
        {
            "staff_name": member.name,
            "link": page_value("lists_staff.lists", label=gettext("Look at my printed lists")),
        },
        once_key=f"sheets-unsafe:{member.id}:{day.isoformat()}",
    )
