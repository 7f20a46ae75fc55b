"""Reading the register: what is where, since when, with whom, and who looked at it last."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.channels.models import Channel
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people.models import Enrolment, Pupil
from parentcomms.people.roll import Span, roll_on
from parentcomms.publications.models import (
    LateCheck,
    Publication,
    PublicationChild,
    PublicationReview,
    PublishingIncident,
    Removal,
)
from parentcomms.publications.rules import StillPublic, audit_order, day_of, review_due
from parentcomms.publishing.models import PostCheck

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for in the register; `recorded_by` limits it to their own."""

    channel: str = ""
    since: date | None = None
    until: date | None = None
    pupil_ids: Collection[int] | None = None
    recorded_by: str | None = None


def register(wanted: Wanted) -> Sequence[Publication]:
    """Publications, the newest first."""
    query = select(Publication).options(
        joinedload(Publication.channel), selectinload(Publication.children)
    )
    query = _narrowed(query, wanted)
    newest = query.order_by(Publication.published_on.desc(), Publication.id.desc())
    return db.session.scalars(newest.limit(MOST_SHOWN + 1)).all()


def _narrowed(query: Select[Publication], wanted: Wanted) -> Select[Publication]:
    if wanted.channel:
        channel = select(Channel.id).where(Channel.reference == wanted.channel)
        query = query.where(Publication.channel_id.in_(channel))
    if wanted.since:
        query = query.where(Publication.published_on >= wanted.since)
    if wanted.until:
        query = query.where(Publication.published_on <= wanted.until)
    if wanted.recorded_by:
        query = query.where(Publication.recorded_by == wanted.recorded_by)
    if wanted.pupil_ids is not None:
        shown = select(PublicationChild.publication_id).where(
            PublicationChild.pupil_id.in_(wanted.pupil_ids)
        )
        query = query.where(Publication.id.in_(shown))
    return query


def publication(reference: str) -> Publication | None:
    """One publication with everybody in it."""
    return db.session.scalar(
        select(Publication)
        .where(Publication.reference == reference)
        .options(
            joinedload(Publication.channel),
            joinedload(Publication.check),
            selectinload(Publication.children).joinedload(PublicationChild.pupil),
        )
    )


def pupils_named(typed: str) -> dict[int, str]:
    """Children, leavers included, whose first or last name begins as typed."""
    words = typed.casefold().split()
    if not words:
        return {}
    rows = db.session.execute(select(Pupil.id, Pupil.forename, Pupil.surname))
    return {
        pupil_id: f"{forename} {surname}"
        for pupil_id, forename, surname in rows
        if _all_begin(words, f"{forename} {surname}".casefold().replace("-", " ").split())
    }


