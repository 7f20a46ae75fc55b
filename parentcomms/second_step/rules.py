"""Who owes a second step, and which codes are right. Pure: time and secrets are passed in."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import pyotp

from parentcomms.access import Role
from parentcomms.accounts.waiting import SignInWaits

SECONDS_EACH = 30
DRIFT = 1  # half minutes a telephone's clock may be off, either way
RECOVERY_CODES = 8
# Whoever walks up to a computer left open must not take the second step over.
FRESH = timedelta(minutes=30)


def deadline(
    held: Mapping[Role, datetime], *, required_of: Collection[str], after_days: int
) -> datetime | None:
    """From when a second step is owed by somebody who holds these roles since then; None: never."""
    since = [at for role, at in held.items() if role.value in required_of]
    return min(since) + timedelta(days=after_days) if since else None


def waits_for(*, has_one: bool, owed_from: datetime | None, now: datetime) -> SignInWaits | None:
    """What a right password leads to. Whoever has a second step is always asked for it."""
    if has_one:
        return SignInWaits.SECOND_STEP
    return SignInWaits.SET_UP if owed_from is not None and owed_from <= now else None


def fitting_step(secret: str, typed: str, *, now: datetime, last_step: int) -> int | None:
    """The half minute a code belongs to, if it is right and later than the last one taken."""
    code = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    current = int(now.timestamp()) // SECONDS_EACH
    maker = pyotp.TOTP(secret)
    for step in range(max(current - DRIFT, last_step + 1), current + DRIFT + 1):
        if pyotp.utils.strings_equal(maker.at(step * SECONDS_EACH), code):
            return step
    return None


def is_fresh(made_at: datetime, *, now: datetime) -> bool:
    """Whether somebody signed in lately enough to change how they sign in."""
    return now - made_at <= FRESH
