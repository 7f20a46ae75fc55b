"""The values of one mail: what it shares with others, what is its own, and its secret links.

A link is kept as what it is for and whose it is; its token is derived when the mail is made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app

from parentcomms.config import Settings
from parentcomms.documents.markdown import Link, Value
from parentcomms.links import Purpose, address_of, code_for, show_code, token_for
from parentcomms.outbox.feet import THIS_MAIL
from parentcomms.outbox.models import AnyMail, MailFrame, OutgoingMail
from parentcomms.outbox.moulds import Door

TOKEN = "THE-TOKEN-GOES-HERE"


@dataclass(frozen=True, slots=True)
class Way:
    """A secret link: where it leads, what its token is good for, and whose it is."""

    door: Door
    purpose: Purpose
    reader: str  # the value that says whose it is, or THIS_MAIL
    reference: str  # whose it is when no value says so: one link for all

    def reference_for(self, mail: AnyMail) -> str:
        """Whose link it is: the adult's own, or (under every mail) that of this one mail."""
        if self.reader == THIS_MAIL:
            return mail.reference
        said: str = mail.values.get(self.reader, {}).get("reference", self.reference)
        return said


def filled_values(mail: OutgoingMail) -> dict[str, Value]:
    """The values of one mail, with links and codes derived from their references."""
    ways = ways_of(mail, mail.frame)
    tokens = tokens_of(mail, ways)
    links = {name: way.door.opened_by(tokens[name]) for name, way in ways.items()}
    return {**alike(mail), **own_values(mail, mail.frame, ways), **links}


def alike(mail: AnyMail) -> dict[str, str]:
    """The values all mails with these words share, as they stand."""
    own = mail.values
    return {
        name: value
        for name, value in mail.content.common.items()
        if isinstance(value, str) and name not in own
    }


def own_values(mail: AnyMail, frame: MailFrame | None, ways: Mapping[str, Way]) -> dict[str, Value]:
    """What this mail does not share, but for its secret links."""
    shared, own = mail.content.common, mail.values
    values: dict[str, Value] = {}
    for name, value in {**shared, **own}.items():
        if isinstance(value, dict):
            if name not in ways:
                values[name] = _derived(_whole(name, mail), _public_url(frame))
        elif name in own or not isinstance(value, str):
            values[name] = str(value)
    return values


def ways_of(mail: AnyMail, frame: MailFrame | None) -> dict[str, Way]:
    """Each value that is a secret link."""
    shared = mail.content.common
    ways = {}
    for name, value in {**shared, **mail.values}.items():
        if isinstance(value, dict) and "purpose" in (whole := _whole(name, mail)):
            purpose, reference = Purpose(whole["purpose"]), whole["reference"]
            door = _door_of(whole, _public_url(frame), len(token_for(purpose, reference)))
            ways[name] = Way(door, purpose, _reader(name, mail), reference)
    return ways


def tokens_of(mail: AnyMail, ways: Mapping[str, Way]) -> dict[str, str]:
    """The tokens that open this mail's links."""
    tokens: dict[str, str] = {}
    known: dict[tuple[Purpose, str], str] = {}  # page and button are often one adult's link
    for name, way in ways.items():
        key = way.purpose, way.reference_for(mail)
        if key not in known:
            known[key] = token_for(*key)
        tokens[name] = known[key]
    return tokens


def kinds_of(mail: AnyMail) -> tuple[tuple[str, str], ...]:
    """What kinds of values it has: mails with the same words and kinds differ only in the values.

    The references of links are values as well, but how long they are is not.
    """
    own = ((name, _kind(value)) for name, value in mail.values.items())
    return ("", str(len(mail.reference))), *own


def _kind(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    reference = value.get("reference", "")
    if len(value) == 1 and reference:
        return str(len(reference))
    others = {name: part for name, part in value.items() if name != "reference"}
    return f"{len(reference)} {json.dumps(others, sort_keys=True)}"


def _reader(name: str, mail: AnyMail) -> str:
    """One link shared by all mails may be opened by each reader's own."""
    reader: str = mail.content.common.get(name, {}).get("as", name)
    return reader


def _whole(name: str, mail: AnyMail) -> dict[str, Any]:
    """What all mails say of this link or code, and what this one says."""
    reader = _reader(name, mail)
    own = {"reference": mail.reference} if reader == THIS_MAIL else mail.values.get(reader, {})
    return {**mail.content.common.get(name, {}), **own}


def _public_url(frame: MailFrame | None) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return frame.public_url if frame else settings.public_url


def _derived(value: dict[str, Any], public_url: str) -> Value:
    if "code" in value:
        return show_code(code_for(Purpose(value["code"]), value["reference"]))
    parameters = tuple(sorted(value.get("parameters", {}).items()))
    return Link(_page(value["endpoint"], parameters, public_url), value["label"])


def _door_of(value: dict[str, Any], public_url: str, length: int) -> Door:
    parameters = tuple(sorted(value.get("parameters", {}).items()))
    return _door(value["endpoint"], parameters, value["label"], public_url, length)


@lru_cache(maxsize=256)
def _door(
    endpoint: str, parameters: tuple[tuple[str, str], ...], label: str, public_url: str, length: int
) -> Door:
    """Its address is asked for once; each token then has its place in it."""
    address = _page(endpoint, (*parameters, ("token", TOKEN)), public_url)
    before, _, after = address.partition(TOKEN)
    return Door(before, after, label, length)


@lru_cache(maxsize=256)
def _page(endpoint: str, parameters: tuple[tuple[str, str], ...], public_url: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    here = address_of(endpoint, **dict(parameters))
    return public_url.rstrip("/") + here.removeprefix(settings.public_url.rstrip("/"))
