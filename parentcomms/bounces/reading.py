"""Reading a report of delivery (RFC 3464, and 6533) out of an e-mail, however it is wrapped.

Whatever a stranger's server sends is read without trust: sizes and depths are limited, and only
fields that say what became of a mail are looked at. The words around them are never kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from enum import StrEnum
from typing import Any

from parentcomms.bounces.rules import Action, Recipient, status_in

LARGEST = 5 * 1024 * 1024
DEEPEST = 12
STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED_TYPES = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
)
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*){2,}")


class MessageKind(StrEnum):
    """What an e-mail that came to us is."""

    REPORT = "report"
    AUTO_REPLY = "auto_reply"  # RFC 3834: somebody is away, or a receipt; the mail arrived
    OTHER = "other"
    BROKEN = "broken"


@dataclass(frozen=True)
class Report:
    """What one report says: of which message (by its id), and of whom."""

    message_ids: tuple[str, ...]
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class Read:
    """What an e-mail turned out to be, and the reports in it."""

    kind: MessageKind
    reports: tuple[Report, ...] = ()


def read(raw: bytes) -> Read:
    """Look for reports in an e-mail as it came."""
    if len(raw) > LARGEST or b"\x00" in raw[:1000]:
        return Read(MessageKind.BROKEN)
    try:
        message = message_from_bytes(raw)
        if not message.keys():
            return Read(MessageKind.BROKEN)
        reports = tuple(_reports(message, depth=0))
        is_auto_reply = _is_auto_reply(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Read(MessageKind.BROKEN)  # the library gives up on some malformed headers
    if reports:
        return Read(MessageKind.REPORT, reports)
    return Read(MessageKind.AUTO_REPLY if is_auto_reply else MessageKind.OTHER)


def _is_auto_reply(message: Message) -> bool:
    return (
        _word(message, "Auto-Submitted", "no") != "no"
        or _word(message, "Precedence") == "auto_reply"
        or message.get_content_type() == "multipart/report"  # a receipt, a complaint
    )


def _word(message: Message, name: str, default: str = "") -> str:
    """The first word of a header, in lower case: comments and parameters may follow it."""
    found = re.match(r"\s*([a-z_-]+)", _text(message, name).lower())
    return found[1] if found else default


def _text(message: Message, name: str) -> str:
    return str(message.get(name, ""))


def _children(part: Message) -> Sequence[Any]:
    payload: object = part.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def _reports(part: Message, *, depth: int) -> Iterator[Report]:
    """Every report in this part: one forwarded as an attachment lies a few layers down.

    What a report returns is the mail that failed. It is not looked into: a report inside it would
    be about somebody else's mail.
    """
    if depth > DEEPEST or part.get_content_type() in STATUS_TYPES:
        return
    children = _children(part)
    status = [each for each in children if each.get_content_type() in STATUS_TYPES]
    for each in status:
        recipients = tuple(_recipients(each))
        if recipients:
            yield Report(_message_ids(part, children), recipients)
    for each in children:
        if not (status and each.get_content_type() in RETURNED_TYPES):
            yield from _reports(each, depth=depth + 1)


def _recipients(status: Message) -> Iterator[Recipient]:
    for block in _blocks(status):
        if not block.get("Action") and not block.get("Final-Recipient"):
            continue  # what is said of the message as a whole
        yield Recipient(
            addresses=frozenset(
                _address(_text(block, name))
                for name in ("Final-Recipient", "Original-Recipient")
                if block.get(name)
            ),
            action=_action(_word(block, "Action")),
            status=status_in(f"{_text(block, 'Status')} {_text(block, 'Diagnostic-Code')}"),
        )


def _blocks(status: Message) -> Sequence[Message]:
    """The groups of fields, which blank lines part; the library knows only the older type."""
    if status.get_content_type() == "message/delivery-status":
        return _children(status)
    inner = "\n\n".join(each.as_string() for each in _children(status))
    return [message_from_string(each) for each in _BLANK_LINES.split(inner) if each.strip()]


def _address(field: str) -> str:
    return field.partition(";")[2].strip().strip("<>").lower()


def _action(word: str) -> Action | None:
    return Action(word) if word in set(Action) else None


def _message_ids(part: Message, children: Sequence[Message]) -> tuple[str, ...]:
    """The id in the headers that came back; where none came, what the report answers to."""
    returned = [each for each in children if each.get_content_type() in RETURNED_TYPES]
    if not returned:
        return _ids(f"{_text(part, 'In-Reply-To')} {_text(part, 'References')}")
    return tuple(found for each in returned for found in _ids(_text(_headers(each), "Message-ID")))


def _headers(returned: Message) -> Message:
    inner = _children(returned)
    if inner:
        first: Message = inner[0]
        return first
    payload = returned.get_payload(decode=True)
    return message_from_bytes(payload if isinstance(payload, bytes) else b"")


def _ids(words: str) -> tuple[str, ...]:
    return tuple(_MESSAGE_ID.findall(words))
