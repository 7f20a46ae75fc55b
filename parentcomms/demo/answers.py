"""What the demo school's families have said so far: some everything, some nothing."""

from collections.abc import Sequence
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.queries import CurrentUse, current_uses, wordings
from parentcomms.consent.rules import AnswerRoute, Decision
from parentcomms.database import db
from parentcomms.demo.families import SEED
from parentcomms.people.families import person_by_id
from parentcomms.people.models import Person, Relationship
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind
from parentcomms.policies.actions import acknowledge
from parentcomms.policies.models import AcknowledgementChoice
from parentcomms.policies.queries import current_wording

ANSWERING = frozenset({RelationshipKind.MOTHER, RelationshipKind.FATHER})


def give_answers() -> None:
    """Two families in three have answered; of those a few in part, a few no to everything."""
    random = Random(SEED + 1)  # noqa: S311  (made-up people, not secrets)
    uses = current_uses()
    for person_id, relationships in _families().items():
        mood = random.choices(("silent", "yes", "mixed", "no", "partly"), (34, 28, 26, 6, 6))[0]
        if mood == "silent":
            continue
        for relationship in relationships:
            _answer(relationship, uses, mood, random)
        if random.random() < 0.85:
            wording = current_wording(person_by_id(person_id).language)
            acknowledge(person_id, wording, AcknowledgementChoice.READ)


def _families() -> dict[int, list[Relationship]]:
    """The adult of each family who answers, with their children; held ones say nothing here."""
    rows = db.session.scalars(
        select(Relationship)
        .where(Relationship.kind.in_(ANSWERING), Relationship.gets_letters.is_(True))
        .where(Relationship.pr == ParentalResponsibility.YES)
        .where(Relationship.court_order.is_(False))
        .options(joinedload(Relationship.person), joinedload(Relationship.pupil))
        .order_by(Relationship.id)
    )
    by_person: dict[int, list[Relationship]] = {}
    answered: set[int] = set()
    for row in rows:
        if row.person_id is not None and row.pupil_id not in answered:
            by_person.setdefault(row.person_id, []).append(row)
            answered.add(row.pupil_id)
    return by_person


def _answer(
    relationship: Relationship, uses: Sequence[CurrentUse], mood: str, random: Random
) -> None:
    person: Person = relationship.person  # type: ignore[assignment]
    words = wordings([use.version_id for use in uses], person.language)
    chosen = uses if mood != "partly" else uses[:3]
    said = [Said(use, words[use.version_id], _decision(use, mood, random)) for use in chosen]
    record_answers(
        relationship, said, route=AnswerRoute.OWN_LINK, recorded_by=f"person:{person.id}"
    )


def _decision(use: CurrentUse, mood: str, random: Random) -> Decision:
    if mood in {"yes", "partly"}:
        return Decision.YES
    if mood == "no":
        return Decision.NO
    offered = use.facts.offers_unrecognisable
    weights = (50, 30 if offered else 0, 20)
    return random.choices((Decision.YES, Decision.UNRECOGNISABLE, Decision.NO), weights)[0]
