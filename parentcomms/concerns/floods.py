"""Slowing a flood of messages from one place, without shutting a school's network out.

Counted in memory and forgotten: where a message came from is never kept. Whoever is asked to wait
keeps every word they typed.
"""

import ipaddress
import time

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MESSAGES = RateLimitItemPerMinute(20, 10, namespace="concern")
FILES = RateLimitItemPerMinute(100, 10, namespace="concern-file")
SHORTEST_SECONDS = 1.0  # nobody fills three pages in less; programs do


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
    """Whether this place must wait a little before the next message."""
    return not _limiter().hit(MESSAGES, _place())


def too_many_files(number: int) -> bool:
    return number > 0 and not _limiter().hit(FILES, _place(), cost=number)


def start_mark() -> str:
    """When the form was opened, as the form itself carries it."""
    return str(_serializer().dumps(time.time()))


def too_quick(mark: str | None) -> bool:
    """Whether a form came back sooner than a person can write, or was never opened."""
    try:
        began = float(_serializer().loads(mark or ""))
    except (BadData, TypeError, ValueError):
        return True
    return time.time() - began < SHORTEST_SECONDS


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="concern-start")
