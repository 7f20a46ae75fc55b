"""Sealing the secrets that make codes, with a key derived from the instance's own.

The key is in the instance folder and not in the database: a stolen database makes no code.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from flask import current_app


def _box() -> Fernet:
    key = current_app.config["SETTINGS"].secret_key.encode()
    derived = hmac.new(key, b"second step: sealed secrets", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def sealed(secret: str) -> str:
    """What the database keeps."""
    return _box().encrypt(secret.encode()).decode()


def opened(sealed_secret: str) -> str:
    """The secret again, for as long as a code is compared."""
    return _box().decrypt(sealed_secret.encode()).decode()
