"""Making a file of links, fetching it, and saying what became of it."""

from sqlalchemy import select

from parentcomms.access import actor
from parentcomms.accounts.actions import make_family_links
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.people.models import Person, SchoolClass
from parentcomms.reach.models import MergeFile, MergeFileAdult
from parentcomms.reach.queries import Line, adults_for, lines_of, state_of
from parentcomms.reach.rules import FileState, Whom


def make_file(whom: Whom, school_class: SchoolClass | None) -> MergeFile:
    """Note who is in it, and make the link of each who has none."""
    found = adults_for(whom, school_class.id if school_class else None)
    people = db.session.scalars(select(Person).where(Person.id.in_(found))).all()
    if not people:
        raise Refused(gettext("There is nobody to put in the file."))
    make_family_links(people)
    row = MergeFile(
        whom=whom,
        school_class=school_class,
        made_by=actor(),
        made_at=now(),
        adults=[MergeFileAdult(person_id=person.id) for person in people],
    )
    db.session.add(row)
    record("merge-file-made", row)
    return row


def fetch(row: MergeFile) -> list[Line]:
    """The lines to write; that somebody took them is recorded. Refused after a day."""
    if state_of(row) is not FileState.TO_FETCH:
        raise Refused(gettext("This file can no longer be fetched. Make a new one."))
    record("merge-file-fetched", row)
    return lines_of(row)


def confirm_sent(row: MergeFile) -> None:
    """The office says that the messages went: only now do the adults count as sent elsewhere."""
    _refuse_if_settled(row)
    row.sent_at, row.sent_by = now(), actor()
    record("merge-file-sent", row)


def discard(row: MergeFile) -> None:
    """Nothing was sent."""
    _refuse_if_settled(row)
    row.discarded_at = now()
    record("merge-file-discarded", row)


def _refuse_if_settled(row: MergeFile) -> None:
    if state_of(row) in {FileState.SENT, FileState.DISCARDED}:
        raise Refused(gettext("What became of this file is noted already."))
