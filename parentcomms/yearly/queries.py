"""Who is still to be reminded this school year, by e-mail or on paper."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select

from parentcomms.clock import LONDON, today
from parentcomms.communications.pilot import plan_within_the_pilot
from parentcomms.communications.rules import Plan, Tie
from parentcomms.communications.ties import ties
from parentcomms.consent.queries import cases
from parentcomms.database import db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.models import Person
from parentcomms.people.rules import RelationshipKind
from parentcomms.school.queries import school
from parentcomms.yearly.models import PaperReminder
from parentcomms.yearly.rules import Reminder, is_reminded, reminder_on

FACT = "yearly"
# What did not arrive goes on paper; what was stopped before it left may still go.
DID_NOT_ARRIVE = (MailState.FAILED,)
NEVER_LEFT = (MailState.CANCELLED,)


@dataclass(frozen=True)
class Due:
    """One year's reminder, and who has not had it: adult → the children it is about."""

    reminder: Reminder
    plan: Plan


def reminder_now(day: date | None = None) -> Reminder | None:
    """The reminder that is due today, if the school's month, or the time after it, has come."""
    return reminder_on(day or today(), school().reminder_month)


def due(day: date | None = None) -> Due | None:
    """Everybody still to be reminded, each once; read in a fixed number of queries."""
    on_day = day or today()
    reminder = reminder_now(on_day)
    if reminder is None:
        return None
    had = _mailed(reminder, OutgoingMail.state.not_in(DID_NOT_ARRIVE + NEVER_LEFT))
    had |= _told_on_paper(reminder)
    everyone = ties(on_day)
    waiting = [tie for tie in everyone if tie.here_now and tie.person_id not in had]
    found = plan_within_the_pilot(_to_remind(waiting, reminder, on_day), everyone)
    return Due(reminder, _on_paper_too(found, _mailed(reminder, _failed())))


def _to_remind(waiting: Collection[Tie], reminder: Reminder, day: date) -> Iterable[Tie]:
    began = datetime.combine(reminder.since, time(), tzinfo=LONDON)
    by_child: dict[int, list[Tie]] = {}
    for tie in waiting:
        by_child.setdefault(tie.pupil_id, []).append(tie)
    reminded = {
        tie.relationship_id
        for (pupil_id, _use), case in cases(by_child.keys(), day=day).items()
        for tie in by_child[pupil_id]
        if is_reminded(
            case, tie.relationship_id, own=tie.kind is RelationshipKind.SELF, began=began
        )
    }
    return [tie for tie in waiting if tie.relationship_id in reminded]


def _on_paper_too(found: Plan, did_not_arrive: Collection[int]) -> Plan:
    """Whoever the mail did not reach gets a letter instead."""
    back = {key: own for key, own in found.email.items() if key in did_not_arrive}
    email = {key: own for key, own in found.email.items() if key not in back}
    return Plan(email, {**found.paper, **back}, found.held_back)


def _failed() -> ColumnElement[bool]:
    return OutgoingMail.state.in_(DID_NOT_ARRIVE)


def fact_of(reminder: Reminder, person_id: int) -> str:
    """What is never mailed twice; it also says what to look at again before it leaves."""
    return f"{FACT}:{reminder.school_year}:{person_id}"


def _mailed(reminder: Reminder, which: ColumnElement[bool]) -> set[int]:
    prefix = fact_of(reminder, 0).removesuffix("0")
    keys = db.session.scalars(
        select(OutgoingMail.once_key).where(OutgoingMail.once_key.startswith(prefix), which)
    )
    return {int(key.removeprefix(prefix)) for key in keys if key is not None}


def stopped_mails(reminder: Reminder) -> Collection[OutgoingMail]:
    """Reminders of this year that were stopped before they left: they may be made again."""
    prefix = fact_of(reminder, 0).removesuffix("0")
    return db.session.scalars(
        select(OutgoingMail).where(
            OutgoingMail.once_key.startswith(prefix), OutgoingMail.state.in_(NEVER_LEFT)
        )
    ).all()


def _told_on_paper(reminder: Reminder) -> set[int]:
    return set(
        db.session.scalars(
            select(PaperReminder.person_id).where(PaperReminder.school_year == reminder.school_year)
        )
    )


def people(person_ids: Collection[int]) -> list[Person]:
    """These adults, by surname."""
    query = select(Person).where(Person.id.in_(person_ids))
    return list(db.session.scalars(query.order_by(Person.surname, Person.forename, Person.id)))
