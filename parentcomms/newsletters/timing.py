"""A time to go out: exactly this version, if it is still approved when the time comes."""

from datetime import datetime

from sqlalchemy import Select, select

from parentcomms.accounts.models import StaffMember
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.communications import queries, sending
from parentcomms.communications.models import (
    Communication,
    CommunicationVersion,
    Delivery,
    ScheduledSending,
)
from parentcomms.communications.pictures import refuse_unless_cleared
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.filters import moment
from parentcomms.languages import gettext
from parentcomms.newsletters.rules import BadTime, bad_time
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text

MAIL = "mail_newsletter_stopped"
BAD_TIMES = {
    BadTime.PAST: lambda: gettext("That time has passed. Choose a later one."),
    BadTime.TOO_FAR: lambda: gettext("Choose a time within a year."),
}


def schedule(row: Communication, at: datetime, *, by: int) -> ScheduledSending:
    """It goes out then. A new time takes the place of the one before."""
    if (problem := bad_time(at, now=now())) is not None:
        raise Refused(BAD_TIMES[problem]())
    if row.sending_at is not None:
        raise Refused(gettext("This newsletter has gone out. Begin a new one instead."))
    if not queries.approved(row):
        raise Refused(gettext("The head teacher has not approved this text, so it cannot go out."))
    refuse_unless_cleared(row.versions[-1])
    unschedule(row)
    made = ScheduledSending(
        version=row.versions[-1], send_at=at, scheduled_by_id=by, scheduled_at=now()
    )
    db.session.add(made)
    record("sending-scheduled", made)
    return made


def unschedule(row: Communication) -> None:
    """It waits until somebody presses the button, or sets another time."""
    for each in db.session.scalars(_open().where(CommunicationVersion.communication_id == row.id)):
        each.cancelled_at = now()
        record("sending-unscheduled", each)


def _open() -> Select[ScheduledSending]:
    return (
        select(ScheduledSending)
        .join(CommunicationVersion, CommunicationVersion.id == ScheduledSending.version_id)
        .where(ScheduledSending.cancelled_at.is_(None), ScheduledSending.refused_at.is_(None))
        .order_by(ScheduledSending.id)
    )


def due() -> list[ScheduledSending]:
    """Whose time has come, and which have not gone out."""
    waiting = (
        _open()
        .join(Communication, Communication.id == CommunicationVersion.communication_id)
        .where(ScheduledSending.send_at <= now(), Communication.sending_at.is_(None))
    )
    return list(db.session.scalars(waiting))


def send_planned(planned: ScheduledSending) -> list[Delivery]:
    """An edit since then is another version, which nobody set a time for."""
    row = planned.version.communication
    if row.versions[-1].id != planned.version_id:
        raise Refused(gettext("It was changed since its time was set."))
    made = sending.send(row)
    if not made:
        raise Refused(gettext("Nobody who may be written to is due it now."))
    return made


def tell(planned: ScheduledSending) -> None:
    """It did not go out, and whoever set the time reads so: a link and a day."""
    planned.refused_at = now()
    record("sending-refused", planned)
    member = db.session.get_one(StaffMember, planned.scheduled_by_id)
    reference = planned.version.communication.reference
    link = page_value(
        "communications_staff.communication", label=gettext("The newsletter"), reference=reference
    )
    queue_mail(
        shipped_text(MAIL, "en"),
        Recipient(member.name, member.email),
        {
            "staff_name": member.name,
            "date": moment(planned.send_at),
            "reference": reference,
            "link": link,
        },
        once_key=f"newsletter-stopped:{planned.id}",
    )
