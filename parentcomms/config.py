"""How this machine runs the service: defaults, settings.toml, environment; checked at start.

What the school decides (its name, its terms, its texts) is in the database, not here.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from parentcomms.doors import (
    Doors,
    SecondStepSettings,
    SingleSignOnSettings,
    is_loopback,
    trouble,
)
from parentcomms.mail_settings import BadMailSettings, MailSettings, read_mail
from parentcomms.mailbox_settings import MailboxSettings, read_mailbox

ROOT = Path(__file__).resolve().parent.parent
DEMO_INSTANCE = ROOT / "instance" / "demo"
DEMO_SIGN_INS = "sign-ins.txt"  # written last when the demo school is made; the launcher shows it


class BadSettings(Exception):
    """A setting is not understood or contradicts another; the message is for the operator."""


@dataclass(frozen=True)
class BackupSettings:
    """The nightly backup: it is made once its passphrase lies in a file of its own."""

    folder: str = "backups"  # in the instance folder, or anywhere else: another disk is better
    passphrase_file: str = "backup-passphrase"
    keep_days: int = 35


@dataclass(frozen=True)
class Settings:
    """Everything this machine was told, in one frozen object (app.config["SETTINGS"])."""

    instance: Path
    secret_key: str
    public_url: str = "http://127.0.0.1:8000"
    listen: str = "127.0.0.1:8000"
    database_url: str = ""
    queue_url: str = ""
    web_processes: int = 2
    worker_processes: int = 1
    languages: tuple[str, ...] = ("en", "pl")
    largest_upload_mb: int = 25
    load_dropped_files: bool = False  # files in imports/ load themselves where nothing is in doubt
    clamd: str = ""  # "127.0.0.1:3310", or the path of its socket; nothing is scanned without
    host_names: tuple[str, ...] = ()  # beside the one in public_url
    proxies: int = 0  # how many servers in front of this one are believed
    tls_certificate: str = ""
    tls_key: str = ""
    staff_idle_minutes: int = 120
    family_idle_minutes: int = 30
    mail: MailSettings = field(default_factory=MailSettings)
    single_sign_on: SingleSignOnSettings = field(default_factory=SingleSignOnSettings)
    second_step: SecondStepSettings = field(default_factory=SecondStepSettings)
    bounces: MailboxSettings = field(default_factory=MailboxSettings)
    backup: BackupSettings = field(default_factory=BackupSettings)

    @property
    def https(self) -> bool:
        """True when families reach the service over TLS; decides cookie names and flags."""
        return self.public_url.startswith("https://")

    @property
    def backup_folder(self) -> Path:
        """Where nightly backups lie."""
        return (self.instance / self.backup.folder).resolve()

    @property
    def database(self) -> str:
        """The SQLAlchemy address: the embedded file unless a server was named."""
        return self.database_url or f"sqlite:///{self.instance / 'school.sqlite'}"


def chosen_instance() -> Path:
    """The instance folder: PARENTCOMMS_INSTANCE, or the demo school's."""
    chosen = os.environ.get("PARENTCOMMS_INSTANCE")
    return Path(chosen).resolve() if chosen else DEMO_INSTANCE


def load_config(instance: Path | None = None) -> Settings:
    """Read and check the settings of one instance folder, making the folder if it is new."""
    folder = (instance or chosen_instance()).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = _read(folder / "settings.toml") | _from_environment()
    settings = _build(said, folder)
    _check(settings)
    return settings


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadSettings(f"{path.name} could not be read: {problem}.") from problem


def _from_environment() -> dict[str, Any]:
    said: dict[str, Any] = {}
    if url := os.environ.get("DATABASE_URL"):
        said["database_url"] = url
    if port := os.environ.get("PARENTCOMMS_PORT"):  # to try it out beside something else
        said |= {"listen": f"127.0.0.1:{port}", "public_url": f"http://127.0.0.1:{port}"}
        said |= {"proxies": 0, "tls_certificate": "", "tls_key": ""}
    return said


