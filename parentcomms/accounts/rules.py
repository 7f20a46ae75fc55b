"""Passwords, slowing after failures, how long sessions and links last. Pure.

A wrong answer costs time, never the door: nobody can shut a colleague, or a whole school behind
one network address, out by failing on purpose.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from parentcomms.access import Permission, Role, permissions_of
from parentcomms.people.rules import ContactDecision, HoldKind, Way, may_be_written_to

SCHOOL_TIME = ZoneInfo("Europe/London")
STAFF_SESSION = timedelta(hours=10)  # one working day, however it is spent
WAITING_SESSION = timedelta(minutes=20)  # to find the telephone and set it up
FAMILY_SESSION = timedelta(minutes=60)  # a family computer is shared
INVITATION_DAYS = 7
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

# Roles that open concerns or stand above others: giving one is told to the heads, DSLs and chairs.
WATCHED_ROLES = frozenset({Role.HEAD, Role.DSL, Role.DEPUTY_DSL, Role.CHAIR, Role.VICE_CHAIR})
TOLD_OF_WATCHED_ROLES = frozenset({Role.HEAD, Role.DSL, Role.CHAIR})

_COMMON = (
    "password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "letmein", "welcome", "changeme",
    "school", "teacher", "admin", "abcdef", "abc123", "123456", "654321", "iloveyou", "monkey",
    "dragon", "football", "liverpool", "arsenal", "chelsea", "sunshine", "princess", "christmas",
    "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "monday", "friday", "spring", "summer", "autumn", "winter",
)  # fmt: skip


class PasswordProblem(StrEnum):
    """Why a password will not do."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"
    ABOUT_YOU = "about_you"


def password_problem(password: str, *, about: Iterable[str]) -> PasswordProblem | None:
    """What is wrong with a password, or None. `about` is the person's own name and address."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    if _is_mostly(password, _COMMON) or len(set(password.casefold())) < 5:
        return PasswordProblem.TOO_COMMON
    words = [word for text in about for word in _words(text) if len(word) > 2]
    return PasswordProblem.ABOUT_YOU if _is_mostly(password, words) else None


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def _is_mostly(password: str, words: Iterable[str]) -> bool:
    """Whether fewer than five different letters remain once these words are taken out."""
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(set(rest)) < 5 and rest != password.casefold()


@dataclass(frozen=True, kw_only=True)
class Slowing:
    """How many failures within a window are free, and how the wait then grows to its longest."""

    window: timedelta
    free: int
    first_wait: timedelta
    longest_wait: timedelta


class Counter(StrEnum):
    """What failures are counted by. A school's whole staff may share one network address."""

    SIGN_IN_HERE = "sign-in-here"  # this e-mail address from this network address
    SIGN_IN_NAME = "sign-in-name"  # this e-mail address from anywhere
    SIGN_IN_PLACE = "sign-in-place"  # any e-mail address from this network address
    SECOND_STEP = "second-step"  # this member of staff, whose password was right
    DAY_PASS_PLACE = "day-pass-place"
    CODE = "code"  # this code from paper, whose child's birthday could be guessed
    CODE_PLACE = "code-place"
    NEW_LINK = "new-link"  # requests rather than failures: nobody's inbox is to be flooded
    NEW_LINK_PLACE = "new-link-place"
    TRACKER = "tracker"  # this reference of a concern, with a code or a secret word that was wrong
    TRACKER_PLACE = "tracker-place"
    TRACKER_CODE = "tracker-code"  # requests for a code by e-mail
    TRACKER_CODE_PLACE = "tracker-code-place"


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_QUARTER, _MINUTE, _SECONDS = timedelta(minutes=15), timedelta(minutes=1), timedelta(seconds=10)

