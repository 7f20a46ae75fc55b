"""Reading occasions: whose they are, who is still to be asked, and which a check may choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.approvals.models import Approval
from parentcomms.approvals.queries import decisions_about_all
from parentcomms.approvals.rules import Verdict
from parentcomms.clock import in_london, today
from parentcomms.consent.models import Use, UseVersion
from parentcomms.consent.queries import cases, standing_answers
from parentcomms.consent.rules import Standing, who_is_due
from parentcomms.database import db
from parentcomms.occasions.models import Occasion, OccasionChild
from parentcomms.occasions.rules import (
    PICTURES_FOR,
    OccasionFacts,
    OccasionState,
    can_be_checked,
    state,
)
from parentcomms.people.holds import contact_decision, may_be_mailed, open_holds
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.rules import Way, may_be_written_to


@dataclass(frozen=True)
class OccasionLine:
    """One occasion and where it stands, with the head's decisions about it."""

    occasion: Occasion
    state: OccasionState
    decisions: tuple[Approval, ...]

    @property
    def waits(self) -> bool:
        """Whether the head has still to decide."""
        return self.state is OccasionState.WAITING


@dataclass(frozen=True)
class ToAsk:
    """The adults still to be asked, by the way they can be reached today."""

    by_mail: Mapping[int, tuple[Relationship, ...]]  # by person
    by_hand: tuple[Relationship, ...]  # to ring, or to tell on paper
    in_review: int  # adults who wait in the contact review


def facts_of(occasion: Occasion, decisions: Sequence[Approval] = ()) -> OccasionFacts:
    """The row as the rules take it."""
    return OccasionFacts(
        happens_on=occasion.happens_on,
        answer_by=occasion.answer_by,
        asked_on=in_london(occasion.asked_at).date() if occasion.asked_at else None,
        reminded=occasion.reminded_at is not None,
        sent_back=bool(decisions) and decisions[-1].verdict is Verdict.SENT_BACK,
        cancelled=occasion.cancelled_at is not None,
    )


def _whole() -> Select[Occasion]:
    return select(Occasion).options(
        joinedload(Occasion.use).selectinload(Use.versions).selectinload(UseVersion.wordings),
        selectinload(Occasion.children).joinedload(OccasionChild.pupil),
    )


def occasions_seen_by(actor: str, *, everything: bool) -> list[OccasionLine]:
    """Somebody's own occasions, or everybody's; newest day first."""
    query = _whole().order_by(Occasion.happens_on.desc(), Occasion.id.desc()).limit(100)
    rows = db.session.scalars(query if everything else query.where(Occasion.made_by == actor)).all()
    decided = decisions_about_all([row.reference for row in rows])
    return [_line(row, decided[row.reference]) for row in rows]


def _line(row: Occasion, decisions: Sequence[Approval]) -> OccasionLine:
    return OccasionLine(row, state(facts_of(row, decisions), today()), tuple(decisions))


def line_for(reference: str, actor: str, *, everything: bool) -> OccasionLine | None:
    """One occasion, for who made it and for those who see them all."""
    query = _whole().where(Occasion.reference == reference)
    row = db.session.scalar(query if everything else query.where(Occasion.made_by == actor))
    return _line(row, decisions_about_all([reference])[reference]) if row else None


def occasions_to_check() -> list[Occasion]:
    """Those whose pictures can be checked today, the nearest day first."""
    query = (
        select(Occasion)
        .options(joinedload(Occasion.use))
        .where(Occasion.asked_at.is_not(None), Occasion.cancelled_at.is_(None))
        .where(Occasion.happens_on >= today() - PICTURES_FOR)
        .order_by(Occasion.happens_on, Occasion.id)
    )
    return [row for row in db.session.scalars(query) if can_be_checked(facts_of(row), today())]


def occasion_to_check(reference: str) -> Occasion | None:
    """One occasion as a check names it, open or not."""
    return db.session.scalar(
        select(Occasion).options(joinedload(Occasion.use)).where(Occasion.reference == reference)
    )


def is_open_to_check(occasion: Occasion) -> bool:
    """Whether a picture of it can be checked today."""
    return can_be_checked(facts_of(occasion), today())


def children_asked_about(occasion: Occasion) -> set[int]:
    """The ids of its children; nobody was asked about any other."""
    query = select(OccasionChild.pupil_id).where(OccasionChild.occasion_id == occasion.id)
    return set(db.session.scalars(query))


def standings(occasion: Occasion) -> list[tuple[Pupil, Standing]]:
    """Each child and what the school must act on for this occasion; never why."""
    key = occasion.use.key
    pupils = [child.pupil for child in occasion.children]
    found = standing_answers([pupil.id for pupil in pupils], use_keys=[key])
    by_name = sorted(pupils, key=lambda pupil: (pupil.forename, pupil.surname, pupil.id))
    return [(pupil, found.get((pupil.id, key), Standing.NOT_ANSWERED)) for pupil in by_name]


def still_to_ask(occasion: Occasion) -> list[Relationship]:
    """Whoever answers for these children and has not: who_is_due() for this use alone."""
    key = occasion.use.key
    found = cases([child.pupil_id for child in occasion.children], use_keys=[key])
    due = {who for case in found.values() for who in who_is_due(case)}
    rows = db.session.scalars(
        select(Relationship)
        .where(Relationship.id.in_(due))
        .options(
            joinedload(Relationship.person),
            joinedload(Relationship.pupil),
            selectinload(Relationship.decisions),
            selectinload(Relationship.holds),
        )
        .order_by(Relationship.id)
    )
    return [row for row in rows if not open_holds(row)]


def to_ask(occasion: Occasion) -> ToAsk:
    """Those still to be asked, once each, however many of these children are theirs."""
    by_mail: dict[int, list[Relationship]] = {}
    by_hand, in_review = [], 0
    for row in still_to_ask(occasion):
        if row.person is not None and row.person.email and may_be_mailed(row):
            by_mail.setdefault(row.person.id, []).append(row)
        elif may_be_written_to(contact_decision(row), by=Way.POST):
            by_hand.append(row)
        else:
            in_review += 1
    mails = {person_id: tuple(rows) for person_id, rows in by_mail.items()}
    return ToAsk(mails, tuple(by_hand), in_review)


def adult_asked(occasion: Occasion, reference: str) -> Relationship | None:
    """Somebody's relationship to a child this occasion is about, and to no other."""
    return db.session.scalar(
        select(Relationship)
        .where(Relationship.reference == reference)
        .where(Relationship.pupil_id.in_(children_asked_about(occasion)))
        .options(
            joinedload(Relationship.person),
            joinedload(Relationship.pupil),
            selectinload(Relationship.decisions),
            selectinload(Relationship.holds),
        )
    )
