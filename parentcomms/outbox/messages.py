"""One outgoing mail as the bytes a server takes: plain text worth reading, and simple HTML.

What mails share is prepared once: both parts but for the places of a mail's own values, and most
of the head. Each mail then only fills in its own values.
"""

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from parentcomms.clock import now
from parentcomms.documents.markdown import Value, Values, check_values, parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import fill_holes
from parentcomms.outbox.feet import LEAVE
from parentcomms.outbox.frames import page_around
from parentcomms.outbox.headers import CannotBeMade, checked, mailbox, unstructured
from parentcomms.outbox.models import AnyMail, MailContent, MailFrame, OutgoingMail
from parentcomms.outbox.moulds import Door, Mould, Shared, mould_for
from parentcomms.outbox.values import (
    Way,
    alike,
    filled_values,
    kinds_of,
    own_values,
    tokens_of,
    ways_of,
)

PART = "Content-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
A_PIECE = 2000  # bytes
PLAIN, HTML = (f"\r\n{PART.format(kind)}\r\n\r\n".encode() for kind in ("plain", "html"))


def as_text(mail: OutgoingMail) -> str:
    """The plain-text part."""
    return to_text(parse(mail.content.body), filled_values(mail))


def as_html(mail: OutgoingMail) -> str:
    """The HTML part, styles inlined, nothing fetched from anywhere."""
    page = mail.frame.html if mail.frame else page_around(mail.content)
    return fill_holes(page, filled_values(mail))


def subject_of(mail: OutgoingMail) -> str:
    """The subject with its values; only the school's name and a reference are ever in one."""
    return _subject(mail.content, filled_values(mail))


def _subject(content: MailContent, values: Values) -> str:
    return " ".join(to_text(parse(content.subject), values, width=998).split())


@dataclass(frozen=True, slots=True)
class _Alike:
    """Mails with the same words in the same frame, and the same kinds of values."""

    key: tuple[Any, ...]
    mail: AnyMail = field(compare=False)  # any one of them
    frame: MailFrame = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Form:
    """What such mails have in common, made with the first of them."""

    alike: dict[str, str]
    ways: dict[str, Way]
    beside: tuple[tuple[str, Door], ...]  # links that share a line with a value of the mail's own
    mould: Mould
    subject: str | None  # None: it holds a value of the mail's own
    sender: str
    reply_to: str
    after: str
    leave: Door | None


def _form_of(mail: AnyMail, frame: MailFrame) -> _Form:
    content = mail.content
    words = content.sha256, content.subject, content.body, frame.sha256, frame.html
    return _form(_Alike((words, kinds_of(mail)), mail, frame))


@lru_cache(maxsize=64)
def _form(these: _Alike) -> _Form:
    mail, frame = these.mail, these.frame
    content, same, ways = mail.content, alike(mail), ways_of(mail, frame)
    body, subject = parse(content.body), parse(content.subject)
    check_values(body, {**same, **own_values(mail, frame, ways), **dict.fromkeys(ways, "")})
    doors = {name: way.door for name, way in ways.items()}
    mould = mould_for(Shared(content.body, frame.html, tuple(same.items()), tuple(doors.items())))
    return _Form(
        alike=same,
        ways=ways,
        beside=tuple((name, doors[name]) for name in mould.own_names & doors.keys()),
        mould=mould,
        subject=_subject(content, same) if subject.names <= same.keys() else None,
        sender=mailbox(content.common["school_name"], frame.sender, "From"),
        reply_to=checked(frame.reply_to),
        after=f"Content-Language: {content.language}\r\nAuto-Submitted: auto-generated",
        leave=doors[LEAVE] if content.list_mail else None,
    )


def bytes_of(mail: AnyMail, frame: MailFrame) -> bytes:
    """The whole message as it is handed over; the same mail always gives the same bytes."""
    form = _form_of(mail, frame)
    tokens = tokens_of(mail, form.ways)
    values: dict[str, Value] = {**form.alike, **own_values(mail, frame, form.ways)}
    for name, door in form.beside:
        values[name] = door.opened_by(tokens[name])
    text, page = form.mould.cast(values, {name: each.encode() for name, each in tokens.items()})
    boundary = f"--=_{mail.reference}".encode()
    head = _headers(mail, frame, form, _subject_of(mail, form, values, tokens), tokens)
    return b"".join(
        (
            head.encode(),
            boundary,
            PLAIN,
            text,
            b"\r\n",
            boundary,
            HTML,
            page,
            b"\r\n",
            boundary,
            b"--\r\n",
        )
    )


def _subject_of(mail: AnyMail, form: _Form, values: Values, tokens: dict[str, str]) -> str:
    if form.subject is not None:
        return form.subject
    links = {name: way.door.opened_by(tokens[name]) for name, way in form.ways.items()}
    return _subject(mail.content, {**values, **links})


def _headers(
    mail: AnyMail, frame: MailFrame, form: _Form, subject: str, tokens: dict[str, str]
) -> str:
    """Its id is ours, so that a bounce can be matched; its date is that of this attempt."""
    return "\r\n".join(
        (
            f"Subject: {unstructured(subject, 'Subject')}",
            f"From: {form.sender}",
            f"To: {mailbox(mail.to_name, mail.to_address, 'To')}",
            f"Reply-To: {form.reply_to}",
            f"Date: {_date(dated(mail))}",
            f"Message-ID: {message_id(mail, frame.sender)}",
            form.after,
            *_leaving(frame, form, tokens),
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="=_{mail.reference}"',
            "",
            "",
        )
    )


def _leaving(frame: MailFrame, form: _Form, tokens: dict[str, str]) -> list[str]:
    """A newsletter can be left with one press (RFC 8058, which asks for https); no letter can."""
    if form.leave is None:
        return []
    one_click = ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    https = frame.public_url.startswith("https://")
    address = form.leave.opened_by(tokens[LEAVE]).url
    return [f"List-Unsubscribe: <{address}>", *(one_click if https else [])]


@lru_cache(maxsize=64)
def _date(moment: datetime) -> str:
    return format_datetime(moment)


def dated(mail: AnyMail) -> datetime:
    """When it was handed over, or, for one that was not yet, now."""
    return (mail.tried_at or now()).replace(microsecond=0)


def address_for_envelope(mail: AnyMail) -> str:
    """Where the server is asked to deliver it."""
    return checked(mail.to_address)


def message_id(mail: AnyMail, sender: str) -> str:
    """`<reference@the sender's domain>`: never this machine's host name."""
    return f"<{mail.reference}@{sender.rpartition('@')[2] or 'localhost'}>"


def fingerprint(message: bytes) -> str:
    """Short proof that what is shown again is what was handed over.

    In pieces: given more at once, hashlib lets the couriers' threads go first for each letter.
    """
    done = blake2b(digest_size=8)
    for start in range(0, len(message), A_PIECE):
        done.update(message[start : start + A_PIECE])
    return done.hexdigest()


def shown_again(mail: OutgoingMail) -> tuple[bytes, bool]:
    """The message as it was handed over, and whether its fingerprint says it is the very same.

    It holds the adult's link: it is for evidence, and no page of staff shows it.
    """
    if mail.frame is None:
        raise CannotBeMade("it was never handed over")
    message = bytes_of(mail, mail.frame)
    return message, fingerprint(message) == mail.fingerprint
