"""What is printed, as plain data: letters and consent forms, handed in ready to set.

All words come from the caller in the language of the sheet; nothing here is translated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from parentcomms.documents.markdown import Document, Value


class Direction(StrEnum):
    """Which way a language is written."""

    LTR = "ltr"
    RTL = "rtl"


class Mark(StrEnum):
    """How a sheet leaves the office; printed small, for whoever sorts the pile."""

    BOOK_BAG = "book bag"
    POST = "post"


@dataclass(frozen=True)
class Sender:
    """The letterhead. `crest` is a PNG, JPEG, WebP or SVG; `colour` is like `#1d70b8`."""

    name: str
    lines: tuple[str, ...] = ()
    strapline: str = ""
    colour: str = "#1d70b8"
    crest: bytes | None = None
    crest_alt: str = ""


@dataclass(frozen=True)
class Signature:
    """The end of a letter; without a picture there is room to sign by hand."""

    closing: str
    name: str
    role: str
    picture: bytes | None = None


@dataclass(frozen=True)
class Slip:
    """The foot of a letter: one adult's link as QR code and as a short code to type or say."""

    url: str
    code: str
    heading: str
    how_to: str
    alt: str = "QR code"


@dataclass(frozen=True)
class Letter:
    """One letter to one adult.

    `fallback_name` and `fallback_salutation` stand in for a name no font can print; `fallbacks`
    does the same for single values of the text.
    """

    sender: Sender
    recipient: tuple[str, ...]
    date: str
    salutation: str
    heading: str
    body: Document
    signature: Signature
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    reference: str = ""
    language: str = "en"
    direction: Direction = Direction.LTR
    slip: Slip | None = None
    other_slips: tuple[Slip, ...] = ()  # of others who share the envelope
    large_print: bool = False
    mark: Mark | None = None
    sorted_by: str = ""
    fallback_name: str = "To the parent or carer"
    fallback_salutation: str = "Dear parent or carer"
    fallbacks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Replacement:
    """Something of a letter no font could print, and what stands there instead.

    For the office to read, never for the log: `was` may be a name.
    """

    reference: str
    part: str
    was: str
    now: str
