"""Reading concerns. Every list, count, search and look-up asks `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms import links
from parentcomms.access import Permission, Role, permissions_of
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import (
    all_staff,
    roles_of_those_who_can_sign_in,
    staff_with_permission,
)
from parentcomms.clock import in_london, now, today
from parentcomms.concerns.covering import covering, tightened
from parentcomms.concerns.hours import Reading, reading
from parentcomms.concerns.models import Attachment, Concern, ConcernMessage
from parentcomms.concerns.readiness import (
    BrokenSecret,
    LocalNumbers,
    Missing,
    public_form_missing,
    secrets_broken,
)
from parentcomms.concerns.rules import NOBODY, Ids, Raised, RoleHolders, may_see, route
from parentcomms.database import db
from parentcomms.school import queries as school_queries
from parentcomms.school.rules import SchoolCalendar, Term, add_school_days, received_on

READS_CONCERNS = Permission.RECEIVE_CONCERNS
BY_THE_SERVICE = "system"


def holders() -> RoleHolders:
    """Who holds which post today, whether or not they have chosen a password yet."""
    roles = {person.id: _held(person) for person in all_staff() if person.ended_at is None}
    found = _as_holders(roles, managers=_line_managers(roles))
    return replace(found, covering=covering(among=roles), tightened=tightened())


def _held(person: StaffMember) -> frozenset[Role]:
    return frozenset(each.role for each in person.roles if each.ended_at is None)


def _as_holders(
    roles: Mapping[int, frozenset[Role]], *, managers: Mapping[int, int] | None = None
) -> RoleHolders:
    def holding(role: Role) -> Ids:
        return frozenset(staff_id for staff_id, held in roles.items() if role in held)

    return RoleHolders(
        heads=holding(Role.HEAD),
        dsls=holding(Role.DSL),
        deputy_dsls=holding(Role.DEPUTY_DSL),
        chairs=holding(Role.CHAIR),
        vice_chairs=holding(Role.VICE_CHAIR),
        clerks=holding(Role.CLERK),
        office=holding(Role.OFFICE),
        line_managers=managers or {},
    )


def _line_managers(roles: Mapping[int, frozenset[Role]]) -> dict[int, int]:
    """The managers the school names; the head stands in for one who may not open concerns."""
    if not school_queries.school().line_managed_concerns:
        return {}
    rows = db.session.execute(
        select(StaffMember.id, StaffMember.line_manager_id).where(
            StaffMember.line_manager_id.is_not(None)
        )
    )
    readers = {each for each, held in roles.items() if READS_CONCERNS in permissions_of(held)}
    return {person: manager for person, manager in rows if manager in readers}


def staff_names() -> dict[int, str]:
    """Staff id → name, of those who are here."""
    rows = select(StaffMember.id, StaffMember.name).where(StaffMember.ended_at.is_(None))
    return {staff_id: name for staff_id, name in db.session.execute(rows)}


def local_numbers() -> LocalNumbers:
    """The three numbers only the school's own area can supply."""
    ours = school_queries.school()
    return LocalNumbers(
        childrens_social_care=ours.social_care_phone,
        out_of_hours=ours.social_care_out_of_hours_phone,
        lado=ours.lado_phone,
    )


def form_missing(roles: Mapping[int, frozenset[Role]] | None = None) -> tuple[Missing, ...]:
    """What keeps the public form closed. A DSL who cannot sign in yet would read nothing.

    `roles`: of those who can sign in, for a caller who has read them already.
    """
    roles = roles_of_those_who_can_sign_in() if roles is None else roles
    return public_form_missing(_as_holders(roles), local_numbers())


def form_is_open() -> bool:
    return not form_missing()


def broken_secrets() -> tuple[BrokenSecret, ...]:
    """The secrets that this school's combination of posts cannot keep."""
    return secrets_broken(holders())


def dsl_names() -> list[str]:
    """The safeguarding leads and their deputies, whom a pupil may turn to."""
    names, found = staff_names(), holders()
    return [names[each] for each in (*sorted(found.dsls), *sorted(found.deputy_dsls - found.dsls))]


def reading_now() -> Reading:
    """Whether anyone is reading messages at this hour, and when next."""
    return reading(in_london(now()), calendar_now())


def calendar_now() -> SchoolCalendar:
    """The school's days as the clocks take them, from last year's bank holidays on."""
    year = today().year
    found = school_queries.calendar(year - 1, year + 1)
    return SchoolCalendar(
        terms=tuple(Term(starts_on=first, ends_on=last) for first, last in found.terms),
        inset_days=found.inset_days,
        bank_holidays=found.bank_holidays,
    )


