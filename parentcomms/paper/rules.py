"""What a filled-in sheet says, and which of it may be recorded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.consent.rules import Decision


class Ticked(StrEnum):
    """What the office sees in one row. NOT_CLEAR: two boxes, or one that cannot be told."""

    YES = "yes"
    UNRECOGNISABLE = "unrecognisable"
    NO = "no"
    NOT_CLEAR = "not_clear"


class CodeTrouble(StrEnum):
    """Why a code does not lead to the boxes of a sheet."""

    NOT_A_CODE = "not_a_code"
    NOT_OURS = "not_ours"
    RECORDED = "recorded"


class ScanProblem(StrEnum):
    """Why a scanned file is not taken."""

    EMPTY = "empty"
    WRONG_KIND = "wrong_kind"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    LOCKED = "locked"
    BROKEN = "broken"


@dataclass(frozen=True)
class Row:
    """One printed question: which use, and whether it was asked differently, or answered by the
    same adult in another way, since the sheet was made.
    """

    key: str
    offers_unrecognisable: bool
    changed: bool
    answered: bool = False


@dataclass(frozen=True)
class Outcome:
    """What is recorded, and by use key what is not: asked differently or answered since the sheet
    was made, or not clear.
    """

    recorded: Mapping[str, Decision]
    outdated: tuple[str, ...]
    unclear: tuple[str, ...]
    answered: tuple[str, ...] = ()


DECISIONS = {
    Ticked.YES: Decision.YES,
    Ticked.UNRECOGNISABLE: Decision.UNRECOGNISABLE,
    Ticked.NO: Decision.NO,
}


def outcome(ticks: Mapping[str, Ticked], rows: Iterable[Row]) -> Outcome:
    """A no always counts; anything else only to the question asked today, and only where the adult
    has not answered it since: nobody knows which came first, and a no tapped meanwhile stands.

    A row without a tick, or with two, stays not answered: silence and doubt are no permission.
    """
    recorded: dict[str, Decision] = {}
    outdated: list[str] = []
    unclear: list[str] = []
    answered: list[str] = []
    for row in rows:
        ticked = ticks.get(row.key)
        if ticked is None:
            continue
        if ticked is Ticked.NOT_CLEAR or not _printed(ticked, row):
            unclear.append(row.key)
        elif row.changed and ticked is not Ticked.NO:
            outdated.append(row.key)
        elif row.answered and ticked is not Ticked.NO:
            answered.append(row.key)
        else:
            recorded[row.key] = DECISIONS[ticked]
    return Outcome(recorded, tuple(outdated), tuple(unclear), tuple(answered))


def _printed(ticked: Ticked, row: Row) -> bool:
    return ticked is not Ticked.UNRECOGNISABLE or row.offers_unrecognisable


def code_among(codes: Collection[str], ours: Collection[str]) -> str | None:
    """The sheet's code among all those of that shape on a page: one of ours before another.

    Two of ours on one page (a sheet lying on another) are no code at all: nobody can say whose
    ticks they are.
    """
    found = {code for code in codes if code in ours} or set(codes)
    return found.pop() if len(found) == 1 else None
