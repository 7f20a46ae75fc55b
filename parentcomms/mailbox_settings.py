"""The mailbox that reports of failed delivery come to: the [bounces] section of settings.toml."""

from dataclasses import dataclass, fields
from typing import Any

from parentcomms.doors import is_loopback
from parentcomms.mail_settings import BadMailSettings, MailSettings


@dataclass(frozen=True)
class MailboxSettings:
    """Where it is read over IMAP. Security is `tls`, `starttls` or `none` (loopback only)."""

    server: str = ""
    port: int = 993
    security: str = "tls"
    ca_file: str = ""
    username: str = ""
    password: str = ""
    token_command: str = ""  # prints an access token (XOAUTH2)
    token_url: str = ""  # or: where the client below is given one
    client_id: str = ""
    client_secret: str = ""
    scope: str = ""
    folder: str = "INBOX"
    timeout: float = 20

    @property
    def name(self) -> str:
        """What tells this mailbox from another; empty where none is set."""
        return f"{self.username}@{self.server}/{self.folder}" if self.server else ""

    def for_token(self) -> MailSettings:
        """The same account as the sender's token knows it; nothing where a password is used."""
        return MailSettings(
            username=self.username, token_command=self.token_command, token_url=self.token_url,
            client_id=self.client_id, client_secret=self.client_secret, scope=self.scope,
            timeout=self.timeout,
        )  # fmt: skip


def read_mailbox(said: dict[str, Any]) -> MailboxSettings:
    """The section as written."""
    known = {item.name for item in fields(MailboxSettings)}
    for key in said:
        if key not in known:
            raise BadMailSettings(
                f"[bounces] has a setting '{key}' that this version does not know."
            )
    settings = MailboxSettings(**said)
    if settings.server:
        _check(settings)
    return settings


def _check(mailbox: MailboxSettings) -> None:
    by_token = mailbox.token_command or mailbox.token_url
    if mailbox.security not in {"tls", "starttls", "none"}:
        raise BadMailSettings('[bounces] security is "tls", "starttls" or "none".')
    if mailbox.security == "none" and not is_loopback(mailbox.server):
        raise BadMailSettings('[bounces] security "none" is only for a server on this machine.')
    if not mailbox.username or not (mailbox.password or by_token):
        raise BadMailSettings("[bounces] needs a username and a password or a way to a token.")
    if mailbox.token_url and not mailbox.token_url.startswith(("https://", "http://127.0.0.1:")):
        raise BadMailSettings("[bounces] token_url must be an https address.")
    if mailbox.token_url and not (mailbox.client_id and mailbox.client_secret):
        raise BadMailSettings("[bounces] token_url needs client_id and client_secret.")
    if mailbox.timeout <= 0:
        raise BadMailSettings("[bounces] timeout is a number of seconds.")