def _all_begin(words: Sequence[str], names: Sequence[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in words)


def removals_of(row: Publication) -> Sequence[Removal]:
    """What was done about it, oldest first."""
    query = select(Removal).where(Removal.publication_id == row.id).order_by(Removal.id)
    return db.session.scalars(query).all()


def gone(ids: Collection[int]) -> set[int]:
    """Those of these publications that nobody can see any more."""
    query = select(Removal.publication_id).where(
        Removal.publication_id.in_(ids), Removal.removed.is_(True)
    )
    return set(db.session.scalars(query))


def children_there(ids: Collection[int]) -> set[tuple[int, int]]:
    """(publication, pupil) of everybody already named in these publications."""
    rows = db.session.execute(
        select(PublicationChild.publication_id, PublicationChild.pupil_id).where(
            PublicationChild.publication_id.in_(ids)
        )
    )
    return {(publication_id, pupil_id) for publication_id, pupil_id in rows}


def late_check_of(row: Publication) -> LateCheck | None:
    """The newest check asked for afterwards."""
    query = select(LateCheck).where(LateCheck.publication_id == row.id)
    return db.session.scalar(query.order_by(LateCheck.id.desc()).limit(1))


def unchecked(
    recorded_by: str | None = None, *, channel_id: int | None = None
) -> Sequence[Publication]:
    """Posts since go-live that went out without a check and still have none; somebody's own, of
    one place.
    """
    query = select(Publication).where(
        Publication.check_id.is_(None),
        Publication.before_go_live.is_(False),
        Publication.id.not_in(select(LateCheck.publication_id)),
        Publication.id.not_in(select(Removal.publication_id).where(Removal.removed.is_(True))),
    )
    if recorded_by is not None:
        query = query.where(Publication.recorded_by == recorded_by)
    if channel_id is not None:
        query = query.where(Publication.channel_id == channel_id)
    return db.session.scalars(query.order_by(Publication.id)).all()


def published_under(row: PostCheck) -> Publication | None:
    """What was already recorded as posted under this check."""
    return db.session.scalar(
        select(Publication).where(Publication.check_id == row.id).order_by(Publication.id).limit(1)
    )


def incident_of(row: Publication) -> PublishingIncident | None:
    """Its newest incident, open or closed."""
    query = select(PublishingIncident).filter_by(publication_id=row.id)
    return db.session.scalar(query.order_by(PublishingIncident.id.desc()).limit(1))


def incident(reference: str) -> PublishingIncident | None:
    """One incident with its publication."""
    return db.session.scalar(
        select(PublishingIncident)
        .where(PublishingIncident.reference == reference)
        .options(joinedload(PublishingIncident.publication))
    )


def incidents() -> Sequence[PublishingIncident]:
    """All of them, the open ones first, then the newest."""
    return db.session.scalars(
        select(PublishingIncident)
        .options(joinedload(PublishingIncident.publication))
        .order_by(PublishingIncident.closed_at.is_not(None), PublishingIncident.id.desc())
    ).all()


@dataclass(frozen=True)
class AuditLine:
    """One line of the yearly audit."""

    publication: Publication
    facts: StillPublic
    children: int
    left: tuple[str, ...]  # the names of those who have left the school

    @property
    def due(self) -> bool:
        """Nobody has looked at it for a year."""
        return review_due(self.facts, today())


def yearly_audit() -> list[AuditLine]:
    """Everything still public, those nobody has looked at for longest first."""
    removed = select(Removal.publication_id).where(Removal.removed.is_(True))
    rows = _with_enrolments(
        select(Publication).where(Publication.id.not_in(removed), Publication.printed.is_(False))
    )
    reviews = _reviews([row.id for row in rows])
    lines = [_line(row, reviews.get(row.id)) for row in rows]
    return sorted(lines, key=lambda line: audit_order(line.facts, today()))


def still_public(row: Publication) -> StillPublic:
    """What the audit weighs of one publication."""
    (found,) = _with_enrolments(select(Publication).where(Publication.id == row.id))
    return _line(found, _reviews([row.id]).get(row.id)).facts


def _with_enrolments(query: Select[Publication]) -> Sequence[Publication]:
    children = selectinload(Publication.children).joinedload(PublicationChild.pupil)
    return db.session.scalars(
        query.options(
            joinedload(Publication.channel), children.selectinload(Pupil.enrolments)
        ).order_by(Publication.id)
    ).all()


def _line(row: Publication, reviewed: datetime | None) -> AuditLine:
    left = [each.pupil.full_name for each in row.children if not _here(each.pupil.enrolments)]
    facts = StillPublic(
        published_on=row.published_on,
        reviewed_on=day_of(reviewed) if reviewed else None,
        children_left=bool(left),
    )
    return AuditLine(row, facts, len(row.children), tuple(sorted(left)))


def _here(enrolments: Sequence[Enrolment]) -> bool:
    return roll_on([Span(row.starts_on, row.ends_on) for row in enrolments], today()).on_roll


def _reviews(ids: Collection[int]) -> dict[int, datetime]:
    rows = db.session.execute(
        select(PublicationReview.publication_id, func.max(PublicationReview.reviewed_at))
        .where(PublicationReview.publication_id.in_(ids))
        .group_by(PublicationReview.publication_id)
    )
    found: dict[int, datetime] = defaultdict()
    for publication_id, reviewed_at in rows:
        found[publication_id] = reviewed_at
    return found
