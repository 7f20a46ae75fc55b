"""The week's mail to the data protection lead: a number that nobody can bring to agree later."""

from datetime import timedelta

from parentcomms.access import Role
from parentcomms.accounts.queries import staff_with_role
from parentcomms.audit.queries import head_of_chain
from parentcomms.clock import today
from parentcomms.filters import day
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text


def send_head_of_chain() -> None:
    """Once a week to each lead, however often it is asked."""
    monday = today() - timedelta(days=today().weekday())
    for lead in staff_with_role(Role.DATA_PROTECTION_LEAD):
        link = page_value("records_staff.records", label=gettext("Everyone's data"))
        queue_mail(
            shipped_text("mail_chain_head", "en"),
            Recipient(lead.name, lead.email),
            {
                "staff_name": lead.name,
                "date": day(today()),
                "reference": head_of_chain(),
                "link": link,
            },
            once_key=f"chain-head:{monday.isoformat()}:{lead.reference}",
        )
