"""Reading day passes, and what was asked under them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from parentcomms import links
from parentcomms.audit.models import AuditEvent
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.day_passes.models import DayPass, DayPassClass, DayPassSignIn
from parentcomms.day_passes.rules import Asked, is_open
from parentcomms.people.models import SchoolClass
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.queries import PupilToTick, pupils_of_class
from parentcomms.publishing.rules import Verdict

DAYS_LISTED = 30


@dataclass(frozen=True)
class PassHolder:
    """Who is behind a request with a pass (g.day_pass)."""

    id: int
    holder: str
    sign_in_id: int


def actor_of(day_pass_id: int) -> str:
    """Who acts, as evidence keeps it."""
    return f"pass:{day_pass_id}"


def opens(day_pass: DayPass | None) -> bool:
    """Whether a pass is good now."""
    return day_pass is not None and is_open(
        day=day_pass.day, today=today(), ended=day_pass.ended_at is not None
    )


def holder_of(token: str) -> PassHolder | None:
    """Who holds this token now; nobody once the day is over or the pass was ended."""
    found = db.session.execute(
        select(DayPassSignIn.id, DayPass)
        .join(DayPass, DayPass.id == DayPassSignIn.day_pass_id)
        .where(DayPassSignIn.token_hash == links.digest(token), DayPassSignIn.ended_at.is_(None))
    ).one_or_none()
    if found is None or not opens(found[1]):
        return None
    sign_in_id, day_pass = found
    return PassHolder(day_pass.id, day_pass.holder, sign_in_id)


def pass_by_token(token: str) -> DayPass | None:
    """The pass whose square was scanned, if it is good now."""
    reference = links.reference_in(links.Purpose.DAY_PASS, token)
    found = pass_by_reference(reference) if reference else None
    return found if opens(found) else None


def pass_by_code(typed: str) -> DayPass | None:
    """The pass whose code was typed, if it is good now."""
    code_hash = links.digest(f"day pass: {links.tidy_code(typed)}")
    found = db.session.scalar(select(DayPass).where(DayPass.code_hash == code_hash))
    return found if opens(found) else None


def pass_by_reference(reference: str) -> DayPass | None:
    """The pass a page is about."""
    return db.session.scalar(select(DayPass).where(DayPass.reference == reference))


def passes() -> Sequence[DayPass]:
    """The passes of the last weeks and those to come, newest day first."""
    return db.session.scalars(
        select(DayPass)
        .where(DayPass.day >= today() - timedelta(days=DAYS_LISTED))
        .options(selectinload(DayPass.classes).joinedload(DayPassClass.school_class))
        .order_by(DayPass.day.desc(), DayPass.id.desc())
    ).all()


def classes_by_reference(references: Collection[str]) -> Sequence[SchoolClass]:
    """The classes ticked."""
    return db.session.scalars(
        select(SchoolClass).where(SchoolClass.reference.in_(references)).order_by(SchoolClass.name)
    ).all()


def children_by_class(day_pass_id: int) -> list[tuple[str, list[PupilToTick]]]:
    """Class name and its children today, for each class of a pass."""
    rows = db.session.execute(
        select(SchoolClass.reference, SchoolClass.name)
        .join(DayPassClass, DayPassClass.class_id == SchoolClass.id)
        .where(DayPassClass.day_pass_id == day_pass_id)
        .order_by(SchoolClass.name)
    )
    return [(name, pupils_of_class(reference)) for reference, name in rows.all()]


def asked_under(day_pass_id: int) -> list[Asked]:
    """Every check under a pass, in order."""
    checks = db.session.execute(
        select(PostCheck.id, PostCheck.use_keys, PostCheck.verdict)
        .where(PostCheck.checked_by == actor_of(day_pass_id))
        .order_by(PostCheck.id)
    ).all()
    children: dict[int, set[int]] = defaultdict(set)
    for check_id, pupil_id in db.session.execute(
        select(PostCheckPupil.check_id, PostCheckPupil.pupil_id).where(
            PostCheckPupil.check_id.in_([row[0] for row in checks])
        )
    ):
        children[check_id].add(pupil_id)
    return [
        Asked(
            children=frozenset(children[check_id]),
            uses=frozenset(use_keys),
            passed=verdict is Verdict.POST,
        )
        for check_id, use_keys, verdict in checks
    ]


def check_of(day_pass_id: int, reference: str) -> PostCheck | None:
    """A check made under this pass."""
    return db.session.scalar(
        select(PostCheck).where(
            PostCheck.reference == reference, PostCheck.checked_by == actor_of(day_pass_id)
        )
    )


def counts_of(ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Pass → checks answered, and checks refused."""
    actors = {actor_of(each): each for each in ids}
    answered = db.session.execute(
        select(PostCheck.checked_by, func.count(PostCheck.id))
        .where(PostCheck.checked_by.in_(actors))
        .group_by(PostCheck.checked_by)
    )
    refused = db.session.execute(
        select(AuditEvent.actor, func.count(AuditEvent.id))
        .where(AuditEvent.act == "day-pass-check-refused", AuditEvent.actor.in_(actors))
        .group_by(AuditEvent.actor)
    )
    first = {actors[actor]: number for actor, number in answered}
    second = {actors[actor]: number for actor, number in refused}
    return {each: (first.get(each, 0), second.get(each, 0)) for each in ids}


def names_of_passes(ids: Collection[int]) -> dict[str, str]:
    """Actor → the holder's name, for pages that show who did something."""
    rows = db.session.execute(select(DayPass.id, DayPass.holder).where(DayPass.id.in_(ids)))
    return {actor_of(day_pass_id): holder for day_pass_id, holder in rows}
