"""Making an occasion, the head's decision, asking, answering, cancelling. Answers are appended."""

from collections.abc import Collection, Sequence
from typing import Any

from parentcomms.access import actor as acting
from parentcomms.approvals.actions import Subject, approve, send_back
from parentcomms.approvals.rules import ApprovalKind, Point
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now, today
from parentcomms.consent.actions import Said, record_answers
from parentcomms.consent.models import Answer, Use, UseVersion
from parentcomms.consent.queries import CurrentUse, cases, uses_named, wordings
from parentcomms.consent.rules import (
    AnswerKind,
    AnswerRoute,
    Decision,
    LawfulBasis,
    own_answer,
)
from parentcomms.database import db, new_reference
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.occasions import emails, queries, wording
from parentcomms.occasions.models import Occasion, OccasionChild
from parentcomms.occasions.rules import OccasionState, is_taken, reminder_is_due
from parentcomms.people.models import Relationship

AFTER_THE_USUAL = 1000  # a position behind every question all families are asked


def draft(asked: wording.Asked, pupil_ids: Collection[int]) -> Occasion:
    """Write an occasion and its question; nobody is asked until the head approves exactly it."""
    reference = new_reference()
    version = _version(reference, asked)
    db.session.add(version)
    record("use-version", version)
    rows = wording.wordings(asked, made_by=acting())
    version.wordings.extend(rows)
    record_many("use-wording", rows)
    occasion = Occasion(
        reference=reference,
        use=version.use,
        who=asked.who,
        what=asked.what,
        where_shown=asked.where_shown,
        happens_on=asked.happens_on,
        answer_by=asked.answer_by,
        made_by=acting(),
        made_at=now(),
        children=[OccasionChild(pupil_id=each) for each in dict.fromkeys(pupil_ids)],
    )
    db.session.add(occasion)
    record("occasion-made", occasion)
    return occasion


def _version(reference: str, asked: wording.Asked) -> UseVersion:
    use = Use(
        key=f"occasion-{reference}",
        position=AFTER_THE_USUAL,
        outside_school=True,
        public=True,
        occasional=True,
    )
    return UseVersion(
        use=use,
        number=1,
        ask_again=False,
        lawful_basis=LawfulBasis.CONSENT,
        offers_unrecognisable=asked.offers_unrecognisable,
        made_by=acting(),
        made_at=now(),
    )


def approve_and_ask(
    line: queries.OccasionLine, *, by: int, points: Collection[Point], content_hash: str
) -> int:
    """The head approves exactly what was shown, and it goes out; says to how many by e-mail.

    Raises Refused, and asks nobody, when it has changed since or is not waiting any more.
    """
    subject = _subject(line, content_hash)
    approve(subject, by=by, points=points)
    occasion = line.occasion
    occasion.asked_at = now()
    record("occasion-asked", occasion)
    return emails.ask(occasion, queries.to_ask(occasion).by_mail)


def send_it_back(line: queries.OccasionLine, *, by: int, words: str, content_hash: str) -> None:
    """Back to whoever wrote it, with words."""
    send_back(_subject(line, content_hash), by=by, words=words)


def _subject(line: queries.OccasionLine, content_hash: str) -> Subject:
    occasion = line.occasion
    if line.state is not OccasionState.WAITING:
        raise Refused(gettext("Somebody has decided about this already, or the day is over."))
    if content_hash != wording.hash_of(occasion):
        raise Refused(gettext("This changed while you were reading. Read it again."))
    author = occasion.made_by.removeprefix("staff:")
    return Subject(
        kind=ApprovalKind.CONSENT_REQUEST,
        reference=occasion.reference,
        content_hash=content_hash,
        author_ids=frozenset({int(author)} if author.isdigit() else set()),
    )


def cancel(occasion: Occasion) -> None:
    """It does not happen: nobody is asked, and no picture of it passes a check any more."""
    if occasion.cancelled_at is None:
        occasion.cancelled_at = now()
        occasion.use.retired_at = now()
        record("occasion-cancelled", occasion)


def remind(occasion: Occasion) -> int:
    """Remind the silent once, on the day before the last to answer; says how many."""
    if not reminder_is_due(queries.facts_of(occasion), today()):
        return 0
    occasion.reminded_at = now()
    record("occasion-reminded", occasion)
    return emails.remind(occasion, queries.to_ask(occasion).by_mail)


def take_answers(
    occasion: Occasion,
    said: Sequence[tuple[Relationship, Decision]],
    *,
    language: str,
    route: AnswerRoute = AnswerRoute.OWN_LINK,
    evidence: dict[str, Any] | None = None,
) -> list[Answer]:
    """Append what is new; the same answer again is not recorded twice. Refused when too late."""
    use = _use(occasion)
    found = cases([row.pupil_id for row, _ in said], use_keys=[use.key])
    facts = queries.facts_of(occasion)
    rows = []
    for relationship, decision in said:
        before = own_answer(found[relationship.pupil_id, use.key], relationship.id)
        if before is not None and before.decision is decision:
            continue
        if not is_taken(decision, facts, today()):
            raise Refused(
                gettext("This occasion is over. A yes can still be taken back, and nothing else.")
            )
        takes_back = decision is Decision.NO and before is not None
        kind = AnswerKind.WITHDRAWN if takes_back else AnswerKind.GIVEN
        words = wordings([use.version_id], language)[use.version_id]
        rows += record_answers(
            relationship, [Said(use, words, decision, kind)], route=route, evidence=evidence
        )
    return rows


def _use(occasion: Occasion) -> CurrentUse:
    found = uses_named([occasion.use.key])
    if not found:
        raise Refused(gettext("This occasion was cancelled. Nobody uses pictures of it."))
    return found[0]
