"""Who is to be reminded today, whom it would be too soon for, and whom no mail reaches."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from parentcomms.accounts.family_links import links_in_doubt
from parentcomms.clock import in_london, today
from parentcomms.communications.coverage_facts import counted_as
from parentcomms.communications.models import CommunicationVersion, Delivery, DeliveryChild
from parentcomms.communications.pilot import plan_within_the_pilot
from parentcomms.communications.queries import approved_version, standing_communication
from parentcomms.communications.rules import CommunicationKind, Plan, Tie
from parentcomms.communications.ties import ties, ties_by_person
from parentcomms.consent.queries import add_up, cases
from parentcomms.database import among, db
from parentcomms.outbox.models import MailState, OutgoingMail
from parentcomms.people.models import Person
from parentcomms.reminders.models import Reminder
from parentcomms.reminders.rules import (
    History,
    Limits,
    NotNow,
    still_needed,
    unaware_of_never,
    why_not_now,
)
from parentcomms.school.queries import school, school_calendar

FACT = "reminder"


@dataclass(frozen=True)
class Due:
    """Those to remind by mail now, with the children it is about, and the others."""

    version: CommunicationVersion | None  # None: the head has approved no request
    plan: Plan
    not_now: Mapping[NotNow, Sequence[int]]

    @property
    def email(self) -> Mapping[int, tuple[Tie, ...]]:
        return self.plan.email if self.version is not None else {}


def limits() -> Limits:
    """How often, as the school decided."""
    return Limits(gap_days=school().reminder_gap_days, most=school().reminders_at_most)


def due(day: date | None = None, *, by_hand: bool) -> Due:
    """Everybody still needed, sorted by whether they may be reminded; a fixed number of queries."""
    on_day = day or today()
    everyone = ties(on_day)
    needed = _needed(everyone, on_day)
    doubtful = links_in_doubt({tie.person_id for tie in needed})
    histories = _histories(needed)
    calendar, how_often = school_calendar(), limits()
    not_now: dict[NotNow, list[int]] = defaultdict(list)
    now: list[Tie] = []
    for person_id, own in _by_person(needed).items():
        history = histories.get(person_id, History(None))
        reason = why_not_now(history, on_day, how_often, calendar=calendar, by_hand=by_hand)
        if reason is not None:
            not_now[reason].append(person_id)
        elif person_id not in doubtful:
            now += own
    return Due(approved_request(), plan_within_the_pilot(now, everyone), dict(not_now))


def approved_request() -> CommunicationVersion | None:
    """The words the head approved last, to the letter: an edit waits until it is approved."""
    request = standing_communication(CommunicationKind.CONSENT_REQUEST)
    return approved_version(request) if request is not None else None


def needed_now(person_ids: Collection[int]) -> set[int]:
    """Those of these adults without whose answer something is still open."""
    theirs = [tie for own in ties_by_person(person_ids).values() for tie in own]
    return {tie.person_id for tie in _needed(theirs, today())}


def _needed(among: Sequence[Tie], day: date) -> list[Tie]:
    """Those of these ties without whose answer something about a child here is still open."""
    here = [tie for tie in among if tie.here_now]
    asked = {
        key: unaware_of_never(case)
        for key, case in cases({tie.pupil_id for tie in here}, day=day).items()
    }
    stands = add_up(asked)
    needed = {who for key, case in asked.items() for who in still_needed(case, stands[key])}
    return [tie for tie in here if tie.relationship_id in needed]


def _by_person(rows: Sequence[Tie]) -> dict[int, list[Tie]]:
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in rows:
        found[tie.person_id].append(tie)
    return found


def _histories(needed: Sequence[Tie]) -> dict[int, History]:
    asked = _first_notices({tie.relationship_id for tie in needed})
    reminders: dict[int, list[Reminder]] = defaultdict(list)
    for each in db.session.scalars(
        select(Reminder)
        .join(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(OutgoingMail.state != MailState.CANCELLED)
        .where(Reminder.person_id.in_({tie.person_id for tie in needed}))
        .order_by(Reminder.id)
    ):
        reminders[each.person_id].append(each)
    return {
        person_id: _history(own, asked, reminders[person_id])
        for person_id, own in _by_person(needed).items()
    }


def _history(
    own: Sequence[Tie], asked: Mapping[int, date], reminders: Sequence[Reminder]
) -> History:
    """Counted anew for each asking: new wording or a new phase begins another."""
    days = [asked[tie.relationship_id] for tie in own if tie.relationship_id in asked]
    since = max(days, default=None)
    this_time = [each for each in reminders if since is not None and _day(each.made_at) >= since]
    return History(
        asked_on=since,
        reminded_on=tuple(_day(each.made_at) for each in this_time),
        by_hand_on=tuple(_day(each.made_at) for each in this_time if each.by_hand),
    )


def _day(moment: datetime) -> date:
    return in_london(moment).date()


def _first_notices(relationship_ids: Collection[int]) -> dict[int, date]:
    """Relationship → the day its newest request left by mail or was handed out."""
    rows = db.session.execute(
        select(
            DeliveryChild.relationship_id, OutgoingMail.sent_at, OutgoingMail.state,
            Delivery.handed_out_at, Delivery.made_at,
        )
        .join(Delivery, Delivery.id == DeliveryChild.delivery_id)
        .outerjoin(OutgoingMail, OutgoingMail.id == Delivery.mail_id)
        .where(DeliveryChild.kind == CommunicationKind.CONSENT_REQUEST)
        .where(DeliveryChild.relationship_id.in_(relationship_ids))
        .order_by(Delivery.id)
    )  # fmt: skip
    found: dict[int, date] = {}
    names = counted_as()
    for relationship_id, sent_at, state, handed_out_at, made_at in rows:
        by_mail = names.get(state, state) is MailState.SENT
        left = (sent_at or made_at) if by_mail else handed_out_at
        if left is not None:
            found[relationship_id] = _day(left)
    return found


def people(person_ids: Collection[int]) -> list[Person]:
    """These adults, by surname."""
    query = select(Person).where(Person.id.in_(person_ids))
    return list(db.session.scalars(query.order_by(Person.surname, Person.forename, Person.id)))


def reminder_of(mail_ids: Collection[int]) -> dict[int, Reminder]:
    """Mail → the reminder it is, for a last look before it leaves."""
    rows = db.session.scalars(select(Reminder).where(among(Reminder.mail_id, mail_ids)))
    return {each.mail_id: each for each in rows}
