"""Names and addresses in the head of a mail: whatever was typed, one line a server takes."""

import re
from email.header import Header
from functools import lru_cache

from parentcomms.documents.characters import one_line

_ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\\\"]+@[^\s<>@,;:()\[\]\\\"]+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 '-]*")


class CannotBeMade(ValueError):
    """The address is none, or a value is missing: this one mail is refused."""


@lru_cache(maxsize=256)
def unstructured(words: str, header: str) -> str:
    """Words as a header takes them, in whatever letters."""
    if words.isascii() and len(words) < 900:
        return words
    return Header(words, "utf-8", header_name=header).encode(linesep="\r\n")


def mailbox(name: str, address: str, header: str) -> str:
    """A name and an address as a header takes them."""
    visible = one_line(name)
    if not visible:
        return checked(address)
    if _PLAIN_NAME.fullmatch(visible):
        return f"{visible} <{checked(address)}>"
    if visible.isascii():
        escaped = visible.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{checked(address)}>'
    return f"{unstructured(visible, header)} <{checked(address)}>"


def checked(address: str) -> str:
    """An address a server takes: no white space, no second one, ASCII but for its domain."""
    if not _ADDRESS.fullmatch(address):
        raise CannotBeMade("no address")
    local, _, domain = address.rpartition("@")
    if address.isascii():
        return address
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as problem:
        raise CannotBeMade("an address in letters that mail servers do not take") from problem
