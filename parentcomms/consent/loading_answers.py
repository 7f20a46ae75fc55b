"""Answers as the rules of consent take them: what was said, and what asks again since."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Bundle

from parentcomms.consent.facts import AnswerFact
from parentcomms.consent.kinds import on_tablet
from parentcomms.consent.models import Answer, AnswerSetAside, UseVersion, UseWording
from parentcomms.consent.rules import PR, AnswerKind
from parentcomms.consent.versions import VersionFacts, asked_again
from parentcomms.database import db

# Rows that withdraw what an earlier one said, and whose own decision column means nothing.
SAYS_NOTHING = (AnswerKind.RECORDED_IN_ERROR, AnswerKind.OBJECTION_TAKEN_BACK)
# What the rules ask of an answer, as plain columns: a whole school has a hundred thousand of them,
# and rows that watch for changes take twice as long to read.
AN_ANSWER: Bundle[Any] = Bundle(
    "answer",
    Answer.id, Answer.pupil_id, Answer.use_id, Answer.relationship_id, Answer.answered_at,
    Answer.decision, Answer.kind, Answer.route, Answer.pr_then, Answer.corrects_id,
    Answer.recorded_by, Answer.reason,
)  # fmt: skip


def answers_of(
    pupil_ids: Collection[int], use_ids: Collection[int], *, as_of: datetime | None = None
) -> dict[tuple[int, int], list[AnswerFact]]:
    """(pupil, use) → every answer ever recorded (`as_of`: by then), with what asks again since."""
    versions = versions_of(use_ids, as_of=as_of)
    rows = db.session.execute(_answers(pupil_ids, use_ids, as_of)).all()
    by_id = {row.id: row for row, _, _, _ in rows}
    answers: dict[tuple[int, int], list[AnswerFact]] = defaultdict(list)
    for row, number, language, set_aside in rows:
        answers[row.pupil_id, row.use_id].append(
            AnswerFact(
                id=row.id,
                who=row.relationship_id,
                at=row.answered_at,
                decision=None if row.kind in SAYS_NOTHING else row.decision,
                kind=row.kind,
                route=row.route,
                pr_then=PR(row.pr_then.value),
                asked_again=asked_again(versions[row.use_id], number=number, language=language),
                corrects=row.corrects_id,
                said_at=_first_said(row, by_id),
                by_staff=row.recorded_by.startswith("staff:"),
                on_tablet=on_tablet(row.route, row.recorded_by),
                has_reason=bool(row.reason),
                set_aside=set_aside is not None,
            )
        )
    return answers


def _answers(
    pupil_ids: Collection[int], use_ids: Collection[int], as_of: datetime | None
) -> Select[*tuple[Any, ...]]:
    aside = AnswerSetAside.answer_id == Answer.id
    query = (
        select(AN_ANSWER, UseVersion.number, UseWording.language, AnswerSetAside.id)
        .join(UseVersion, UseVersion.id == Answer.use_version_id)
        .outerjoin(UseWording, UseWording.id == Answer.wording_id)
        .where(Answer.pupil_id.in_(pupil_ids), Answer.use_id.in_(use_ids))
    )
    if as_of is None:
        return query.outerjoin(AnswerSetAside, aside)
    by_then = query.where(Answer.answered_at <= as_of)
    return by_then.outerjoin(AnswerSetAside, aside & (AnswerSetAside.set_aside_at <= as_of))


def _first_said(row: Any, by_id: Mapping[int, Any]) -> datetime | None:
    """When the answer was given that a chain of corrections began with."""
    first = row
    while first.kind is AnswerKind.CORRECTION:
        corrected = by_id.get(first.corrects_id or 0)
        if corrected is None or corrected.id >= first.id:
            break
        first = corrected
    said_at: datetime | None = None if first is row else first.answered_at
    return said_at


def versions_of(
    use_ids: Collection[int], *, as_of: datetime | None = None
) -> dict[int, list[VersionFacts]]:
    """Use id → its versions, as the rules see them."""
    by_then = true() if as_of is None else UseVersion.made_at <= as_of
    rows = db.session.scalars(
        select(UseVersion)
        .where(UseVersion.use_id.in_(use_ids), by_then)
        .order_by(UseVersion.number)
    )
    found: dict[int, list[VersionFacts]] = defaultdict(list)
    for row in rows:
        found[row.use_id].append(
            VersionFacts(
                number=row.number,
                ask_again=row.ask_again,
                ask_again_in=row.ask_again_in,
                basis=row.lawful_basis,
                offers_unrecognisable=row.offers_unrecognisable,
            )
        )
    return found
