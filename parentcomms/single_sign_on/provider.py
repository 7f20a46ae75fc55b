"""Talking to the school's sign-on service: OpenID Connect by Authlib, PKCE, state and nonce."""

import logging
from datetime import datetime, timedelta
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import current_app
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from parentcomms.clock import now
from parentcomms.doors import SingleSignOnSettings
from parentcomms.links import address_of
from parentcomms.single_sign_on.rules import SAFE_SIGNATURES, Identity, Problem, identity

log = logging.getLogger("parentcomms")
READ_AGAIN_AFTER = timedelta(hours=12)
SECONDS_TO_WAIT = 10
_KEPT = "single_sign_on_client"


def settings() -> SingleSignOnSettings:
    """What this machine was told of the sign-on service."""
    said: SingleSignOnSettings = current_app.config["SETTINGS"].single_sign_on
    return said


def _client() -> FlaskOAuth2App:
    """Made once for these settings; what the service says of itself is read again twice a day."""
    said, kept = settings(), current_app.extensions.get(_KEPT)
    if kept is not None and kept[0] == said and now() - kept[1] < READ_AGAIN_AFTER:
        return kept[2]
    made = _new_client(said)
    current_app.extensions[_KEPT] = (said, now(), made)
    return made


def _new_client(said: SingleSignOnSettings) -> FlaskOAuth2App:
    known: OAuth = OAuth(current_app)
    return known.register(
        "school",
        client_id=said.client_id,
        client_secret=said.client_secret,
        server_metadata_url=f"{said.wanted_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS_TO_WAIT,
        },
    )


def _checked_client() -> FlaskOAuth2App:
    """The service must call itself what we were told, and sign in a way that proves something."""
    client = _client()
    metadata: dict[str, Any] = client.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != settings().wanted_issuer:
        raise ValueError("the service has another name")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    safe = [each for each in offered if each in SAFE_SIGNATURES]
    metadata["id_token_signing_alg_values_supported"] = safe or ["RS256"]
    return client


def begin() -> Response | Problem:
    """Off to the service; what must come back is remembered by this browser."""
    try:
        answer: Response = _checked_client().authorize_redirect(
            address_of("single_sign_on_staff.back"), prompt="select_account"
        )
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as problem:
        return _told(problem, Problem.NO_ANSWER)
    return answer


def finish() -> tuple[Identity, str] | Problem:
    """Whom the service vouches for, and the nonce of this sign-on; or why it opens nothing."""
    try:
        client = _checked_client()
        token = client.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "values": _issuers(client)},
                "aud": {"essential": True, "value": settings().client_id},
            }
        )
        claims = token["userinfo"]
    except MismatchingStateError as problem:
        return _told(problem, Problem.NOT_BEGUN_HERE)
    except RequestException as problem:
        return _told(problem, Problem.NO_ANSWER)
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError, TypeError) as problem:
        return _told(problem, Problem.NOT_TRUSTED)
    found = identity(claims, said=settings())
    return found if isinstance(found, Problem) else (found, str(claims["nonce"]))


def _issuers(client: FlaskOAuth2App) -> list[str]:
    """As the service writes its own name: with a slash at the end or without."""
    return [str(client.server_metadata["issuer"])]


def _told(error: Exception, problem: Problem) -> Problem:
    """The log learns what kind of error it was; never a token, a name or an address."""
    log.warning("single sign-on: %s (%s)", problem.value, type(error).__name__)
    return problem


def in_time(begun: datetime) -> bool:
    """Whether a sign-on that came back may still be used."""
    return now() - begun < timedelta(minutes=5)
