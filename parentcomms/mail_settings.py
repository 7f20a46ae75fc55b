"""How mail leaves this machine: the [mail] section of settings.toml, its presets and checks."""

from dataclasses import dataclass, fields
from typing import Any

PRESETS: dict[str, dict[str, Any]] = {
    # At most 30 messages a minute, 3 at a time and 10,000 recipients a day and mailbox.
    "microsoft365": {
        "server": "smtp.office365.com",
        "per_minute": 20,
        "per_day": 9000,
        "connections": 3,
        "scope": "https://outlook.office365.com/.default",
        "dkim_selector": "selector1",
    },
    # At most 2,000 messages a day and account.
    "google-workspace": {
        "server": "smtp.gmail.com",
        "per_minute": 20,
        "per_day": 1800,
        "dkim_selector": "google",
    },
    # Google's relay for a whole school, let in by its address: 10,000 recipients a day and user.
    "google-relay": {
        "server": "smtp-relay.gmail.com",
        "per_minute": 60,
        "per_day": 9000,
        "dkim_selector": "google",
    },
    # A relay of the school's own or of its provider, which knows no limit of its own.
    "relay": {"per_minute": 120},
}


class BadMailSettings(ValueError):
    """The [mail] section contradicts itself; the message is for the operator."""


@dataclass(frozen=True)
class MailSettings:
    """Where mail leaves. Security is `starttls`, `tls` or `none` (loopback only)."""

    preset: str = ""
    server: str = ""
    port: int = 587
    security: str = "starttls"
    ca_file: str = ""  # whom to trust besides the usual authorities: a relay's own certificate
    username: str = ""
    password: str = ""
    token_command: str = ""  # prints an access token (XOAUTH2)
    token_url: str = ""  # or: where the client below is given one
    client_id: str = ""
    client_secret: str = ""
    scope: str = ""
    sender: str = ""
    reply_to: str = ""
    per_minute: int = 20
    per_day: int = 0
    connections: int = 4
    timeout: float = 20
    dkim_selector: str = ""  # under which name the provider signs; the set-up page looks it up
    name_server: str = ""  # "127.0.0.1:5353": whom to ask for records; else this machine's own

    @property
    def by_token(self) -> bool:
        """Whether we sign in with a token (XOAUTH2) instead of a password."""
        return bool(self.token_command or self.token_url)


def read_mail(said: dict[str, Any]) -> MailSettings:
    """The section as written, upon its preset; what was written wins."""
    known = {item.name for item in fields(MailSettings)}
    for key in said:
        if key not in known:
            raise BadMailSettings(f"[mail] has a setting '{key}' that this version does not know.")
    preset = said.get("preset", "")
    if preset and preset not in PRESETS:
        raise BadMailSettings(f"[mail] preset is one of {', '.join(PRESETS)}.")
    settings = MailSettings(**(PRESETS.get(preset, {}) | said))
    _check(settings)
    return settings


def _check(mail: MailSettings) -> None:
    if mail.security not in {"starttls", "tls", "none"}:
        raise BadMailSettings('mail security is "starttls", "tls" or "none".')
    if mail.server and not mail.sender:
        raise BadMailSettings("[mail] names a server but no sender: add the school's own address.")
    if mail.preset and not mail.server:
        raise BadMailSettings("[mail] names the preset of a relay but no server.")
    if mail.per_minute < 0 or mail.per_day < 0 or mail.timeout <= 0:
        raise BadMailSettings("[mail] per_minute, per_day and timeout cannot be negative.")
    if not 1 <= mail.connections <= 20:
        raise BadMailSettings("[mail] connections is a number from 1 to 20.")
    if (mail.username or mail.by_token) and mail.security == "none":
        raise BadMailSettings("[mail] never signs in over an open line: use starttls or tls.")
    _check_token(mail)


def _check_token(mail: MailSettings) -> None:
    if not mail.by_token:
        return
    if not mail.username:
        raise BadMailSettings("[mail] a token needs a username: the mailbox that sends.")
    if mail.token_url and not mail.token_url.startswith(("https://", "http://127.0.0.1:")):
        raise BadMailSettings("[mail] token_url must be an https address.")
    if mail.token_url and not (mail.client_id and mail.client_secret):
        raise BadMailSettings("[mail] token_url needs client_id and client_secret.")
