"""Signing in to a mail server with a token (XOAUTH2) instead of a password."""

import shlex
import subprocess
import threading
import time

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests import RequestException

from parentcomms.mail_settings import MailSettings

EARLIER = 60  # seconds before its end that a token is no longer used
_kept: dict[MailSettings, tuple[str, float]] = {}
_one_at_a_time = threading.Lock()


class NoToken(OSError):
    """No token could be had: the sender as a whole cannot sign in."""


def access_token(mail: MailSettings) -> str:
    """A token that is still good, asked for again only when the last one is about to end."""
    with _one_at_a_time:
        token, good_until = _kept.get(mail, ("", 0.0))
        if time.monotonic() >= good_until:
            token, seconds = _from_command(mail) if mail.token_command else _from_endpoint(mail)
            _kept[mail] = token, time.monotonic() + seconds - EARLIER
        return token


def forget_token(mail: MailSettings) -> None:
    """The server did not take it: the next sign-in asks for a new one."""
    with _one_at_a_time:
        _kept.pop(mail, None)


def xoauth2(username: str, token: str) -> str:
    """The answer the server expects (RFC 7628's older sibling, which both big providers take)."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def _from_command(mail: MailSettings) -> tuple[str, float]:
    try:
        done = subprocess.run(
            shlex.split(mail.token_command),
            capture_output=True, check=True, text=True, timeout=mail.timeout,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        raise NoToken(f"the token command failed ({type(problem).__name__})") from None
    token = done.stdout.strip()
    if not token:
        raise NoToken("the token command printed nothing")
    return token, 5 * 60.0


def _from_endpoint(mail: MailSettings) -> tuple[str, float]:
    try:
        with OAuth2Session(
            mail.client_id,
            mail.client_secret,
            scope=mail.scope or None,
            token_endpoint_auth_method="client_secret_post",
        ) as session:
            said = session.fetch_token(
                mail.token_url, grant_type="client_credentials", timeout=mail.timeout
            )
    except (RequestException, AuthlibBaseError, ValueError) as problem:
        raise NoToken(f"no token was given ({type(problem).__name__})") from None
    return str(said["access_token"]), float(said.get("expires_in", 3600))
