"""The mails of this room. Values name what a link is for; its token is derived when it is sent."""

from collections.abc import Iterable

from flask_babel import force_locale

from parentcomms import access, filters
from parentcomms.accounts.family_mails import own_link
from parentcomms.accounts.invitations import invitation_reference
from parentcomms.accounts.models import FamilyLink, StaffMember
from parentcomms.accounts.queries import names_of
from parentcomms.accounts.words import role_name
from parentcomms.clock import now, today
from parentcomms.languages import gettext
from parentcomms.links import Purpose
from parentcomms.outbox.actions import (
    Recipient,
    link_value,
    page_value,
    queue_mail,
    shipped_text,
)
from parentcomms.people.models import Person


def _acting() -> str:
    actor = access.actor()
    return names_of([actor])[actor]


def staff_invited(staff: StaffMember) -> None:
    """The link by which a member of staff chooses a password, once."""
    link = link_value(
        "accounts_staff.choose_password",
        purpose=Purpose.STAFF_INVITATION,
        reference=invitation_reference(staff),
        label=gettext("Choose your password"),
    )
    queue_mail(
        shipped_text("mail_staff_invited", "en"),
        Recipient(staff.name, staff.email),
        {"staff_name": staff.name, "granted_by": _acting(), "link": link},
    )


def password_forgotten(staff: StaffMember) -> None:
    """The link by which somebody who asked chooses a new password, until tomorrow."""
    link = link_value(
        "accounts_staff.choose_password",
        purpose=Purpose.STAFF_INVITATION,
        reference=invitation_reference(staff, days=1),
        label=gettext("Choose a new password"),
    )
    queue_mail(
        shipped_text("mail_password_forgotten", "en"),
        Recipient(staff.name, staff.email),
        {"staff_name": staff.name, "link": link},
    )


def role_granted(
    staff: StaffMember, role: access.Role, *, told: Iterable[StaffMember], by: str
) -> None:
    """Tell those who hold roles of this kind that somebody was given one."""
    values = {
        "staff_name": staff.name,
        "role_name": str(role_name(role)),
        "granted_by": names_of([by])[by],
        "date": filters.day(today()),
        "link": page_value("accounts_staff.staff", label=gettext("See all roles")),
    }
    for colleague in told:
        queue_mail(
            shipped_text("mail_role_granted", "en"),
            Recipient(colleague.name, colleague.email),
            values,
        )


def new_link(person: Person, link: FamilyLink) -> None:
    """An adult's own link, to the address the school holds; at most one in ten minutes."""
    with force_locale(person.language):
        label = gettext("Open my page")
    queue_mail(
        shipped_text("mail_new_link", person.language),
        Recipient(person.full_name, person.email or ""),
        {"parent_name": person.full_name, "link": own_link(link.reference, label)},
        once_key=f"new-link:{link.reference}:{now():%Y%m%dT%H%M}"[:-1],
    )
