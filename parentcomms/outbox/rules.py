"""When a mail is tried again, when not, and how fast mails may leave. Pure."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

RETRY_MINUTES = (2, 10, 30, 60, 120, 240, 480, 720)
GIVE_UP_AFTER = timedelta(hours=48)
TRIES_AT_LEAST = 6  # a weekend switched off, or a clock that jumped, is not two days of trying
LEASE = timedelta(minutes=5)  # how long a claim is good for before it is put back
MINUTE = timedelta(minutes=1)
SLOWED_FOR = timedelta(minutes=30)  # how long one request to slow down is remembered
LONGEST_REST = timedelta(minutes=15)
UNLIMITED = 10_000
AT_ONCE = 0.05  # seconds
AHEAD = 12
A_GO_LASTS = 5  # seconds
A_GO_AT_LEAST = 50
A_GO_AT_MOST = 400
SLOWED_FROM = 60  # an unlimited sender that is asked to slow down counts as one of this many
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    TRY_LATER = "try_later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    NOT_REACHED = "not_reached"  # nothing was tried: no connection could be made
    NOT_WANTED = "not_wanted"  # stopped, paused or taken back before the hand-over


def outcome_of_reply(code: int) -> Outcome:
    """What an SMTP reply means: 2xx taken, 4xx later, everything else refused for good."""
    if 200 <= code < 300:
        return Outcome.SENT
    if 400 <= code < 500:
        return Outcome.TRY_LATER
    return Outcome.REFUSED


def readable_reply(code: int, words: bytes | str) -> str:
    """The reply code with its enhanced status; the server's free text may hold an address."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    status = _STATUS.match(text)
    return f"{code} {status[0]}" if status else str(code)


def asks_to_slow_down(reply: str) -> bool:
    """Whether a reply (as `readable_reply` gives it) is about how fast we send, not one mail."""
    code, _, status = reply.partition(" ")
    return code == "432" or (code.startswith("4") and status.startswith("4.7."))


def next_try(attempts: int, made_at: datetime, now: datetime) -> datetime | None:
    """When to try again after this many attempts, with growing gaps; None gives up after 48 h."""
    minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1] if attempts else 0
    moment = now + timedelta(minutes=minutes)
    tried_enough = attempts >= TRIES_AT_LEAST and moment - made_at > GIVE_UP_AFTER
    return None if tried_enough else moment


@dataclass(frozen=True)
class Pace:
    """How fast mails that nobody waits for may leave; 0 means no limit."""

    per_minute: float
    per_day: int = 0

    @property
    def step(self) -> int:
        """How many leave at once: a tenth of a minute's, so that they are spread over it."""
        return max(1, math.ceil(self.per_minute / 10)) if self.per_minute else UNLIMITED

    @property
    def seconds_a_step(self) -> float:
        return 60 * self.step / self.per_minute if self.per_minute else 0.0


@dataclass(frozen=True)
class Tried:
    """Attempts of the last seconds (one step), minute and day, counted from the database."""

    step: int = 0
    minute: int = 0
    day: int = 0


def may_leave_now(pace: Pace, tried: Tried) -> int:
    """How many mails of the lower lanes may be begun now, whichever worker asks."""
    rooms = [UNLIMITED]
    if pace.per_minute:
        rooms += [pace.step - tried.step, max(1, math.floor(pace.per_minute)) - tried.minute]
    if pace.per_day:
        rooms.append(pace.per_day - tried.day)
    return max(0, min(rooms))


def slowed(pace: Pace, asked_at: Sequence[datetime], now: datetime) -> Pace | None:
    """The pace after the server asked us to slow down; None rests altogether for a while.

    The first request rests the lower lanes a minute, each further one within half an hour twice
    as long, and meanwhile halves the rate; it wears off as the requests grow old. Several in one
    minute, from mails already on their way, are one request.
    """
    recent = _apart(sorted(at for at in asked_at if timedelta(0) <= now - at < SLOWED_FOR))
    if not recent:
        return pace
    rest = min(MINUTE * 2 ** (len(recent) - 1), LONGEST_REST)
    if now - recent[-1] < rest:
        return None
    slower = (pace.per_minute or SLOWED_FROM) / 2 ** len(recent)
    return Pace(max(1.0, slower), pace.per_day)


def _apart(moments: Sequence[datetime]) -> list[datetime]:
    apart: list[datetime] = []
    for moment in moments:
        if not apart or moment - apart[-1] >= MINUTE:
            apart.append(moment)
    return apart


def letters_ahead(seconds: float) -> int:
    """How many letters may lie marked for a connection besides the one in hand.

    A server that answers at once would otherwise wait for our disk after each letter; one that
    takes its time must not, because a marked letter is past being stopped, and uncertain after a
    crash. So no more lie there than it takes within a twentieth of a second.
    """
    return min(AHEAD, int(AT_ONCE / max(seconds, 0.001)))


def next_go(letters: int, seconds: float) -> int:
    """How many to claim at once, after so many took so long: about five seconds' work.

    Looking once more at whether they are still wanted costs nearly as much for ten as for four
    hundred; but what is claimed should leave while the look is fresh.
    """
    in_time = round(letters / max(seconds, 0.01) * A_GO_LASTS)
    return max(A_GO_AT_LEAST, min(A_GO_AT_MOST, 2 * letters, in_time))


def minutes_left(waiting: int, pace: Pace | None) -> int | None:
    """About how long so many mails take; None when that cannot be said."""
    if pace is None or (pace.per_day and waiting > pace.per_day):
        return None
    return math.ceil(waiting / pace.per_minute) if pace.per_minute else 1
