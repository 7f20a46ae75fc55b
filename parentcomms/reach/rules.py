"""Whom a file of links may hold, and how long it can be fetched. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from parentcomms.communications.rules import Tie, held_back
from parentcomms.people.rules import ContactDecision

CAN_BE_FETCHED_FOR = timedelta(hours=24)


class Whom(StrEnum):
    """Who is in a file."""

    EVERYONE = "everyone"
    NOT_TOLD = "not_told"
    NOT_ANSWERED = "not_answered"


class FileState(StrEnum):
    """What has become of a file."""

    TO_FETCH = "to_fetch"
    TO_CONFIRM = "to_confirm"
    SENT = "sent"
    DISCARDED = "discarded"


def may_be_texted(ties: Iterable[Tie]) -> bool:
    """Whether a link may go to this adult's telephone.

    As for an e-mail: written to about some child, and about none on hold, to be left alone, by
    post only, or before the contact review. A text is read by whoever picks up the telephone.
    """
    theirs = [tie for tie in ties if tie.gets_letters]
    return bool(theirs) and all(
        held_back(tie) is None and tie.decision is ContactDecision.WRITE for tie in theirs
    )


def file_state(made_at: datetime, now: datetime, *, sent: bool, discarded: bool) -> FileState:
    """A file nobody has settled can be fetched for a day; then only its fate can be told."""
    if sent:
        return FileState.SENT
    if discarded:
        return FileState.DISCARDED
    fresh = now < made_at + CAN_BE_FETCHED_FOR
    return FileState.TO_FETCH if fresh else FileState.TO_CONFIRM
