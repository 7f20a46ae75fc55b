"""One outgoing mail as the bytes a server takes: plain text worth reading, and simple HTML.

What mails share is prepared once: the styled page with its holes, the blocks of text without a
value, the address a link has but for its token. Each mail then only fills in its own values.
"""

from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from flask import current_app

from parentcomms.clock import now
from parentcomms.config import Settings
from parentcomms.documents.markdown import Link, Value, Values, check_values, parse
from parentcomms.documents.markdown import address_of as address_in
from parentcomms.documents.text import to_text
from parentcomms.documents.web import fill_holes
from parentcomms.links import Purpose, address_of, code_for, show_code, token_for
from parentcomms.outbox.feet import LEAVE, THIS_MAIL
from parentcomms.outbox.frames import page_around
from parentcomms.outbox.headers import CannotBeMade, checked, mailbox, unstructured
from parentcomms.outbox.models import MailFrame, OutgoingMail
from parentcomms.outbox.moulds import Door, Shared, mould_for

PART = "Content-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
TOKEN = "THE-TOKEN-GOES-HERE"


def filled_values(mail: OutgoingMail) -> dict[str, Value]:
    """The values of one mail, with links and codes derived from their references."""
    return {**dict(_alike(mail)), **_own_values(mail, mail.frame)}


def _alike(mail: OutgoingMail) -> tuple[tuple[str, str], ...]:
    """The values all mails with these words share, as they stand."""
    own = mail.values
    return tuple(
        (name, value)
        for name, value in mail.content.common.items()
        if isinstance(value, str) and name not in own
    )


def _own_values(mail: OutgoingMail, frame: MailFrame | None) -> dict[str, Value]:
    values, opened = _own(mail, frame)
    return {**values, **{name: door.opened_by(token) for name, (door, token) in opened.items()}}


def _own(
    mail: OutgoingMail, frame: MailFrame | None
) -> tuple[dict[str, Value], dict[str, tuple[Door, str]]]:
    """What this mail does not share, and each link with a token as its door and the token."""
    shared, own = mail.content.common, mail.values
    public_url = _public_url(frame)
    values: dict[str, Value] = {}
    opened: dict[str, tuple[Door, str]] = {}
    tokens: dict[tuple[str, str], str] = {}  # the page and the button are often one adult's link
    for name, value in {**shared, **own}.items():
        if isinstance(value, dict):
            # one shared by all mails may be opened by each reader's own link
            common = shared.get(name, {})
            whole = {**common, **_reader(mail, common.get("as", name))}
            if "purpose" in whole:
                key = whole["purpose"], whole["reference"]
                token = tokens[key] = tokens.get(key) or token_for(Purpose(key[0]), key[1])
                opened[name] = _door_of(whole, public_url, len(token)), token
            else:
                values[name] = _derived(whole, public_url)
        elif name in own or not isinstance(value, str):
            values[name] = str(value)
    return values, opened


def _reader(mail: OutgoingMail, name: str) -> dict[str, Any]:
    """Whose link it is: the adult's own, or (under every mail) that of this one mail."""
    found: dict[str, Any] = mail.values.get(name, {})
    return {"reference": mail.reference} if name == THIS_MAIL else found


def _public_url(frame: MailFrame | None) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return frame.public_url if frame else settings.public_url


def _derived(value: dict[str, Any], public_url: str) -> Value:
    if "code" in value:
        return show_code(code_for(Purpose(value["code"]), value["reference"]))
    parameters = tuple(sorted(value.get("parameters", {}).items()))
    return Link(_page(value["endpoint"], parameters, public_url), value["label"])


def _door_of(value: dict[str, Any], public_url: str, length: int) -> Door:
    parameters = tuple(sorted(value.get("parameters", {}).items()))
    return _door(value["endpoint"], parameters, value["label"], public_url, length)


@lru_cache(maxsize=256)
def _door(
    endpoint: str, parameters: tuple[tuple[str, str], ...], label: str, public_url: str, length: int
) -> Door:
    """Its address is asked for once; each token then has its place in it."""
    address = _page(endpoint, (*parameters, ("token", TOKEN)), public_url)
    before, _, after = address.partition(TOKEN)
    return Door(before, after, label, length)


