"""Hashing passwords with Argon2id. Slow on purpose: call it before the first write, never after."""

from functools import cache
from typing import NewType

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

PasswordHash = NewType("PasswordHash", str)
STRENGTH = profiles.RFC_9106_LOW_MEMORY
_hasher = PasswordHasher.from_parameters(STRENGTH)


def hashed(password: str) -> PasswordHash:
    """What the database keeps of a password."""
    return PasswordHash(_hasher.hash(password))


@cache
def _nobodys_hash() -> PasswordHash:
    return hashed("the password of nobody")


def fits(password: str, password_hash: str | None) -> bool:
    """Whether this is the password. Takes as long for an account that does not exist."""
    try:
        right = _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)
