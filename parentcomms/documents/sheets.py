"""Turns what is printed into the plain data our Typst templates read."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from PIL import Image

from parentcomms.documents import qr
from parentcomms.documents.glyphs import check_words, words_of
from parentcomms.documents.markdown import (
    Document,
    Kind,
    Link,
    Node,
    Value,
    check_values,
    slot_in_address,
)
from parentcomms.documents.paper import Letter, Sender, Signature, Slip

Data = dict[str, Any]
PICTURE_PIXELS = 600
WHITE = 1.0
READABLE = 4.5  # WCAG 2.2, 1.4.3
INK = "#1d1d1b"


def letters_data(letters: Sequence[Letter], *, title: str, duplex: bool) -> Data:
    """Many letters; what they share (letterhead, text) travels once."""
    senders = list(dict.fromkeys(letter.sender for letter in letters))
    bodies = list(dict.fromkeys(letter.body for letter in letters))
    first = letters[0]
    return {
        "title": title,
        "author": first.sender.name,
        "language": first.language,
        "direction": first.direction.value,
        "duplex": duplex,
        "senders": [sender_data(sender) for sender in senders],
        "bodies": [body_data(body) for body in bodies],
        "letters": [
            letter_data(letter, senders.index(letter.sender), bodies.index(letter.body))
            for letter in letters
        ],
    }


def letter_data(letter: Letter, sender: int, body: int) -> Data:
    """One letter, pointing to its letterhead and text by number."""
    check_values(letter.body, letter.values)
    mark = " · ".join(filter(None, (letter.mark.value if letter.mark else "", letter.sorted_by)))
    return {
        "sender": sender,
        "body": body,
        "recipient": letter.recipient,
        "date": letter.date,
        "reference": letter.reference,
        "salutation": letter.salutation,
        "heading": letter.heading,
        "values": values_data(letter.values, letter.body.names),
        "signature": _signature(letter.signature),
        "language": letter.language,
        "direction": letter.direction.value,
        "size": point_size(letter),
        "large": letter.large_print,
        "slip": slip_data(letter.slip) if letter.slip else None,
        "other-slips": [slip_data(each) for each in letter.other_slips],
        "mark": mark,
    }


def point_size(letter: Letter) -> float:
    """As large as lets a letter of ordinary length stay on one side; 16 for large print."""
    if letter.large_print:
        return 16.0
    length = len(letter.body.source)
    return 11.0 if length < 1300 else 10.5 if length < 1700 else 10.0


def values_data(values: Mapping[str, Value], wanted: Iterable[str]) -> Data:
    """Only what the text asks for, each a string or a link."""
    return {
        name: {"url": value.url, "label": value.label} if isinstance(value, Link) else value
        for name in sorted(wanted)
        for value in (values[name],)
    }


def code_groups(code: str) -> list[str]:
    """A code in groups of four to read aloud, unless it is grouped already."""
    code = code.replace("-", " ")
    return code.split() if " " in code else re.findall(".{1,4}", code)


def slip_data(slip: Slip) -> Data:
    """The foot of a letter."""
    return {
        "qr": qr.svg(slip.url, for_print=True),
        "url": slip.url,
        "alt": slip.alt,
        "code": code_groups(slip.code),
        "heading": slip.heading,
        "how": slip.how_to,
    }


@lru_cache(maxsize=64)
def body_data(body: Document) -> list[Data]:
    """A parsed text; raises `Unprintable` for words no font has."""
    check_words(words_of(body.nodes))
    return [node_data(node) for node in body.nodes]


def node_data(node: Node) -> Data:
    """One piece of a text."""
    if node.kind is Kind.LINK:
        return _link_data(node)
    data: Data = {"k": node.kind.value}
    if node.text:
        data["t"] = node.text
    if node.children:
        data["c"] = [node_data(child) for child in node.children]
    if node.kind is Kind.HEADING:
        data["level"] = node.level
    if node.kind is Kind.LIST:
        data |= {"ordered": node.ordered, "start": node.start}
    return data


def _link_data(node: Node) -> Data:
    children = [node_data(child) for child in node.children]
    name = slot_in_address(node.text)
    if name:
        return {"k": "slot-link", "t": name, "c": children}
    data: Data = {"k": "link", "t": node.text, "c": children}
    if all(child.kind is Kind.TEXT for child in node.children):
        data["plain"] = "".join(child.text for child in node.children)
    return data


@lru_cache(maxsize=16)
def sender_data(sender: Sender) -> Data:
    """The letterhead; its name takes the school's colour only where that can be read."""
    check_words((sender.name, sender.strapline, *sender.lines))
    legible = contrast_with_white(sender.colour) >= READABLE
    crest = picture_data(sender.crest, sender.crest_alt or sender.name) if sender.crest else None
    return {
        "name": sender.name,
        "strapline": sender.strapline,
        "lines": sender.lines,
        "colour": sender.colour,
        "name-colour": sender.colour if legible else INK,
        "crest": crest,
    }


def _signature(signature: Signature) -> Data:
    picture = signature.picture
    return {
        "closing": signature.closing,
        "name": signature.name,
        "role": signature.role,
        "image": picture_data(picture, signature.name) if picture else None,
    }


@lru_cache(maxsize=32)
def picture_data(content: bytes, alt: str) -> Data:
    """A picture for print: SVG as it is, anything else as a small PNG."""
    if content.lstrip()[:5] in (b"<svg ", b"<?xml"):
        return {"format": "svg", "data": content.decode(), "alt": alt}
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return {"format": "png", "data": list(out.getvalue()), "alt": alt}


def contrast_with_white(colour: str) -> float:
    """How well text of this colour reads on paper (WCAG 2.2's contrast ratio)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    weighted = (0.2126, 0.7152, 0.0722)
    light = sum(weight * part for weight, part in zip(weighted, linear, strict=True))
    return (WHITE + 0.05) / (light + 0.05)
