"""The mails of this room: a reference and a link, never a word of what was said.

A mail goes only to whoever may open the page it leads to; the caller has asked the same rule.
"""

from datetime import timedelta
from typing import Any

from flask_babel import force_locale

from parentcomms.accounts.models import StaffMember
from parentcomms.clock import now
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import mailed_lately
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text

MOST_AN_HOUR = 3  # to one address: the form must not be a way to fill somebody's inbox


def received(concern: Concern) -> bool:
    """The reference to the sender, without the name they typed. False when none was sent."""
    address = concern.sender_email
    if not address or mailed_lately(address, since=now() - timedelta(hours=1)) > MOST_AN_HOUR:
        return False
    queue_mail(
        shipped_text("mail_concern_received", concern.language),
        Recipient("", address),
        {"reference": concern.reference, "link": _own_page(concern)},
        once_key=f"concern-received:{concern.reference}",
    )
    return True


def answered(concern: Concern, message: str) -> bool:
    """Tell the sender that the school has written, without a word of what. False without mail."""
    if not concern.sender_email:
        return False
    queue_mail(
        shipped_text("mail_concern_answered", concern.language),
        Recipient("", concern.sender_email),
        {"reference": concern.reference, "link": _own_page(concern)},
        once_key=f"concern-answered:{message}",
    )
    return True


def _own_page(concern: Concern) -> dict[str, Any]:
    """The way to the sender's own page; it opens with a code, so the link alone opens nothing."""
    with force_locale(concern.language):
        label = gettext("See where it stands")
    return page_value("tracker_public.way_in", label=label, reference=concern.reference)


def waiting(concern: Concern, staff_id: int, *, message: str = "") -> None:
    """A message waits for this member of staff; what it says is on the page behind the sign-in."""
    member = db.session.get_one(StaffMember, staff_id)
    link = page_value(
        "cases_staff.concern", label=gettext("Read the message"), reference=concern.reference
    )
    queue_mail(
        shipped_text("mail_concern_waiting", "en"),
        Recipient(member.name, member.email),
        {"staff_name": member.name, "reference": concern.reference, "link": link},
        once_key=f"concern-waiting:{message or concern.reference}:{staff_id}",
    )
