"""What happened, in order: each line with the row that proves it.

Only tables named here are gathered. The head's and DSL's switch above the answers is none of
them, nor are concerns, so that a pack can be read by anybody outside.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from parentcomms.approvals.models import Approval
from parentcomms.audit.models import AuditEvent
from parentcomms.communications.models import Communication, Delivery, DeliveryChild
from parentcomms.consent.models import Answer, AnswerSetAside, Use
from parentcomms.database import db
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.policies.models import Acknowledgement
from parentcomms.publications.models import (
    LateCheck,
    Publication,
    PublicationChild,
    PublicationReview,
    Removal,
)
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.post_models import Post, PostVersion


@dataclass(frozen=True)
class Happened:
    """One line of the pack, and the row behind it."""

    at: datetime
    what: str
    words: str
    actor: str
    table: str
    row_id: int


@dataclass(frozen=True)
class Proof:
    """What the audit chain holds about one row."""

    event_id: int
    hash: str
    digest: str


def about_child(pupil: Pupil) -> list[Happened]:
    """Asked, said, read, checked, posted, removed: everything kept about one child."""
    relationships = {
        each.id: each
        for each in db.session.scalars(
            select(Relationship).where(Relationship.pupil_id == pupil.id)
        )
    }
    people = {each.person_id for each in relationships.values() if each.person_id}
    pictures = set(
        db.session.scalars(
            select(PublicationChild.publication_id).where(PublicationChild.pupil_id == pupil.id)
        )
    )
    checks = set(
        db.session.scalars(
            select(PostCheckPupil.check_id).where(PostCheckPupil.pupil_id == pupil.id)
        )
    )
    return _in_order(
        *_sent(set(relationships)),
        *_read(people),
        *_answers({pupil.id}),
        *_checks(checks, only=pupil.id),
        *_publications(pictures),
    )


def about_publication(row: Publication) -> list[Happened]:
    """The publication, its checks and approvals, and what was said of each child in it."""
    children = {each.pupil_id for each in row.children}
    late = select(LateCheck.check_id).where(LateCheck.publication_id == row.id)
    checks = {each for each in (row.check_id, *db.session.scalars(late)) if each}
    return _in_order(
        *_answers(children, uses=row.use_keys),
        *_checks(checks),
        *_post(row),
        *_publications({row.id}),
    )


def _in_order(*lines: Happened) -> list[Happened]:
    return sorted(lines, key=lambda line: (line.at, line.table, line.row_id))


def _sent(relationships: Collection[int]) -> Iterator[Happened]:
    rows = db.session.execute(
        select(Delivery, Communication, Person)
        .join(Communication, Communication.id == Delivery.communication_id)
        .join(Person, Person.id == Delivery.person_id)
        .join(DeliveryChild, DeliveryChild.delivery_id == Delivery.id)
        .where(DeliveryChild.relationship_id.in_(relationships))
        .distinct()
    )
    for row, communication, person in rows:
        words = f"{communication.title}, to {person.full_name}, by {row.route.value}"
        yield Happened(row.made_at, "Asked or told", words, "system", "delivery", row.id)


def _read(people: Collection[int]) -> Iterator[Happened]:
    query = select(Acknowledgement).where(Acknowledgement.person_id.in_(people))
    for row in db.session.scalars(query):
        words = f"{row.wording.title}: {_plain(row.choice)}"
        yield Happened(row.at, "Read", words, row.recorded_by, "acknowledgement", row.id)


def _answers(pupils: Collection[int], uses: Collection[str] | None = None) -> Iterator[Happened]:
    query = (
        select(Answer, Use.key, Pupil)
        .join(Use, Use.id == Answer.use_id)
        .join(Pupil, Pupil.id == Answer.pupil_id)
        .where(Answer.pupil_id.in_(pupils))
    )
    if uses is not None:
        query = query.where(Use.key.in_(uses))
    for row, key, pupil in db.session.execute(query):
        asked = row.read or "an old form, whose words are not kept"
        words = (
            f"{pupil.full_name}: {_plain(row.decision)} ({_plain(row.kind)}, "
            f"{_plain(row.route)}) by {row.name_then}, {_plain(row.relationship_then)}, parental "
            f"responsibility then: {_plain(row.pr_then)}. Question {key}: {asked}"
        )
        yield Happened(row.answered_at, "Said", words, row.recorded_by, "answer", row.id)
        aside = select(AnswerSetAside).where(AnswerSetAside.answer_id == row.id)
        for each in db.session.scalars(aside):
            yield Happened(
                each.set_aside_at, "Set aside", "This answer no longer holds pictures back.",
                each.set_aside_by, "answer_set_aside", each.id,
            )  # fmt: skip


def _checks(ids: Collection[int], only: int | None = None) -> Iterator[Happened]:
    for row in db.session.scalars(select(PostCheck).where(PostCheck.id.in_(ids))):
        seen = [
            f"{each.pupil.full_name if only is None else 'this child'}: "
            f"{'may be shown' if each.allowed else 'may not be shown'}"
            for each in row.pupils
            if only in (None, each.pupil_id)
        ]
        uses = ", ".join(row.use_keys)
        words = f"For {uses}: {_plain(row.verdict)}. {'; '.join(seen)}"
        yield Happened(row.checked_at, "Checked", words, row.checked_by, "post_check", row.id)


def _post(row: Publication) -> Iterator[Happened]:
    if row.version_id is None:
        return
    version = db.session.get_one(PostVersion, row.version_id)
    post = db.session.get_one(Post, version.post_id)
    yield Happened(
        version.made_at, "Written", version.text, version.written_by, "post_version", version.id
    )
    for each in version.pictures:
        words = f"{each.description} (SHA-256 {each.sha256})"
        yield Happened(
            version.made_at, "Picture", words, version.written_by, "post_picture", each.id
        )
    query = select(Approval).where(
        Approval.subject_reference == post.reference, Approval.content_hash == version.content_hash
    )
    for said in db.session.scalars(query):
        yield Happened(
            said.decided_at, "Decided", f"{_plain(said.verdict)} exactly this text",
            f"staff:{said.decided_by_id}", "approval", said.id,
        )  # fmt: skip


def _publications(ids: Collection[int]) -> Iterator[Happened]:
    for row in db.session.scalars(select(Publication).where(Publication.id.in_(ids))):
        words = f"{row.what}, on {row.place}" + (f", {row.address}" if row.address else "")
        words += f", published on {row.published_on:%d %B %Y}"
        yield Happened(row.recorded_at, "Posted", words, row.recorded_by, "publication", row.id)
    for down in db.session.scalars(select(Removal).where(Removal.publication_id.in_(ids))):
        words = "Taken down" if down.removed else f"Not taken down: {down.reason or ''}"
        words += f", {down.done_on:%d %B %Y}"
        yield Happened(down.recorded_at, "Removed", words, down.recorded_by, "removal", down.id)
    query = select(PublicationReview).where(PublicationReview.publication_id.in_(ids))
    for each in db.session.scalars(query):
        yield Happened(
            each.reviewed_at, "Looked at", "Kept at the yearly audit", each.reviewed_by,
            "publication_review", each.id,
        )  # fmt: skip


def _plain(value: Any) -> str:
    return str(getattr(value, "value", value)).replace("_", " ").replace("-", " ")


def proofs(lines: Collection[Happened]) -> dict[tuple[str, int], list[Proof]]:
    """Row → its events in the chain, oldest first."""
    found: dict[tuple[str, int], list[Proof]] = {}
    tables: dict[str, set[int]] = {}
    for line in lines:
        tables.setdefault(line.table, set()).add(line.row_id)
    for table, ids in tables.items():
        query = select(AuditEvent).where(AuditEvent.table_name == table, AuditEvent.row_id.in_(ids))
        for event in db.session.scalars(query.order_by(AuditEvent.id)):
            assert event.row_id is not None
            proof = Proof(event.id, event.hash, event.evidence_digest or "")
            found.setdefault((table, event.row_id), []).append(proof)
    return found
