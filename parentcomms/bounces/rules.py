"""What a failed delivery says about an address, and when that address is written to no more. Pure.

A report is about one mail. It is dead only where the status says that there is no such mailbox;
a full one, a silent server or a doubt is a strike, and three strikes on three days are enough.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STRIKES = 3
STRIKES_WITHIN = timedelta(days=120)
# "Bad sender's mailbox" and "no such list" are about us or our path, not about the reader.
_ABOUT_US = frozenset({"5.1.7", "5.1.8", "5.1.9"})
_DEAD = frozenset({"5.2.1"})  # the mailbox is there and takes nothing any more
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
_NO_MAILBOX = frozenset({550, 551, 553})
MANY = 10


class BounceKind(StrEnum):
    """What a failed delivery says about the address it was sent to."""

    DEAD = "dead"
    STRIKE = "strike"
    BLOCKED = "blocked"  # the server does not want our mail: nothing is wrong with the address


class BounceRoute(StrEnum):
    """How we came to know."""

    AT_ONCE = "at_once"  # the server refused it while we handed it over
    MAILBOX = "mailbox"
    UPLOADED = "uploaded"


class SuppressionReason(StrEnum):
    """Why an address is written to no more."""

    DEAD = "dead"
    THREE_STRIKES = "three_strikes"
    WRONG_PERSON = "wrong_person"


class Action(StrEnum):
    """RFC 3464, 2.3.3: what became of the message for one recipient."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """What a report says of one recipient. Addresses in lower case; a status such as `5.1.1`."""

    addresses: frozenset[str]
    action: Action | None
    status: str = ""


@dataclass(frozen=True)
class Verdict:
    """A mail did not arrive, and what that says about the address we wrote to."""

    kind: BounceKind
    status: str


def status_in(words: str) -> str:
    """The enhanced status in these words, or else the reply code; empty where there is none.

    `5.0.0` says nothing, so a better one further on is taken.
    """
    found = [".".join(match) for match in _STATUS.findall(words)]
    telling = [each for each in found if not each.endswith(".0.0")]
    codes = _CODE.findall(words)
    return next(iter([*telling, *codes, *found]), "")


def kind_of(status: str) -> BounceKind:
    """What a status (enhanced, or a bare reply code) says about the address."""
    if not status.startswith("5"):
        return BounceKind.STRIKE
    if status in _ABOUT_US or status.startswith("5.7."):
        return BounceKind.BLOCKED
    if status.startswith("5.1.") or status in _DEAD:
        return BounceKind.DEAD
    if status.isdecimal():
        return BounceKind.DEAD if int(status) in _NO_MAILBOX else BounceKind.STRIKE
    return BounceKind.STRIKE


def judge(recipients: Collection[Recipient], *, written_to: str) -> Verdict | None:
    """What a report about one of our mails says; None when it says of no failure.

    Where our address is named, only what is said of it counts. Where it is not (the mail was
    passed on from there), it failed when every further address failed, and that never kills the
    address: a forwarding may be mended by whoever set it up.
    """
    ours = [each for each in recipients if written_to.lower() in each.addresses]
    about = ours or list(recipients)
    failed = [each for each in about if each.action is Action.FAILED]
    if not failed or (not ours and len(failed) < len(about)):
        return None
    worst = min(failed, key=lambda each: _SEVERITY[kind_of(each.status)])
    kind = kind_of(worst.status)
    if not ours and kind is BounceKind.DEAD:
        kind = BounceKind.STRIKE
    return Verdict(kind, worst.status)


_SEVERITY = {BounceKind.DEAD: 0, BounceKind.STRIKE: 1, BounceKind.BLOCKED: 2}


def struck_out(strikes: Iterable[date], *, day: date) -> bool:
    """Whether strikes on three different days are recent enough to give an address up."""
    recent = {each for each in strikes if timedelta(0) <= day - each <= STRIKES_WITHIN}
    return len(recent) >= STRIKES


def is_our_trouble(refused: int, tried: int) -> bool:
    """Whether so many were refused at once that it is us, not so many addresses, who are wrong.

    A server that suddenly takes nothing from us must not send a whole school to paper.
    """
    return refused >= MANY and refused * 2 > tried


def may_still_leave(reasons: Collection[SuppressionReason], *, somebody_waits: bool) -> bool:
    """Whether a mail to a suppressed address goes all the same.

    What somebody is waiting for and asked for from there does: a dead address is then alive. An
    address that reaches the wrong person gets nothing whatever.
    """
    if SuppressionReason.WRONG_PERSON in reasons:
        return False
    return somebody_waits or not reasons
