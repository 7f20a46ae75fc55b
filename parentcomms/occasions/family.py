"""What one adult is asked about single occasions: their children only, their own answers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.clock import today
from parentcomms.consent.facts import Case
from parentcomms.consent.models import Answer, UseVersion, UseWording
from parentcomms.consent.queries import CurrentUse, cases, uses_named, wordings
from parentcomms.consent.rules import Decision, own_answer
from parentcomms.database import db
from parentcomms.occasions.models import Occasion, OccasionChild
from parentcomms.occasions.queries import facts_of
from parentcomms.occasions.rules import is_taken
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Relationship


@dataclass(frozen=True)
class OccasionCell:
    """One child under the question: what this adult said of it, and what they may still say."""

    relationship: Relationship
    said: Decision | None
    offered: tuple[Decision, ...]

    @property
    def name(self) -> str:
        """The name of the form field."""
        return f"child-{self.relationship.reference}"


@dataclass(frozen=True)
class OccasionQuestion:
    """One occasion in the reader's language, with a cell for each child of theirs it is about."""

    occasion: Occasion
    use: CurrentUse
    wording: UseWording
    cells: tuple[OccasionCell, ...]

    @property
    def is_on(self) -> bool:
        """Whether it can still be answered with a yes."""
        return self.occasion.happens_on >= today()


@dataclass(frozen=True)
class OccasionNotice:
    """One occasion as the adult's own page shows it: for whom, and whether it is answered."""

    occasion: Occasion
    wording: UseWording
    names: tuple[str, ...]
    unanswered: bool

    @property
    def is_on(self) -> bool:
        """Whether it can still be answered with a yes."""
        return self.occasion.happens_on >= today()


def notices(relationships: Sequence[Relationship], language: str) -> list[OccasionNotice]:
    """Every occasion asked about these children of one adult, in three queries at most."""
    asked = _asked_about({row.pupil_id for row in relationships})
    if not asked:
        return []
    occasions = list(dict.fromkeys(occasion for occasion, _ in asked))
    words = _words([row.use_id for row in occasions], language)
    given = _answered([row.id for row in relationships], list(words))
    about = {(occasion.id, pupil_id) for occasion, pupil_id in asked}
    return [
        OccasionNotice(
            occasion,
            words[occasion.use_id],
            tuple(row.pupil.forename for row in theirs),
            any((row.id, occasion.use_id) not in given for row in theirs),
        )
        for occasion in occasions
        if occasion.use_id in words
        for theirs in [[r for r in relationships if (occasion.id, r.pupil_id) in about]]
    ]


def _words(use_ids: Sequence[int], language: str) -> dict[int, UseWording]:
    """Use id → its words in this language, or else in English."""
    rows = db.session.execute(
        select(UseVersion.use_id, UseWording)
        .join(UseWording, UseWording.version_id == UseVersion.id)
        .where(UseVersion.use_id.in_(use_ids), UseWording.language.in_({language, "en"}))
        .order_by(UseVersion.number, UseWording.language == language)
    )
    return {use_id: words for use_id, words in rows}


def _answered(relationship_ids: Sequence[int], use_ids: Sequence[int]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        select(Answer.relationship_id, Answer.use_id).where(
            Answer.relationship_id.in_(relationship_ids), Answer.use_id.in_(use_ids)
        )
    )
    return {(relationship_id, use_id) for relationship_id, use_id in rows}


def questions_for(person_id: int, language: str) -> list[OccasionQuestion]:
    """Every occasion asked about this adult's children, the latest day first."""
    relationships = open_relationships(person_id)
    asked = _asked_about({row.pupil_id for row in relationships})
    if not asked:
        return []
    occasions = list(dict.fromkeys(occasion for occasion, _ in asked))
    uses = {use.key: use for use in uses_named([row.use.key for row in occasions])}
    words = wordings([use.version_id for use in uses.values()], language)
    found = cases({row.pupil_id for row in relationships}, use_keys=uses)
    about = {(occasion.id, pupil_id) for occasion, pupil_id in asked}
    return [
        OccasionQuestion(
            occasion,
            use,
            words[use.version_id],
            tuple(
                _cell(occasion, use, row, found)
                for row in relationships
                if (occasion.id, row.pupil_id) in about
            ),
        )
        for occasion in occasions
        if (use := uses.get(occasion.use.key))
    ]


def _asked_about(pupil_ids: set[int]) -> Sequence[tuple[Occasion, int]]:
    query = (
        select(Occasion, OccasionChild.pupil_id)
        .join(OccasionChild, OccasionChild.occasion_id == Occasion.id)
        .where(OccasionChild.pupil_id.in_(pupil_ids), Occasion.asked_at.is_not(None))
        .where(Occasion.cancelled_at.is_(None))
        .options(joinedload(Occasion.use))
        .order_by(Occasion.happens_on.desc(), Occasion.id.desc())
    )
    return [(occasion, pupil_id) for occasion, pupil_id in db.session.execute(query)]


def _cell(
    occasion: Occasion,
    use: CurrentUse,
    relationship: Relationship,
    found: Mapping[tuple[int, str], Case],
) -> OccasionCell:
    answer = own_answer(found[relationship.pupil_id, use.key], relationship.id)
    facts = facts_of(occasion)
    offered = tuple(
        each
        for each in Decision
        if (each is not Decision.UNRECOGNISABLE or use.facts.offers_unrecognisable)
        and is_taken(each, facts, today())
    )
    return OccasionCell(relationship, answer.decision if answer else None, offered)
