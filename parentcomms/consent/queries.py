"""Standing answers: the one road from the tables to the rule, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from parentcomms.clock import in_london, today
from parentcomms.consent.facts import AnswerFact, AnswerSettings, Case, ChildFacts, PersonFact
from parentcomms.consent.loading import child_facts, people_of
from parentcomms.consent.loading_answers import answers_of
from parentcomms.consent.models import Answer, Never, Use, UseVersion, UseWording
from parentcomms.consent.rules import LawfulBasis, Standing, UseFacts, standing, who_is_due
from parentcomms.database import db
from parentcomms.people.families import visible_relationships
from parentcomms.people.models import Relationship
from parentcomms.school.queries import school

Key = TypeVar("Key")


@dataclass(frozen=True)
class CurrentUse:
    """A question as it is asked now."""

    id: int
    version_id: int
    number: int
    facts: UseFacts

    @property
    def key(self) -> str:
        """Its key, such as `website`."""
        return self.facts.key

    @property
    def asks_consent(self) -> bool:
        """Whether families are asked; else it is the school's task, which they may object to."""
        return self.facts.basis is LawfulBasis.CONSENT


def settings_now() -> AnswerSettings:
    """What the school decides about answers."""
    ours = school()
    return AnswerSettings(
        everyone_must_answer=ours.everyone_must_answer,
        child_asked_from_year=ours.pupil_answers_from_year,
        sixteen_needs_both=ours.sixteen_needs_both,
        school_years=frozenset(ours.year_groups),
        expires_yearly=ours.answers_expire_yearly,
        ask_month=ours.reminder_month,
    )


def current_uses() -> list[CurrentUse]:
    """Every question families are asked for their consent, newest version, in the order asked.

    What the school does as its own task is no question: see uses_in_force().
    """
    return [use for use in uses_in_force() if use.asks_consent]


def school_tasks() -> list[CurrentUse]:
    """What the school does without asking, and families may object to (UK GDPR Art 21)."""
    return [use for use in uses_in_force() if not use.asks_consent]


def uses_in_force() -> list[CurrentUse]:
    """The questions asked of every family, and what the school does as its own task."""
    return _newest_versions(Use.occasional.is_(False))


def uses_named(keys: Collection[str]) -> list[CurrentUse]:
    """Those of these uses that are not retired, a single occasion's among them."""
    return _newest_versions(Use.key.in_(keys))


def _newest_versions(*where: ColumnElement[bool]) -> list[CurrentUse]:
    rows = db.session.execute(
        select(Use, UseVersion)
        .join(UseVersion, UseVersion.use_id == Use.id)
        .where(Use.retired_at.is_(None), *where)
        .order_by(Use.position, UseVersion.number)
    )
    newest = {use.id: as_asked(use, version) for use, version in rows}
    return list(newest.values())


def as_asked(use: Use, version: UseVersion) -> CurrentUse:
    """One use with one of its versions, as the rules read it."""
    facts = UseFacts(
        key=use.key,
        basis=version.lawful_basis,
        offers_unrecognisable=version.offers_unrecognisable,
        outside_school=use.outside_school,
        public=use.public,
    )
    return CurrentUse(use.id, version.id, version.number, facts)


def cases(
    pupil_ids: Collection[int],
    *,
    use_keys: Collection[str] | None = None,
    day: date | None = None,
    as_of: datetime | None = None,
) -> dict[tuple[int, str], Case]:
    """Everything the rule needs for these children and uses (all asked of them unless named).

    `as_of`: answers, switches, holds and wordings as they were at that moment.
    """
    uses = current_uses() if use_keys is None else uses_named(use_keys)
    on_day = day or (in_london(as_of).date() if as_of else today())
    children = child_facts(pupil_ids, on_day, as_of=as_of)
    people = people_of(pupil_ids, on_day, as_of=as_of)
    answers = answers_of(pupil_ids, [use.id for use in uses], as_of=as_of)
    settings = settings_now()
    return {
        (pupil_id, use.key): _case(
            child, use, on_day, people[pupil_id], answers[pupil_id, use.id], settings
        )
        for pupil_id, child in children.items()
        for use in uses
    }


def _case(
    child: ChildFacts,
    use: CurrentUse,
    day: date,
    people: list[PersonFact],
    answers: list[AnswerFact],
    settings: AnswerSettings,
) -> Case:
    return Case(
        child=child, use=use.facts, day=day, people=people, answers=answers, settings=settings
    )


def standing_answers(
    pupil_ids: Collection[int],
    *,
    use_keys: Collection[str] | None = None,
    day: date | None = None,
    as_of: datetime | None = None,
) -> dict[tuple[int, str], Standing]:
    """What the school must act on for each child and use, or had to at an earlier moment."""
    return add_up(cases(pupil_ids, use_keys=use_keys, day=day, as_of=as_of))


def add_up(found: Mapping[Key, Case]) -> dict[Key, Standing]:
    """What each case adds up to, for those who read the cases as well."""
    return {key: standing(case) for key, case in found.items()}


def due_relationships(
    pupil_ids: Collection[int], *, day: date | None = None
) -> dict[int, set[str]]:
    """Relationship id → the uses it is still to be asked about."""
    due: dict[int, set[str]] = defaultdict(set)
    for (_, key), case in cases(pupil_ids, day=day).items():
        for who in who_is_due(case):
            due[who].add(key)
    return due


def wordings(version_ids: Collection[int], language: str) -> Mapping[int, UseWording]:
    """Use version id → its wording in this language, or else in English."""
    rows = db.session.scalars(
        select(UseWording)
        .where(UseWording.version_id.in_(version_ids), UseWording.language.in_({language, "en"}))
        .order_by(UseWording.id)
    )
    return _preferring(language, rows)


def _preferring(language: str, rows: Iterable[UseWording]) -> dict[int, UseWording]:
    chosen: dict[int, UseWording] = {}
    for row in rows:
        if row.version_id not in chosen or row.language == language:
            chosen[row.version_id] = row
    return chosen


def answers_given_by(person_id: int) -> Sequence[Answer]:
    """Everything this adult ever answered, newest first, with the wording they read.

    Not about a child for whom they are on hold: of that child they are shown nothing.
    """
    query = (
        select(Answer)
        .where(Answer.relationship_id.in_(visible_relationships(person_id)))
        .options(
            joinedload(Answer.wording),
            joinedload(Answer.relationship_).joinedload(Relationship.pupil),
        )
        .order_by(Answer.answered_at.desc(), Answer.id.desc())
    )
    return db.session.scalars(query).all()


def children_never_shown() -> set[int]:
    """Ids of the children under *never*, for the contact review; whoever asks keeps the secret."""
    return set(db.session.scalars(select(Never.pupil_id).where(Never.lifted_at.is_(None))))


def newest_question_at() -> datetime | None:
    """When a question last changed: a sheet printed before asked something else."""
    newest = select(func.max(UseVersion.made_at)).join(Use, Use.id == UseVersion.use_id)
    return db.session.scalar(newest.where(Use.occasional.is_(False)))
