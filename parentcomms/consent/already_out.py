"""What the rule for pictures already out is told: `coming_down` has the rule."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, select, union

from parentcomms.clock import today
from parentcomms.consent.coming_down import NeverFact
from parentcomms.consent.facts import Case
from parentcomms.consent.loading import child_facts, people_of
from parentcomms.consent.loading_answers import answers_of
from parentcomms.consent.models import Answer, Never, Use, UseVersion
from parentcomms.consent.queries import settings_now
from parentcomms.consent.rules import AnswerKind, Decision, UseFacts
from parentcomms.database import db


def cases_already_out(
    pupil_ids: Collection[int], use_keys: Collection[str]
) -> dict[tuple[int, str], Case]:
    """As `queries.cases`, retired uses included: a no to a question no longer asked still stands.

    A fixed number of queries, however many children.
    """
    day = today()
    uses = _uses_ever(use_keys)
    children = child_facts(pupil_ids, day)
    people = people_of(pupil_ids, day)
    answers = answers_of(pupil_ids, list(uses))
    settings = settings_now()
    return {
        (pupil_id, facts.key): Case(
            child=child, use=facts, day=day, people=people[pupil_id],
            answers=answers[pupil_id, use_id], settings=settings,
        )
        for pupil_id, child in children.items()
        for use_id, facts in uses.items()
    }  # fmt: skip


def _uses_ever(keys: Collection[str]) -> dict[int, UseFacts]:
    """Use → its newest version, those of one occasion included."""
    rows = db.session.execute(
        select(Use, UseVersion)
        .join(UseVersion, UseVersion.use_id == Use.id)
        .where(Use.key.in_(keys))
        .order_by(UseVersion.number)
    )
    return {
        use.id: UseFacts(
            key=use.key,
            basis=version.lawful_basis,
            offers_unrecognisable=version.offers_unrecognisable,
            outside_school=use.outside_school,
            public=use.public,
        )
        for use, version in rows
    }


def nevers_of_children(pupil_ids: Collection[int]) -> dict[int, list[NeverFact]]:
    """Pupil → the switches in force and since when; whoever asks keeps the secret."""
    rows = db.session.execute(
        select(Never.pupil_id, Never.scope, Never.set_at).where(
            Never.pupil_id.in_(pupil_ids), Never.lifted_at.is_(None)
        )
    )
    found: dict[int, list[NeverFact]] = defaultdict(list)
    for pupil_id, scope, since in rows:
        found[pupil_id].append(NeverFact(scope=scope, since=since))
    return found


def ever_held_back() -> Select[int]:
    """Ids of children of whom anybody ever said anything but yes, or head or DSL said never.

    Nothing that is already out need come down for any other child.
    """
    not_yes = (Answer.decision != Decision.YES) | (Answer.kind != AnswerKind.GIVEN)
    both = union(
        select(Answer.pupil_id).where(not_yes),
        select(Never.pupil_id).where(Never.lifted_at.is_(None)),
    ).subquery()
    return select(both.c.pupil_id)
