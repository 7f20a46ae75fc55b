"""The takedown list, derived: publications, the answers behind them, and what was done.

Nobody puts anything on it and nobody takes anything off. A fixed number of queries; none beyond
the first two where nobody ever said anything but yes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.accounts.models import StaffMember
from parentcomms.clock import today
from parentcomms.consent.already_out import (
    cases_already_out,
    ever_held_back,
    nevers_of_children,
)
from parentcomms.consent.coming_down import NeverFact, Shown, causes
from parentcomms.consent.facts import Case
from parentcomms.consent.rules import UseKey
from parentcomms.database import db
from parentcomms.people.models import Pupil
from parentcomms.publications.models import (
    LateCheck,
    Publication,
    PublicationChild,
    PublishingIncident,
    Removal,
)
from parentcomms.publications.owners import owners_of
from parentcomms.publications.rules import Act, Reason, Settled, day_of, due_on, outstanding
from parentcomms.publishing.models import PostCheck
from parentcomms.school import queries as school_queries
from parentcomms.school.rules import SchoolCalendar, Term


@dataclass(frozen=True)
class Matter:
    """One publication with every reason against it and everything done about it."""

    publication: Publication
    reasons: tuple[Reason, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class ToDo:
    """One line of the takedown list. Whose answer it was, or whether it was one, is not in it."""

    publication: Publication
    children: tuple[Pupil, ...]  # each to be taken out, unless the whole post comes down
    whole: bool
    since: datetime
    due_on: date
    owner: StaffMember | None

    @property
    def overdue(self) -> bool:
        """Whether the last day for it has passed."""
        return self.due_on < today()


def to_take_down(*, owner_id: int | None = None) -> list[ToDo]:
    """Everything that has to come down, the most urgent first; of one owner only where named."""
    gone = select(Removal.publication_id).where(Removal.removed.is_(True))
    found = matters(Publication.id.not_in(gone), Publication.id.in_(_touched()))
    open_ = [(each, _outstanding(each)) for each in found]
    waiting = [(each, reasons) for each, reasons in open_ if reasons]
    owners = owners_of([each.publication for each, _ in waiting])
    clock = _Clock() if waiting else None
    lines = [
        _to_do(each.publication, reasons, owners[each.publication.id], clock)
        for each, reasons in waiting
        if clock
    ]
    mine = [each for each in lines if owner_id is None or _is(each.owner, owner_id)]
    return sorted(mine, key=lambda each: (each.due_on, each.publication.id))


def _is(owner: StaffMember | None, staff_id: int) -> bool:
    return owner is not None and owner.id == staff_id


def _touched() -> ColumnElement[int]:
    """Publications in which somebody is shown of whom more than a yes was said, and incidents."""
    shown = select(PublicationChild.publication_id).where(
        PublicationChild.pupil_id.in_(ever_held_back())
    )
    return shown.union(select(PublishingIncident.publication_id))  # type: ignore[return-value]


def _outstanding(matter: Matter) -> tuple[Reason, ...]:
    return outstanding(matter.reasons, matter.acts, recorded_at=matter.publication.recorded_at)


class _Clock:
    """Counts school days: the school's own number, in the school's own calendar."""

    def __init__(self) -> None:
        year = today().year
        found = school_queries.calendar(year - 1, year + 1)
        self.days = school_queries.school().takedown_days
        self.calendar = SchoolCalendar(
            terms=tuple(Term(starts_on=first, ends_on=last) for first, last in found.terms),
            inset_days=found.inset_days,
            bank_holidays=found.bank_holidays,
        )

    def due(self, since: datetime) -> date:
        return due_on(day_of(since), self.days, self.calendar)


def _to_do(
    row: Publication, reasons: Sequence[Reason], owner: StaffMember | None, clock: _Clock
) -> ToDo:
    wanted = {reason.pupil for reason in reasons}
    since = max(reasons[0].at, row.recorded_at)
    return ToDo(
        publication=row,
        children=tuple(each.pupil for each in row.children if each.pupil_id in wanted),
        whole=None in wanted,
        since=since,
        due_on=clock.due(since),
        owner=owner,
    )


def matters(*where: ColumnElement[bool]) -> list[Matter]:
    """These publications, each with every reason against it and everything done about it."""
    rows = db.session.scalars(
        select(Publication)
        .where(*where)
        .order_by(Publication.id)
        .options(
            joinedload(Publication.channel),
            joinedload(Publication.check),
            selectinload(Publication.children).joinedload(PublicationChild.pupil),
        )
    ).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    acts, incidents, answers = _acts(ids), _incidents(ids), _Answers(rows)
    return [
        Matter(row, (*answers.against(row), *incidents.get(row.id, ())), tuple(acts[row.id]))
        for row in rows
    ]


def _acts(ids: Collection[int]) -> dict[int, list[Act]]:
    rows = db.session.scalars(
        select(Removal).where(Removal.publication_id.in_(ids)).order_by(Removal.id)
    )
    found: dict[int, list[Act]] = defaultdict(list)
    for row in rows:
        how = row.how or (Settled.TAKEN_DOWN if row.removed else Settled.CANNOT)
        found[row.publication_id].append(Act(how=how, at=row.recorded_at))
    return found


def _incidents(ids: Collection[int]) -> dict[int, list[Reason]]:
    rows = db.session.execute(
        select(PublishingIncident.publication_id, PublishingIncident.opened_at).where(
            PublishingIncident.publication_id.in_(ids)
        )
    )
    found: dict[int, list[Reason]] = defaultdict(list)
    for publication, at in rows:
        found[publication].append(Reason(at=at, pupil=None))
    return found


def _uses(rows: Sequence[Publication]) -> dict[int, set[str]]:
    """Publication → every use it touches, those included that only its late check came upon: a
    post recorded without a check says where it was, and not that it is a film or shows a name.
    """
    found = {row.id: set(row.use_keys) for row in rows}
    late = db.session.execute(
        select(LateCheck.publication_id, PostCheck.use_keys)
        .join(PostCheck, PostCheck.id == LateCheck.check_id)
        .where(LateCheck.publication_id.in_(found))
    )
    for publication_id, keys in late:
        found[publication_id].update(keys)
    return found


class _Answers:
    """What the answers say now about every child and use of some publications."""

    def __init__(self, rows: Iterable[Publication]) -> None:
        rows = list(rows)
        shown = {each.pupil_id for row in rows for each in row.children}
        held_back = ever_held_back().subquery()
        query = select(held_back.c.pupil_id).where(held_back.c.pupil_id.in_(shown))
        pupils = set(db.session.scalars(query)) if shown else set()
        self.uses = _uses(rows)
        keys = set().union(*self.uses.values())
        self.cases: Mapping[tuple[int, str], Case] = {}
        self.nevers: Mapping[int, list[NeverFact]] = {}
        if pupils:
            self.cases = cases_already_out(pupils, keys)
            self.nevers = nevers_of_children(pupils)

    def against(self, row: Publication) -> list[Reason]:
        """Every reason of every child in it, for every use it touches."""
        return [reason for child in row.children for reason in self._of_child(row, child)]

    def _of_child(self, row: Publication, child: PublicationChild) -> list[Reason]:
        shown = Shown(
            recognisable=child.recognisable,
            name_beside=UseKey.NAME_OUTSIDE.value in self.uses[row.id],
            relied_on_at=row.check.checked_at if row.check else None,
        )
        cases = [self.cases.get((child.pupil_id, key)) for key in self.uses[row.id]]
        nevers = self.nevers.get(child.pupil_id, ())
        return [
            Reason(at=cause.at, pupil=child.pupil_id, who=cause.who)
            for case in cases
            if case is not None
            for cause in causes(case, shown, nevers=nevers)
        ]