def hear_by(concern: Concern) -> date:
    """The last day by which the school writes to its sender; out of term, counted from term."""
    calendar = calendar_now()
    received = received_on(in_london(concern.received_at).date(), calendar)
    return add_school_days(received, school_queries.school().acknowledge_days, calendar)


def raised(concern: Concern) -> Raised:
    """What was raised as the rule takes it, with everyone it was hidden from at receipt."""
    return Raised(
        kind=concern.kind,
        about=concern.about,
        at_risk=concern.at_risk,
        named=frozenset(each.staff_id for each in concern.subjects),
    )


def _raised_to(concern: Concern) -> Ids:
    """Those to whom the service itself took it, because nobody read it."""
    return frozenset(e.staff_id for e in concern.recipients if e.passed_by == BY_THE_SERVICE)


def visible_to(concern: Concern, staff_id: int, *, among: RoleHolders) -> bool:
    """Whether this member of staff may know that the concern exists."""
    passed = frozenset(each.staff_id for each in concern.recipients if each.passed_by)
    return may_see(
        raised(concern),
        staff_id,
        holders=among,
        passed_to=passed or NOBODY,
        raised_to=_raised_to(concern),
        subject_confirmed=concern.subjects_confirmed_at is not None,
    )


def concerns_for(staff_id: int) -> list[Concern]:
    """Every concern this member of staff may see, newest first; ask this for counts too."""
    among = holders()
    everything = db.session.scalars(
        select(Concern)
        .options(selectinload(Concern.subjects), selectinload(Concern.recipients))
        .order_by(Concern.received_at.desc(), Concern.id.desc())
    )
    return [each for each in everything if visible_to(each, staff_id, among=among)]


def concern_for(staff_id: int, reference: str) -> Concern | None:
    """One concern, or None: for whoever may not see it, it does not exist."""
    found = concern_by_reference(reference)
    if found is None or not visible_to(found, staff_id, among=holders()):
        return None
    return found


def attachment_for(staff_id: int, reference: str) -> Attachment | None:
    """One file of a concern this member of staff may see."""
    query = select(Attachment).options(joinedload(Attachment.concern))
    found = db.session.scalar(query.filter_by(reference=reference))
    if found is None or not visible_to(found.concern, staff_id, among=holders()):
        return None
    return found


def may_be_passed_to(concern: Concern) -> list[StaffMember]:
    """Colleagues who may open concerns, are not its subject and do not see it yet."""
    among = holders()
    subjects = route(raised(concern), among).hidden_from
    return [
        person
        for person in staff_with_permission(READS_CONCERNS)
        if person.id not in subjects and not visible_to(concern, person.id, among=among)
    ]


def concern_by_reference(reference: str) -> Concern | None:
    """For the sender's own receipt, and for the look-ups above; never for a staff page."""
    query = select(Concern).options(
        selectinload(Concern.subjects), selectinload(Concern.recipients)
    )
    return db.session.scalar(query.filter_by(reference=reference))


def messages_of(concern: Concern) -> list[ConcernMessage]:
    """What school and sender wrote to each other, oldest first. Ask who may see it before this."""
    query = select(ConcernMessage).options(selectinload(ConcernMessage.attachments))
    ours = query.where(ConcernMessage.concern_id == concern.id).order_by(ConcernMessage.id)
    return list(db.session.scalars(ours))


def passphrase_of(concern: Concern) -> str:
    """What opens the sender's page beside the reference, where no address was left.

    Derived, so that the receipt can be shown again; the database keeps a keyed hash.
    """
    return links.show_code(links.code_for(links.Purpose.CONCERN, concern.reference))


def raised_by(person_id: int) -> list[Concern]:
    """What this adult raised from their own page, newest first."""
    mine = select(Concern).where(Concern.person_id == person_id).order_by(Concern.id.desc())
    return list(db.session.scalars(mine))


def mailed_lately(address: str, *, since: datetime) -> int:
    """How many concerns named this address for the answer since a moment."""
    recent = select(Concern.id).where(Concern.sender_email == address, Concern.received_at > since)
    return len(db.session.scalars(recent).all())


def attached_names(stored_names: Sequence[str]) -> set[str]:
    """Which of these kept files belong to a concern."""
    query = select(Attachment.stored_name).where(Attachment.stored_name.in_(stored_names))
    return set(db.session.scalars(query))
