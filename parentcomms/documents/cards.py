"""A few words on one side, as large as they fit: poster, slide, insert; as PDF or as picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from parentcomms.documents.glyphs import Replacing, check_words
from parentcomms.documents.markdown import Document, Value, check_values
from parentcomms.documents.paper import Direction, Sender
from parentcomms.documents.printfile import page_count
from parentcomms.documents.sheets import body_data, sender_data, values_data
from parentcomms.documents.typesetting import picture_of, typeset

CARD = "card.typ"


@dataclass(frozen=True)
class Shape:
    """What a card is for: its paper, its margin in millimetres, the sizes of type to try."""

    paper: str
    margin: int
    sizes: tuple[float, ...]
    heading_scale: float
    centred: bool = True


class Shapes(Enum):
    """The cards there are; large print is 18 point and more."""

    POSTER = Shape("a4", 22, (34, 30, 26, 22, 18), 1.9)
    SLIDE = Shape("presentation-16-9", 18, (32, 28, 24, 20), 1.5)
    HANDOUT = Shape("a4", 22, (12, 11), 1.5, centred=False)
    LARGE_HANDOUT = Shape("a4", 22, (20, 18), 1.4, centred=False)


@dataclass(frozen=True)
class Card:
    """The words of one card, in one language."""

    sender: Sender
    heading: str
    body: Document
    shape: Shape
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "en"
    direction: Direction = Direction.LTR


def render_card(card: Card) -> bytes:
    """A tagged PDF (PDF/UA-1)."""
    return typeset(CARD, _fitted(card))


def card_picture(card: Card) -> bytes:
    """The same as a PNG, for a screen that shows pictures only."""
    return picture_of(CARD, _fitted(card))


def _fitted(card: Card) -> dict[str, Any]:
    """As large as goes on one side; the smallest size may run over rather than lose a word."""
    data = _data(card)
    for size in card.shape.sizes:
        data["size"] = size
        if page_count(typeset(CARD, data, tagged=False)) == 1:
            break
    return data


def _data(card: Card) -> dict[str, Any]:
    check_values(card.body, card.values)
    check_words((card.heading,))
    notes = Replacing("")
    values = {name: notes.fit_value(name, value) for name, value in card.values.items()}
    return {
        "sender": sender_data(card.sender),
        "heading": card.heading,
        "body": body_data(card.body),
        "values": values_data(values, card.body.names),
        "language": card.language,
        "direction": card.direction.value,
        "paper": card.shape.paper,
        "margin": card.shape.margin,
        "heading-scale": card.shape.heading_scale,
        "centred": card.shape.centred,
    }
