"""Putting mail in the outbox: the fact and its mail commit together or not at all."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.documents.markdown import parse
from parentcomms.outbox.feet import foot_values, with_foot
from parentcomms.outbox.models import Lane, MailContent, OutgoingMail
from parentcomms.outbox.once import added_once, kept_once
from parentcomms.school.values import common_values
from parentcomms.texts.shipped import text


@dataclass(frozen=True)
class MailText:
    """Subject and Markdown body with ((placeholders)), in one language."""

    subject: str
    body: str
    language: str = "en"
    list_mail: bool = False  # a newsletter: nobody has to get it, so it can be left


@dataclass(frozen=True)
class Recipient:
    """One adult at one address."""

    name: str
    address: str


def link_value(endpoint: str, *, purpose: str, reference: str, label: str) -> dict[str, str]:
    """A value that becomes a secret link when the mail is made; the token itself is never kept."""
    return {"endpoint": endpoint, "purpose": purpose, "reference": reference, "label": label}


def page_value(endpoint: str, *, label: str, **parameters: str) -> dict[str, Any]:
    """A value that becomes a link to a page which asks who you are."""
    return {"endpoint": endpoint, "parameters": parameters, "label": label}


def code_value(purpose: str, reference: str) -> dict[str, str]:
    """A value that becomes the short code to type from paper."""
    return {"code": purpose, "reference": reference}


def shipped_text(key: str, language: str) -> MailText:
    """One of the texts the service ships, in this language or else in English."""
    found = text(key, language=language)
    return MailText(found.title, found.body, found.language)


def queue_mail(
    mail_text: MailText,
    to: Recipient,
    values: Mapping[str, Any],
    *,
    lane: Lane = Lane.PERSON_IS_WAITING,
    once_key: str | None = None,
    not_before: datetime | None = None,
) -> OutgoingMail:
    """Add one mail to the outbox. With `once_key`, the same fact is never mailed twice.

    The school's own words (name, telephone, head) are filled in here, as they are now.
    """
    if once_key is not None:
        earlier = db.session.scalar(select(OutgoingMail).filter_by(once_key=once_key))
        if earlier is not None:
            return earlier
    made_at = now()
    return _added(
        content_for(mail_text),
        once_key,
        values=dict(values),
        to_name=to.name,
        to_address=to.address,
        lane=int(lane),
        made_at=made_at,
        next_try_at=not_before or made_at,
    )


def _added(content: MailContent, once_key: str | None, **parts: Any) -> OutgoingMail:
    """Another request may be about to mail the same fact: then theirs is the one."""
    if once_key is None:
        mail, new = OutgoingMail(content=content, **parts), True
        db.session.add(mail)
    else:
        mail, new = added_once(OutgoingMail, "once_key", once_key, content_id=content.id, **parts)
    if new:
        db.session.info["mail_waits"] = True
    return mail


@dataclass(frozen=True)
class Addressed:
    """One of many mails with the same text; `fact` is what must never be mailed twice."""

    to: Recipient
    values: Mapping[str, Any]
    fact: str


def queue_many(
    mail_text: MailText,
    letters: Sequence[Addressed],
    *,
    shared: Mapping[str, Any] | None = None,
    lane: Lane = Lane.BULK,
    campaign: str | None = None,
) -> list[OutgoingMail]:
    """Add many mails with one text in a fixed number of queries; `shared` are values of them all.

    A fact mailed before is an error here: whoever sends in bulk knows who has been sent. What can
    be paused and stopped together has one `campaign`.
    """
    used = parse(mail_text.body).names | parse(mail_text.subject).names
    alike, own = _apart([each.values for each in letters], used)
    content = content_for(mail_text, {**(shared or {}), **alike}, campaign=campaign)
    made_at = now()
    mails = [
        OutgoingMail(
            content=content,
            values=values,
            to_name=each.to.name,
            to_address=each.to.address,
            lane=int(lane),
            once_key=each.fact,
            made_at=made_at,
            next_try_at=made_at,
        )
        for each, values in zip(letters, own, strict=True)
    ]
    db.session.add_all(mails)
    db.session.info["mail_waits"] = True
    return mails


def _apart(
    values: Sequence[Mapping[str, Any]], used: Collection[str]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the links and codes of all mails have in common, and what is each mail's own.

    A newsletter to four thousand then keeps a reference for each adult, not four thousand times
    where the link leads and what its button says. Values the text does not use are not kept.
    """
    alike: dict[str, Any] = {}
    for name in used:
        kinds = [_but_reference(each.get(name)) for each in values]
        if kinds and kinds[0] is not None and all(kind == kinds[0] for kind in kinds):
            alike[name] = kinds[0]
    own = [
        {
            name: {"reference": each[name]["reference"]} if name in alike else each[name]
            for name in each
            if name in used
        }
        for each in values
    ]
    return alike, own


def _but_reference(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict) or "reference" not in value:
        return None
    return {name: part for name, part in value.items() if name != "reference"}


def content_for(
    mail_text: MailText, shared: Mapping[str, Any] | None = None, *, campaign: str | None = None
) -> MailContent:
    """What many mails share, kept once and found by its hash."""
    language, list_mail = mail_text.language, mail_text.list_mail
    body = with_foot(mail_text.body, language, list_mail=list_mail)
    foot = foot_values(language, list_mail=list_mail)
    common = common_values() | foot | dict(shared or {})
    parts: list[Any] = [language, mail_text.subject, body, common]
    if campaign is not None:
        parts.append(campaign)
    parts += ["list"] if list_mail else []
    sha256 = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return kept_once(
        MailContent,
        sha256,
        language=language,
        subject=mail_text.subject,
        body=body,
        common=common,
        campaign=campaign,
        list_mail=list_mail,
    )
