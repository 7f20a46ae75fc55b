"""How an event is hashed. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

START_OF_CHAIN = "0" * 64


def _sha256(parts: Any) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def evidence_digest(salt: str, columns: Mapping[str, Any]) -> str:
    """Salted digest of a row's columns (as plain JSON values).

    Empty columns are left out, so that a column added by a later version does not change the
    digest of older rows.
    """
    return _sha256([salt, {name: value for name, value in columns.items() if value is not None}])


def event_hash(prev_hash: str, event: Mapping[str, Any]) -> str:
    """Hash of one event, which covers the hash of the one before it."""
    return _sha256([prev_hash, dict(event)])