SLOWING: dict[Counter, Slowing] = {
    Counter.SIGN_IN_HERE: Slowing(
        window=_HOUR, free=5, first_wait=3 * _SECONDS, longest_wait=_QUARTER
    ),
    Counter.SIGN_IN_NAME: Slowing(
        window=_HOUR, free=20, first_wait=_SECONDS, longest_wait=5 * _MINUTE
    ),
    Counter.SIGN_IN_PLACE: Slowing(
        window=_HOUR, free=60, first_wait=_SECONDS / 10, longest_wait=_MINUTE / 2
    ),
    Counter.SECOND_STEP: Slowing(
        window=_DAY, free=5, first_wait=3 * _SECONDS, longest_wait=_QUARTER
    ),
    Counter.DAY_PASS_PLACE: Slowing(
        window=_HOUR, free=20, first_wait=_SECONDS, longest_wait=_QUARTER
    ),
    Counter.CODE: Slowing(window=7 * _DAY, free=5, first_wait=_MINUTE, longest_wait=_DAY / 2),
    Counter.CODE_PLACE: Slowing(
        window=_HOUR, free=60, first_wait=_SECONDS / 10, longest_wait=_MINUTE / 2
    ),
    Counter.NEW_LINK: Slowing(window=_DAY, free=3, first_wait=_QUARTER, longest_wait=_DAY / 2),
    Counter.NEW_LINK_PLACE: Slowing(
        window=_HOUR, free=60, first_wait=_SECONDS, longest_wait=_QUARTER
    ),
    Counter.TRACKER: Slowing(window=_DAY, free=5, first_wait=_MINUTE, longest_wait=_HOUR),
    Counter.TRACKER_PLACE: Slowing(
        window=_HOUR, free=60, first_wait=_SECONDS / 10, longest_wait=_MINUTE / 2
    ),
    Counter.TRACKER_CODE: Slowing(window=_DAY, free=5, first_wait=_MINUTE, longest_wait=_HOUR),
    Counter.TRACKER_CODE_PLACE: Slowing(
        window=_HOUR, free=60, first_wait=_SECONDS, longest_wait=_QUARTER
    ),
}
# A right answer clears these; what was tried from the same network address stays counted.
OWN_COUNTERS = frozenset(
    {
        Counter.SIGN_IN_HERE,
        Counter.SIGN_IN_NAME,
        Counter.SECOND_STEP,
        Counter.CODE,
        Counter.TRACKER,
    }
)
LONGEST_WINDOW = max(slowing.window for slowing in SLOWING.values())


def open_again_at(
    failures: Sequence[datetime], slowing: Slowing, *, now: datetime
) -> datetime | None:
    """When the next try is listened to; None when it may be made now."""
    recent = sorted(at for at in failures if now - slowing.window < at <= now)
    over = len(recent) - slowing.free
    if over < 0 or not recent:
        return None
    wait = min(slowing.first_wait * 2 ** min(over, 30), slowing.longest_wait)
    opens = recent[-1] + wait
    return opens if opens > now else None


def network_of(address: str | None) -> str:
    """What counts as one place: one IPv4 address, or the /64 that one home or school is given."""
    try:
        bits = 64 if ":" in (address or "") else 32
        return str(ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return "unknown"


def end_of_school_year(moment: datetime) -> datetime:
    """Midnight at the end of the next 31 August, in London: when a link made now stops.

    A link made in July or August is for a joiner or the year about to begin, and lasts that year.
    """
    local = moment.astimezone(SCHOOL_TIME)
    year = local.year if local.month < 7 else local.year + 1
    return datetime(year, 9, 1, tzinfo=SCHOOL_TIME)


class LinkState(StrEnum):
    """What a genuine link is good for."""

    OPENS = "opens"
    ENDED = "ended"  # revoked, expired, or nothing may be shown to this adult


def link_state(
    *, revoked: bool, expires_at: datetime, now: datetime, may_be_shown: bool
) -> LinkState:
    """A revoked, an expired and a held adult's link look alike, so that a hold shows nothing."""
    opens = not revoked and now < expires_at and may_be_shown
    return LinkState.OPENS if opens else LinkState.ENDED


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the office decided about one adult and one child."""

    current: bool
    decision: ContactDecision
    on_hold: bool


def may_be_shown(standings: Iterable[Standing]) -> bool:
    """Whether an adult may open their page: they may be sent a link about some child, if on paper.

    Somebody we may not write to about any child sees nothing either.
    """
    return any(_reached(each, by=Way.POST) for each in standings)


def may_be_mailed(standings: Iterable[Standing]) -> bool:
    """Whether a new link may go to the e-mail address we hold."""
    return any(_reached(each, by=Way.EMAIL) for each in standings)


def _reached(standing: Standing, *, by: Way) -> bool:
    holds = (HoldKind.SCHOOL,) if standing.on_hold else ()
    return standing.current and may_be_written_to(standing.decision, by=by, holds=holds)


def initials(forename: str, surname: str) -> str:
    """`A.K.`: all that is shown of an adult before the button is pressed."""
    return "".join(f"{_first_letter(name)}." for name in (forename, surname) if name.strip())


def _first_letter(name: str) -> str:
    """The first letter with the marks that belong to it, as a reader of the script sees it."""
    name = unicodedata.normalize("NFC", name.strip())
    marks = 0
    while marks + 1 < len(name) and unicodedata.category(name[marks + 1]) in {"Mn", "Mc"}:
        marks += 1
    return name[: marks + 1].upper()


def local_path(address: str | None) -> str | None:
    """The address when it is a page of this service, else None: never a way to another site."""
    if not address or not address.startswith("/") or address[1:2] in {"/", "\\"}:
        return None
    if any(sign <= " " or sign in "\\\x7f" for sign in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def someone_manages(holders: Iterable[Collection[Role]]) -> bool:
    """Whether anybody who can sign in may still manage staff."""
    return any(Permission.MANAGE_STAFF in permissions_of(roles) for roles in holders)
