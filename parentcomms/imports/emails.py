"""The mail about a file from the folder: a link and nothing else."""

from parentcomms.access import Role
from parentcomms.accounts.queries import staff_with_role
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.people.models import ImportRun


def tell_the_office(run: ImportRun) -> None:
    """Once to each member of the office; what the file said stays behind the sign-in."""
    for member in staff_with_role(Role.OFFICE):
        queue_mail(
            shipped_text("mail_import_seen", "en"),
            Recipient(member.name, member.email),
            {
                "staff_name": member.name,
                "link": page_value(
                    "people_staff.import_run",
                    label=gettext("Look at the file"),
                    reference=run.reference,
                ),
            },
            once_key=f"import:{run.reference}:{member.reference}",
        )