def _build(said: dict[str, Any], folder: Path) -> Settings:
    try:
        mail, bounces = read_mail(_said(said, "mail")), read_mailbox(_said(said, "bounces"))
    except BadMailSettings as problem:
        raise BadSettings(str(problem)) from problem
    sections: dict[str, Any] = {
        "mail": mail,
        "bounces": bounces,
        "single_sign_on": _section(said, "single_sign_on", SingleSignOnSettings),
        "second_step": _section(said, "second_step", SecondStepSettings),
        "backup": _section(said, "backup", BackupSettings),
    }
    sections["single_sign_on"] = _with_secret(sections["single_sign_on"], folder)
    closed = {"instance", "secret_key", *sections}
    _refuse_unknown(said, Settings, "settings.toml", closed=closed)
    return Settings(
        instance=folder, secret_key=_secret_key(folder), **sections, **_with_tuples(said)
    )


def _said(said: dict[str, Any], name: str) -> dict[str, Any]:
    found = said.pop(name, {})
    if not isinstance(found, dict):
        raise BadSettings(f"[{name}] in settings.toml must be a section.")
    return found


def _section(said: dict[str, Any], name: str, kind: type[Any]) -> Any:
    found = _said(said, name)
    _refuse_unknown(found, kind, f"[{name}]", closed=set())
    return kind(**_with_tuples(found))


def _with_tuples(said: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}


def _with_secret(said: SingleSignOnSettings, folder: Path) -> SingleSignOnSettings:
    """The sign-on secret from the environment or a file of its own, so that no backup shows it."""
    secret = os.environ.get("PARENTCOMMS_SIGN_ON_SECRET", "") or said.client_secret
    if said.client_secret_file and not secret:
        try:
            secret = (folder / said.client_secret_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise BadSettings(
                f"[single_sign_on] {said.client_secret_file} could not be read."
            ) from problem
    return replace(said, client_secret=secret)


def _refuse_unknown(said: dict[str, Any], kind: type, where: str, *, closed: set[str]) -> None:
    known = {item.name for item in fields(kind)} - closed
    for key in said:
        if key not in known:
            raise BadSettings(f"{where} has a setting '{key}' that this version does not know.")


def _secret_key(folder: Path) -> str:
    """The instance's secret, made on first use; the links of a school die with it."""
    path = folder / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _check(settings: Settings) -> None:
    address = urlsplit(settings.public_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BadSettings("public_url must be an address such as https://consent.school.example.")
    if address.scheme == "http" and not is_loopback(address.hostname):
        raise BadSettings(
            "public_url is plain http for an address other than this machine: use https, because "
            "browsers silently drop sign-in cookies otherwise."
        )
    if not settings.listen.rpartition(":")[2].isdecimal():
        raise BadSettings('listen must be an address and a port such as "127.0.0.1:8000".')
    if "en" not in settings.languages:
        raise BadSettings('languages must include "en".')
    if settings.backup.keep_days < 1:
        raise BadSettings("[backup] keep_days is a number of days from 1 on.")
    if settings.mail.security == "none" and settings.mail.server:
        _only_on_loopback(settings.mail.server)
    _check_doors(settings)
    _check_processes(settings)


def _check_processes(settings: Settings) -> None:
    if min(settings.web_processes, settings.worker_processes) < 1:
        raise BadSettings("web_processes and worker_processes are numbers from 1 on.")
    served = settings.database_url.startswith("postgresql")
    if settings.queue_url and not served:
        raise BadSettings("queue_url is a PostgreSQL server's: set database_url to it as well.")
    if settings.worker_processes > 1 and not settings.queue_url:
        raise BadSettings(
            "Several worker_processes need a PostgreSQL server: set database_url and queue_url."
        )


def _check_doors(settings: Settings) -> None:
    names = {item.name for item in fields(Doors)}
    doors = Doors(**{name: getattr(settings, name) for name in names})
    if (sentence := trouble(doors)) is not None:
        raise BadSettings(sentence)
    if min(settings.staff_idle_minutes, settings.family_idle_minutes) < 5:
        raise BadSettings("staff_idle_minutes and family_idle_minutes are at least 5.")


def _only_on_loopback(server: str) -> None:
    if not is_loopback(server):
        raise BadSettings('mail security "none" is only for a mail server on this machine.')
