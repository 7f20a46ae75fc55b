"""When a mail is tried again, and when not. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

RETRY_MINUTES = (2, 10, 30, 60, 120, 240, 480, 720)
GIVE_UP_AFTER = timedelta(hours=48)
LEASE = timedelta(minutes=5)  # how long a claim is good for before it is put back


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    TRY_LATER = "try_later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


def outcome_of_reply(code: int) -> Outcome:
    """What an SMTP reply means: 2xx taken, 4xx later, everything else refused for good."""
    if 200 <= code < 300:
        return Outcome.SENT
    if 400 <= code < 500:
        return Outcome.TRY_LATER
    return Outcome.REFUSED


def next_try(attempts: int, made_at: datetime, now: datetime) -> datetime | None:
    """When to try again after this many attempts, with growing gaps; None gives up after 48 h."""
    minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1] if attempts else 0
    moment = now + timedelta(minutes=minutes)
    return moment if moment - made_at <= GIVE_UP_AFTER else None


def seconds_between(per_minute: int) -> float:
    """The pause between two mails at this rate; 0 means no limit."""
    return 60 / per_minute if per_minute > 0 else 0.0
