"""The mail of this room."""

from parentcomms import access, filters
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import names_of
from parentcomms.clock import today
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text


def reset_by_colleague(staff: StaffMember) -> None:
    """Who did not ask for it learns at once that only their password is between them and others."""
    actor = access.actor()
    queue_mail(
        shipped_text("mail_second_step_reset", "en"),
        Recipient(staff.name, staff.email),
        {
            "staff_name": staff.name,
            "granted_by": names_of([actor])[actor],
            "date": filters.day(today()),
            "link": page_value("accounts_staff.sign_in", label=gettext("Sign in")),
        },
    )
