"""Whom a verified sign-on is from, and what their groups give them. Pure: claims are passed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from parentcomms.access import Role
from parentcomms.doors import SingleSignOnSettings

# A service that signs with a shared secret, or not at all, proves nothing to us.
SAFE_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


class Problem(StrEnum):
    """Why a sign-on opens nothing."""

    NOT_BEGUN_HERE = "not-begun-here"
    NOT_TRUSTED = "not-trusted"
    NO_ANSWER = "no-answer"
    OTHER_SCHOOL = "other-school"
    NOT_VERIFIED = "not-verified"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    USED = "used"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody whom the school's sign-on service vouches for."""

    issuer: str
    subject: str
    email: str  # empty unless the service checked it, or the school itself gives it out
    name: str
    roles: frozenset[Role]
    groups_decide: bool


def identity(claims: Mapping[str, Any], *, said: SingleSignOnSettings) -> Identity | Problem:
    """Who this is. Microsoft's `oid` is the same in every app; `sub` is everybody else's."""
    entra = said.provider == "entra"
    if entra and claims.get("tid") != said.tenant:
        return Problem.OTHER_SCHOOL
    if said.provider == "google" and claims.get("hd") not in said.domains:
        return Problem.OTHER_SCHOOL
    subject = claims.get("oid") if entra else claims.get("sub")
    if not isinstance(subject, str) or not subject:
        return Problem.NOT_TRUSTED
    email = _entra_address(claims, said.domains) if entra else _checked_address(claims)
    if email and said.domains and _domain(email) not in said.domains:
        email = ""
    return Identity(
        issuer=said.wanted_issuer,
        subject=subject,
        email=email,
        name=_name(claims, email),
        roles=roles_of(_groups(claims), said.groups),
        groups_decide=bool(said.groups),
    )


def _checked_address(claims: Mapping[str, Any]) -> str:
    """The e-mail address, if the service says in so many words that it was checked."""
    return _text(claims.get("email")).lower() if claims.get("email_verified") is True else ""


def _entra_address(claims: Mapping[str, Any], domains: Collection[str]) -> str:
    """Microsoft does not check `email`: anybody's directory may say anything there.

    What counts: `xms_edov` (the domain's owner was checked), or a sign-in name under a domain
    that is the school's own, and not a guest's.
    """
    email = _text(claims.get("email")).lower()
    if email and claims.get("xms_edov") in (True, 1, "1", "true"):
        return email
    name = _text(claims.get("preferred_username")).lower()
    guest = claims.get("acct") in (1, "1")
    return name if not guest and _domain(name) in domains else ""


def _groups(claims: Mapping[str, Any]) -> list[str]:
    """What the service says of groups. Saying nothing, or that they were too many, is none."""
    said = [claims[key] for key in ("groups", "roles") if isinstance(claims.get(key), list)]
    return [_text(group) for several in said for group in several]


def roles_of(groups: Collection[str], mapping: Mapping[str, str]) -> frozenset[Role]:
    """The roles these groups give in this school."""
    return frozenset(Role(mapping[group]) for group in groups if group in mapping)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _name(claims: Mapping[str, Any], email: str) -> str:
    return _text(claims.get("name"))[:100].strip() or email.partition("@")[0]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
