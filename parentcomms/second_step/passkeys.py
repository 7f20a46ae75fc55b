"""Passkeys by the webauthn library: what the browser is asked, and whether its answer holds."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from parentcomms.second_step.models import Passkey

WANTED = UserVerificationRequirement.PREFERRED  # the password was given already


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """What is kept of a new passkey."""

    credential_id: str
    public_key: str
    sign_count: int


def _host() -> str:
    return urlsplit(current_app.config["SETTINGS"].public_url).hostname or ""


def _origin() -> str:
    address = urlsplit(current_app.config["SETTINGS"].public_url)
    return f"{address.scheme}://{address.netloc}"


def possible() -> bool:
    """Passkeys belong to a name: browsers make none for a bare network address."""
    try:
        ip_address(_host())
    except ValueError:
        return True
    return False


def new_challenge() -> str:
    """256 bits for one ceremony."""
    return secrets.token_urlsafe(32)


def _known(keys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in keys]


def to_make(challenge: str, *, account: str, name: str, known: Sequence[Passkey]) -> str:
    """What the browser is asked when a passkey is added, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Parent Communications and Consent",
        user_id=account.encode(),
        user_name=name,
        challenge=base64url_to_bytes(challenge),
        exclude_credentials=_known(known),
        authenticator_selection=AuthenticatorSelectionCriteria(user_verification=WANTED),
    )
    return webauthn.options_to_json(options)


def made(answer: str, *, challenge: str) -> NewKey | None:
    """The new key, if the browser answered this very question on this very site."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return NewKey(
        credential_id=bytes_to_base64url(found.credential_id),
        public_key=bytes_to_base64url(found.credential_public_key),
        sign_count=found.sign_count,
    )


def to_sign(challenge: str, *, known: Sequence[Passkey]) -> str:
    """What the browser is asked at sign-in, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        challenge=base64url_to_bytes(challenge),
        allow_credentials=_known(known),
        user_verification=WANTED,
    )
    return webauthn.options_to_json(options)


def key_that_signed(answer: str, keys: Sequence[Passkey]) -> Passkey | None:
    """Which of these keys an answer says it is from."""
    try:
        said = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError):
        return None
    return next((key for key in keys if key.credential_id == said), None)


def signed(answer: str, *, challenge: str, key: Passkey) -> int | None:
    """The key's own count of signatures when the answer holds, else None."""
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
        ).new_sign_count
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
