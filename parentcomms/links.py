"""Tokens in links, derived from the instance secret and a row's reference.

Nothing that opens a door is stored, so a stolen database opens none, and a letter can be
printed again with the same link.
"""

import hashlib
import hmac
from enum import StrEnum
from functools import lru_cache

from flask import current_app

from parentcomms.config import Settings

TOKEN_LENGTH = 26  # base32 characters: 130 bits
_TOKEN_BYTES = 20
# Base 32, two letters at a time: a newsletter to thousands has three links in each.
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_TWO_LETTERS = [first + second for first in _BASE32 for second in _BASE32]
_BITS = range(_TOKEN_BYTES * 8 - 10, _TOKEN_BYTES * 8 - TOKEN_LENGTH * 5 - 1, -10)
CODE_LENGTH = 10  # base32 characters: 50 bits, asked for with the child's date of birth
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud without doubt


class Purpose(StrEnum):
    """What a token is good for; a token for one purpose is worthless for another."""

    FAMILY_LINK = "family-link"
    FAMILY_CODE = "family-code"
    STAFF_INVITATION = "staff-invitation"
    CONSENT_FORM = "consent-form"
    CONCERN = "concern"
    CONCERN_CODE = "concern-code"
    PRINTED_LIST = "printed-list"
    DAY_PASS = "day-pass"
    DAY_PASS_CODE = "day-pass-code"
    WRONG_PERSON = "wrong-person"
    LEAVE_NEWSLETTERS = "leave-newsletters"
    TABLET_CODE = "tablet-code"


def _mac(purpose: Purpose, reference: str) -> bytes:
    mac = _begun(current_app.config["SETTINGS"].secret_key).copy()
    mac.update(f"{purpose.value}:{reference}".encode())
    return mac.digest()


@lru_cache(maxsize=4)
def _begun(secret_key: str) -> hmac.HMAC:
    """The key taken in once. `hmac.digest` would also let other threads go first each time, which
    takes a sender longer than all the rest of a token."""
    return hmac.new(secret_key.encode(), digestmod="sha256")


def token_for(purpose: Purpose, reference: str) -> str:
    """`reference-mac`: the public reference of the row, and the proof that this school made it."""
    number = int.from_bytes(_mac(purpose, reference)[:_TOKEN_BYTES], "big")
    return f"{reference}-{''.join([_TWO_LETTERS[number >> bits & 1023] for bits in _BITS])}"


def reference_in(purpose: Purpose, token: str) -> str | None:
    """The row's reference when the token is genuine, else None; compared in constant time."""
    reference, dash, _ = token.rpartition("-")
    if not dash or not hmac.compare_digest(token_for(purpose, reference), token):
        return None
    return reference


def code_for(purpose: Purpose, reference: str) -> str:
    """A short code to type from paper, such as `7K3M9Q0VXA`."""
    number = int.from_bytes(_mac(purpose, reference)[:8], "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, digit = divmod(number, 32)
        letters.append(CODE_ALPHABET[digit])
    return "".join(letters)


def tidy_code(typed: str) -> str:
    """What was typed, with spaces, dashes, case and look-alikes put right."""
    kept = "".join(sign for sign in typed.upper() if sign.isalnum())
    return kept.translate(str.maketrans("ILOU", "110V"))


def show_code(code: str) -> str:
    """The code in groups, as printed: `7K3M9-Q0VXA`."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def digest(secret: str) -> str:
    """What the database keeps of a secret it must recognise: a keyed hash."""
    key = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.new(key, f"digest:{secret}".encode(), hashlib.sha256).hexdigest()


def address_of(endpoint: str, **values: str | int) -> str:
    """The full address families use, whatever host name this request came in by."""
    settings: Settings = current_app.config["SETTINGS"]
    with current_app.test_request_context(base_url=settings.public_url):
        path: str = current_app.url_for(endpoint, **values)  # type: ignore[arg-type]
    return settings.public_url.rstrip("/") + path
