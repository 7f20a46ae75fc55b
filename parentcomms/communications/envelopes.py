"""Who shares an envelope: adults at one address whose letters say the same (one rule). Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What decides whether two adults' letters can be one letter with a slip for each."""

    delivery_id: int
    address: str
    own_envelope: bool
    at_home: bool
    """Lives with every child the letter is about: the address is the child's home too."""
    in_bag: bool
    says: Hashable
    """Language, version, children and size of type: whatever makes two letters differ."""


def same_place(address: str | None, postcode: str | None) -> str:
    """An address as it is compared: case, spaces, commas and full stops make no difference."""
    written = f"{address or ''} {postcode or ''}".casefold()
    return "".join(letter for letter in written if letter.isalnum())


def together(sheets: Iterable[Sheet]) -> list[tuple[Sheet, ...]]:
    """The sheets of each envelope, in the order they came.

    Whoever asked for an envelope of their own, whoever has no address, and whoever does not live
    with the child there has one alone: two who have moved away may live apart by now. What goes in
    a bag never shares with what goes by post.
    """
    found: dict[Hashable, list[Sheet]] = {}
    for place, sheet in enumerate(sheets):
        alone = sheet.own_envelope or not sheet.address or not sheet.at_home
        key: Hashable = place if alone else (sheet.address, sheet.in_bag, sheet.says)
        found.setdefault(key, []).append(sheet)
    return [tuple(some) for some in found.values()]