@lru_cache(maxsize=256)
def _page(endpoint: str, parameters: tuple[tuple[str, str], ...], public_url: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    here = address_of(endpoint, **dict(parameters))
    return public_url.rstrip("/") + here.removeprefix(settings.public_url.rstrip("/"))


def as_text(mail: OutgoingMail) -> str:
    """The plain-text part."""
    return to_text(parse(mail.content.body), filled_values(mail))


def as_html(mail: OutgoingMail) -> str:
    """The HTML part, styles inlined, nothing fetched from anywhere."""
    page = mail.frame.html if mail.frame else page_around(mail.content)
    return fill_holes(page, filled_values(mail))


def subject_of(mail: OutgoingMail) -> str:
    """The subject with its values; only the school's name and a reference are ever in one."""
    return _subject(mail, filled_values(mail))


def _subject(mail: OutgoingMail, values: Values) -> str:
    return " ".join(to_text(parse(mail.content.subject), values, width=998).split())


def bytes_of(mail: OutgoingMail, frame: MailFrame) -> bytes:
    """The whole message as it is handed over; the same mail always gives the same bytes."""
    alike, (own, opened) = _alike(mail), _own(mail, frame)
    links = {name: door.opened_by(token) for name, (door, token) in opened.items()}
    values = {**dict(alike), **own, **links}
    check_values(parse(mail.content.body), values)
    doors = tuple((name, door) for name, (door, _token) in opened.items())
    mould = mould_for(Shared(mail.content.body, frame.html, alike, doors))
    tokens = {name: token.encode() for name, (_door, token) in opened.items()}
    text, page = mould.cast(values, tokens)
    boundary = f"=_{mail.reference}"
    return b"".join(
        (
            _headers(mail, frame, values, boundary).encode(),
            f"\r\n\r\n--{boundary}\r\n{PART.format('plain')}\r\n\r\n".encode(),
            text,
            f"\r\n--{boundary}\r\n{PART.format('html')}\r\n\r\n".encode(),
            page,
            f"\r\n--{boundary}--\r\n".encode(),
        )
    )


def _headers(mail: OutgoingMail, frame: MailFrame, values: Values, boundary: str) -> str:
    """Its id is ours, so that a bounce can be matched; its date is that of this attempt."""
    return "\r\n".join(
        (
            f"Subject: {unstructured(_subject(mail, values), 'Subject')}",
            f"From: {mailbox(mail.content.common['school_name'], frame.sender, 'From')}",
            f"To: {mailbox(mail.to_name, mail.to_address, 'To')}",
            f"Reply-To: {checked(frame.reply_to)}",
            f"Date: {format_datetime(dated(mail))}",
            f"Message-ID: {message_id(mail, frame.sender)}",
            f"Content-Language: {mail.content.language}",
            "Auto-Submitted: auto-generated",
            *_leaving(mail, frame, values),
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        )
    )


def _leaving(mail: OutgoingMail, frame: MailFrame, values: Values) -> list[str]:
    """A newsletter can be left with one press (RFC 8058, which asks for https); no letter can."""
    if not mail.content.list_mail:
        return []
    one_click = ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    https = frame.public_url.startswith("https://")
    return [f"List-Unsubscribe: <{address_in(values[LEAVE])}>", *(one_click if https else [])]


def dated(mail: OutgoingMail) -> datetime:
    """When it was handed over, or, for one that was not yet, now."""
    return (mail.tried_at or now()).replace(microsecond=0)


def address_for_envelope(mail: OutgoingMail) -> str:
    """Where the server is asked to deliver it."""
    return checked(mail.to_address)


def message_id(mail: OutgoingMail, sender: str) -> str:
    """`<reference@the sender's domain>`: never this machine's host name."""
    return f"<{mail.reference}@{sender.rpartition('@')[2] or 'localhost'}>"


def fingerprint(message: bytes) -> str:
    """Short proof that what is shown again is what was handed over."""
    return blake2b(message, digest_size=8).hexdigest()


def shown_again(mail: OutgoingMail) -> tuple[bytes, bool]:
    """The message as it was handed over, and whether its fingerprint says it is the very same.

    It holds the adult's link: it is for evidence, and no page of staff shows it.
    """
    if mail.frame is None:
        raise CannotBeMade("it was never handed over")
    message = bytes_of(mail, mail.frame)
    return message, fingerprint(message) == mail.fingerprint
