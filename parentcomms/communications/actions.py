"""Writing a communication, and putting it before the head (policy 5.3, 5.4)."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from parentcomms.approvals.actions import Subject, approve, send_back
from parentcomms.approvals.models import Approval
from parentcomms.approvals.rules import Point
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.communications import content
from parentcomms.communications.models import (
    Communication,
    CommunicationVersion,
)
from parentcomms.communications.pictures import refuse_unless_cleared
from parentcomms.communications.rules import (
    CommunicationKind,
)
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.texts.shipped import event_pack, languages, text

SHIPPED: dict[str, CommunicationKind] = {
    "joining_letter": CommunicationKind.JOINING_LETTER,
    "consent_request": CommunicationKind.CONSENT_REQUEST,
    "website_notice": CommunicationKind.NOTICE,
    "insert_september": CommunicationKind.INSERT,
    "insert_christmas": CommunicationKind.INSERT,
    "insert_spring": CommunicationKind.INSERT,
    "insert_sports_day": CommunicationKind.INSERT,
    "insert_talk_first": CommunicationKind.INSERT,
    "insert_apps_groups": CommunicationKind.INSERT,
}
TITLES = {
    "joining_letter": "Joining letter",
    "consent_request": "Consent request",
    "website_notice": "Website notice",
}


def install_shipped_communications() -> list[Communication]:
    """Add what the service ships as drafts, in every language; those already there stay."""
    known = set(db.session.scalars(select(Communication.key)))
    return [_shipped(key, kind) for key, kind in SHIPPED.items() if key not in known]


def _shipped(key: str, kind: CommunicationKind) -> Communication:
    texts = {code: text(key, language=code) for code in languages()}
    made = make(kind, TITLES.get(key) or f"Insert: {texts['en'].title}", key=key)
    words: dict[str, dict[str, Any]] = {
        code: {"subject": each.title, "body": each.body} for code, each in texts.items()
    }
    if kind is CommunicationKind.INSERT:
        for code, written in words.items():
            written["pack"] = shipped_pack(key, code)
    new_version(made, words, by=None)
    return made


def shipped_pack(key: str | None, language: str) -> dict[str, str]:
    """The words for an event that come with this insert, or with one of the school's own."""
    pack = event_pack(key or "", language=language)
    return {part: getattr(pack, part) for part in ("heading", *content.PACK)}


def start_insert(title: str, texts: content.Texts, *, by: int) -> Communication:
    """Begin an insert of the school's own."""
    made = make(CommunicationKind.INSERT, title)
    new_version(made, texts, by=by)
    return made


def make(kind: CommunicationKind, title: str, *, key: str | None = None) -> Communication:
    """A communication without words yet; new_version() gives it some."""
    row = Communication(kind=kind, title=title, key=key, made_at=now())
    db.session.add(row)
    db.session.flush()
    return row


def new_version(
    communication: Communication,
    texts: Mapping[str, Mapping[str, Any]],
    *,
    by: int | None,
    audience: Mapping[str, Any] | None = None,
) -> CommunicationVersion:
    """An edit is a new version: whatever was approved or asked before is not about it.

    The same words again are no edit, and void nothing.
    """
    tidied = {
        code: {**words, "body": content.tidy(str(words["body"]))} for code, words in texts.items()
    }
    last = communication.versions[-1] if communication.versions else None
    aim = dict(audience) if audience is not None else dict(last.audience if last else {})
    if last is not None and last.texts == tidied and last.audience == aim:
        return last
    _refuse_if_gone_out(communication)
    version = CommunicationVersion(
        communication=communication,
        number=last.number + 1 if last else 1,
        texts=tidied,
        audience=aim,
        content_hash=content.hash_of(communication.kind, tidied, aim),
        written_by_id=by,
        made_at=now(),
    )
    communication.asked_for_approval_at = None
    db.session.add(version)
    record("communication-written", version)
    return version


def start_about_a_post(title: str, texts: content.Texts, *, person: str, by: int) -> Communication:
    """Begin a request about a post to one adult (by reference)."""
    made = make(CommunicationKind.ABOUT_A_POST, title)
    new_version(made, texts, by=by, audience={"person": person})
    return made


def _refuse_if_gone_out(communication: Communication) -> None:
    once = communication.kind in {CommunicationKind.NEWSLETTER, CommunicationKind.ABOUT_A_POST}
    if once and communication.sending_at:
        raise Refused(gettext("This has gone out. Begin a new one instead."))


def ask_for_approval(communication: Communication) -> None:
    """Put the newest version before the head. Refused while an element of 10.1 is missing."""
    refuse_bad_words(communication)
    refuse_unless_cleared(communication.versions[-1])
    communication.asked_for_approval_at = now()
    record("approval-asked", communication.versions[-1])


def refuse_bad_words(communication: Communication) -> None:
    if content.blocks(communication.kind, communication.versions[-1].texts):
        raise Refused(
            gettext("Something the policy asks for is missing. Open the text to see what.")
        )


def subject_of(communication: Communication) -> Subject:
    """What is put before the approver; everyone who wrote any version wrote a part of it."""
    authors = {version.written_by_id for version in communication.versions}
    return Subject(
        kind=content.APPROVAL_KIND[communication.kind],
        reference=communication.reference,
        content_hash=communication.versions[-1].content_hash,
        author_ids=frozenset(each for each in authors if each is not None),
    )


def approve_communication(
    communication: Communication, *, by: int, points: Collection[Point], content_hash: str
) -> Approval:
    """Approve exactly the content whose hash the approver was shown."""
    _refuse_unless_shown(communication, content_hash)
    refuse_bad_words(communication)
    refuse_unless_cleared(communication.versions[-1])
    return approve(subject_of(communication), by=by, points=points)


def send_back_communication(
    communication: Communication, *, by: int, words: str, content_hash: str
) -> Approval:
    """Send the newest version back to its author with words."""
    _refuse_unless_shown(communication, content_hash)
    return send_back(subject_of(communication), by=by, words=words)


def _refuse_unless_shown(communication: Communication, content_hash: str) -> None:
    if communication.versions[-1].content_hash != content_hash:
        raise Refused(gettext("The text was changed while you read it. Please read it again."))
