"""What the demo school has sent so far: its first letter and request, approved by its head."""

from parentcomms.access import Role
from parentcomms.accounts.queries import staff_with_role
from parentcomms.approvals.rules import Point
from parentcomms.communications.actions import (
    approve_communication,
    ask_for_approval,
    install_shipped_communications,
)
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sending import send

GONE_OUT = (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST)
CHRISTMAS = "insert_christmas"


def send_first_letters() -> None:
    """Letter, request and notice approved; the first two sent; one insert waits for the head."""
    head = staff_with_role(Role.HEAD)[0]
    for communication in install_shipped_communications():
        if communication.kind in (*GONE_OUT, CommunicationKind.NOTICE):
            _approve(communication, head.id)
        elif communication.key == CHRISTMAS:
            ask_for_approval(communication)
        if communication.kind in GONE_OUT:
            send(communication)


def _approve(communication: Communication, head_id: int) -> None:
    ask_for_approval(communication)
    shown = communication.versions[-1].content_hash
    approve_communication(communication, by=head_id, points=list(Point), content_hash=shown)
