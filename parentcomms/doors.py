"""How this machine's doors stand: names, proxies, certificate, sign-on. Checked before it opens.

Settings that contradict each other are one sentence to the operator, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from parentcomms.access import Role

MOST_PROXIES = 5
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, kw_only=True)
class SingleSignOnSettings:
    """The school's sign-on service. Provider is `entra`, `google` or `openid`; empty: none."""

    provider: str = ""
    client_id: str = ""
    client_secret: str = ""
    client_secret_file: str = ""
    tenant: str = ""  # Entra: the directory's own id, never "common"
    domains: tuple[str, ...] = ()  # the school's own, such as elmpark.example
    issuer: str = ""  # openid only
    groups: Mapping[str, str] = field(default_factory=dict)  # group → role

    @property
    def wanted_issuer(self) -> str:
        """Who must have signed a sign-on."""
        if self.issuer:
            return self.issuer.rstrip("/")
        if self.provider == "entra":
            return f"https://login.microsoftonline.com/{self.tenant}/v2.0"
        return "https://accounts.google.com"


@dataclass(frozen=True, kw_only=True)
class SecondStepSettings:
    """Who must give more than a password, and how long after they were given their role."""

    required_of: tuple[str, ...] = ("head", "dsl", "chair", "administrator")
    after_days: int = 14


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What has to fit together."""

    public_url: str
    listen: str
    host_names: tuple[str, ...]
    proxies: int
    tls_certificate: str
    tls_key: str
    instance: Path
    single_sign_on: SingleSignOnSettings
    second_step: SecondStepSettings

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def open_to_the_network(self) -> bool:
        return not is_loopback(self.listen.rpartition(":")[0].strip("[]"))


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def host_names(public_url: str, more: tuple[str, ...]) -> list[str]:
    """The names this service answers to; any other in a request is refused."""
    own = urlsplit(public_url).hostname or ""
    names = [f"[{own}]" if ":" in own else own, *more]
    return [*names, *LOOPBACK] if is_loopback(own) else names


def trouble(doors: Doors) -> str | None:
    """The first contradiction, as a sentence that says what to change; None when all fits."""
    for look in (_proxies, _names, _certificate, _network, _sign_on, _second_step):
        if (sentence := look(doors)) is not None:
            return sentence
    return None


def _proxies(doors: Doors) -> str | None:
    if not 0 <= doors.proxies <= MOST_PROXIES:
        return f"proxies is how many servers stand in front of this one: 0 to {MOST_PROXIES}."
    if doors.proxies and not doors.https:
        return (
            "proxies names a server in front of this one, but public_url is plain http: anybody "
            "could then claim any network address. Make public_url https, or proxies 0."
        )
    return None


def _names(doors: Doors) -> str | None:
    for name in doors.host_names:
        if not name or any(sign in name for sign in "/*:@ ") or name.startswith("."):
            return f"host_names has '{name}': write whole names such as consent.school.example."
    return None


def _certificate(doors: Doors) -> str | None:
    if bool(doors.tls_certificate) != bool(doors.tls_key):
        return "tls_certificate and tls_key go together: name both files, or neither."
    if doors.tls_certificate and not doors.https:
        return "There is a certificate, but public_url is plain http: make public_url https."
    for name in filter(None, (doors.tls_certificate, doors.tls_key)):
        if not (doors.instance / name).is_file():
            return f"The certificate file {name} is not there."
    if doors.https and not doors.proxies and not doors.tls_certificate:
        return (
            "public_url is https, but nothing here makes it so: say proxies = 1 when a web server "
            "with the certificate stands in front, or name tls_certificate and tls_key."
        )
    return None


def _network(doors: Doors) -> str | None:
    if doors.open_to_the_network and not doors.https:
        return (
            "listen is open to the network, but public_url is plain http: passwords would travel "
            "in the open. Listen on 127.0.0.1, or make public_url https."
        )
    return None


def _sign_on(doors: Doors) -> str | None:
    said = doors.single_sign_on
    if not said.provider:
        return "[single_sign_on] has settings but no provider." if said.client_id else None
    if said.provider not in {"entra", "google", "openid"}:
        return '[single_sign_on] provider is "entra", "google" or "openid".'
    if not said.client_id or not said.client_secret:
        return (
            "[single_sign_on] needs client_id, and the secret in client_secret_file or in the "
            "environment as PARENTCOMMS_SIGN_ON_SECRET."
        )
    unknown = sorted(set(said.groups.values()) - {role.value for role in Role})
    if unknown:
        return f"[single_sign_on.groups] gives a role that there is not: {unknown[0]}."
    return _whose_accounts(said)


def _whose_accounts(said: SingleSignOnSettings) -> str | None:
    """Nobody from another school may come in, so the service must be this school's alone."""
    address = urlsplit(said.issuer)
    at_home = is_loopback(address.hostname or "")
    if said.provider == "openid" and not said.issuer:
        return '[single_sign_on] provider "openid" needs its issuer.'
    if said.issuer and address.scheme != "https" and not at_home:
        return "[single_sign_on] issuer must be https."
    if said.issuer and said.provider != "openid" and not at_home:
        return '[single_sign_on] issuer is only for provider "openid".'
    if said.provider == "entra" and not _is_directory(said.tenant):
        return (
            "[single_sign_on] tenant must be your directory's own id, such as "
            '"72f988bf-86f1-41af-91ab-2d7cd011db47": "common" would let in other schools.'
        )
    if said.provider == "google" and not said.domains:
        return '[single_sign_on] google needs domains = ["your-school.example"].'
    if said.provider == "google" and said.groups:
        return "[single_sign_on.groups] does nothing with google, which tells no groups: remove it."
    return None


def _is_directory(tenant: str) -> bool:
    try:
        return str(UUID(tenant)) == tenant.lower()
    except ValueError:
        return False


def _second_step(doors: Doors) -> str | None:
    unknown = sorted(set(doors.second_step.required_of) - {role.value for role in Role})
    if unknown:
        return f"[second_step] required_of has a role that there is not: {unknown[0]}."
    if doors.second_step.after_days < 0:
        return "[second_step] after_days is a number of days, 0 or more."
    return None
