"""The links of the letters, and who was told."""

from collections.abc import Collection, Sequence

from parentcomms.access import actor as acting
from parentcomms.accounts.actions import make_family_links
from parentcomms.audit.actions import record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.paper_notices.models import PaperNotice
from parentcomms.paper_notices.queries import Waiting


def prepare(found: Sequence[Waiting]) -> None:
    """See that everybody on the list has a link of their own for this school year."""
    make_family_links([each.person for each in found])


def told_on_paper(found: Sequence[Waiting], references: Collection[str]) -> list[PaperNotice]:
    """The office has posted or handed out these letters; adults not due one are left alone."""
    rows = [
        PaperNotice(person_id=each.person.id, told_by=acting(), told_at=now())
        for each in found
        if each.person.reference in references
    ]
    db.session.add_all(rows)
    record_many("told-on-paper", rows)
    return rows
