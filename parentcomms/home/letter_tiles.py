"""What waits among the letters: for the head's decision, or approved and not sent to anybody."""

from collections.abc import Sequence

from parentcomms.approvals.rules import CommunicationState
from parentcomms.communications.queries import Listed
from parentcomms.communications.rules import SENT_TO_PEOPLE
from parentcomms.languages import gettext, ngettext


def asked(everything: Sequence[Listed]) -> list[Listed]:
    """What somebody put before the head."""
    return [each for each in everything if each.state is CommunicationState.AWAITING_APPROVAL]


def to_approve(everything: Sequence[Listed]) -> tuple[str, str, dict[str, str]]:
    """Sentence and page: straight to the text where there is only one."""
    found = asked(everything)
    sentence = ngettext("%(num)s text waits for you.", "%(num)s texts wait for you.", len(found))
    if len(found) == 1:
        reference = found[0].communication.reference
        return sentence, "communications_staff.approve", {"reference": reference}
    return sentence, "communications_staff.communications", {}


def still_to_send(everything: Sequence[Listed]) -> str:
    """How many are approved and went to nobody yet; what was stopped in time went to nobody.

    The joining letter and the request stay approved when they were sent, for whoever joins next.
    """
    number = sum(
        each.state is CommunicationState.APPROVED
        and each.communication.kind in SENT_TO_PEOPLE
        and each.progress.by_email + each.progress.paper == each.progress.mail_stopped
        for each in everything
    )
    if not number:
        return gettext("What the school says to families, and how far each text has come.")
    return ngettext(
        "%(num)s is approved and not sent yet.", "%(num)s are approved and not sent yet.", number
    )
