"""Slowing a flood of messages from one place, without shutting a school's network out.

Counted in memory and forgotten: where a message came from is never kept. A doubt asks once more
and never refuses: whoever is asked keeps every word they typed, and the next press goes through.
"""

import ipaddress
import time

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MESSAGES = RateLimitItemPerMinute(20, 10, namespace="concern")
FROM_ONE_FORM = RateLimitItemPerMinute(3, 10, namespace="concern-form")
FILES = RateLimitItemPerMinute(100, 10, namespace="concern-file")
SHORTEST_SECONDS = 1.0  # nobody fills three pages in less; programs do
PATIENCE_SECONDS = 10.0  # in a flood each form waits so long: a person hardly minds, a program does


def _limiter() -> MovingWindowRateLimiter:
    counted: MovingWindowRateLimiter = current_app.extensions.setdefault(
        "concern_floods", MovingWindowRateLimiter(MemoryStorage())
    )
    return counted


def _place() -> str:
    """The network address; of the newer kind the block one household or school is given."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    wide = ipaddress.ip_network(f"{address}/64", strict=False) if address.version == 6 else address
    return str(wide)


def too_many_messages() -> bool:
    """Whether more comes from this place than people write. A school's pupils share one place."""
    return not _limiter().hit(MESSAGES, _place())


def too_many_from(mark: str | None) -> bool:
    """Whether one opened form is sent again and again; each opening carries its own mark."""
    return not _limiter().hit(FROM_ONE_FORM, mark or _place())


def must_ask_again(*, opened: str | None, asked: str | None, trapped: bool) -> bool:
    """Whether the sender presses once more: it came too quickly, filled the box that nobody sees,
    or is one of a flood. Whoever was asked, and waited in a flood, is let through.
    """
    if _age(asked) >= PATIENCE_SECONDS and not too_many_from(asked):
        return False
    if too_many_messages() or too_many_from(opened):
        return True
    return (trapped or _age(opened) < SHORTEST_SECONDS) and _age(asked) < SHORTEST_SECONDS


def too_many_files(number: int) -> bool:
    return number > 0 and not _limiter().hit(FILES, _place(), cost=number)


def start_mark() -> str:
    """When the form was opened, as the form itself carries it."""
    return str(_serializer().dumps(time.time()))


def asked_mark(before: str | None) -> str:
    """The mark that somebody was asked; it runs on from the first time, and is then used up."""
    return before if before and 0 <= _age(before) < PATIENCE_SECONDS else start_mark()


def _age(mark: str | None) -> float:
    """Seconds since a mark was made; less than none for one that was never made here."""
    try:
        return time.time() - float(_serializer().loads(mark or ""))
    except (BadData, TypeError, ValueError):
        return -1.0


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="concern-start")
