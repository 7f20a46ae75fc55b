"""The code that opens the sender's page."""

from flask_babel import force_locale

from parentcomms.concerns.models import Concern
from parentcomms.languages import gettext
from parentcomms.links import Purpose
from parentcomms.outbox.actions import Recipient, code_value, page_value, queue_mail, shipped_text
from parentcomms.tracker.models import TrackerCode


def code(concern: Concern, sent: TrackerCode) -> None:
    """To the address that came with the concern; the code is derived when the mail is made."""
    with force_locale(concern.language):
        label = gettext("See where it stands")
    queue_mail(
        shipped_text("mail_concern_code", concern.language),
        Recipient("", concern.sender_email or ""),
        {
            "reference": concern.reference,
            "code": code_value(Purpose.CONCERN_CODE, sent.reference),
            "link": page_value("tracker_public.way_in", label=label, reference=concern.reference),
        },
        once_key=f"concern-code:{sent.reference}",
    )
