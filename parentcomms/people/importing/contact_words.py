"""Who an adult is by name, and what the words of a row make of them beside the child."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from parentcomms.people.importing.words import (
    SHORT,
    BadCell,
    names_in_normal_case,
    plain,
    read_responsibility,
    read_yes_or_no,
    safe_text,
    split_full_name,
)
from parentcomms.people.relationships import hold_from, relationship_from
from parentcomms.people.rules import ParentalResponsibility, RelationshipKind

_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "revd", "prof", "sir", "lady", "lord", "master"}
)
_TWO_ADULTS = re.compile(r"(?i)\b(mr|mrs|miss|ms|dr)\b\.?\s*(&|and|/|\+)\s*\b(mr|mrs|miss|ms|dr)\b")


class Tie(NamedTuple):
    """What the words of a row make of an adult beside the child."""

    kind: RelationshipKind
    says_kind: bool
    birth_relative: bool
    pr: ParentalResponsibility
    lives_with: bool | None
    court_order: bool
    pr_is_unclear: bool


def tie_from(*cells: str) -> Tie:
    """The same few words come again and again; what is longer is not remembered."""
    read = _tie_from if max(map(len, cells)) < SHORT else _tie_from.__wrapped__
    return read(*cells)


@lru_cache(maxsize=4096)
def _tie_from(
    relationship: str, heading: str, responsibility: str, home: str, court_order: str
) -> Tie:
    """The heading counts where the cell does not say the relationship."""
    said = plain(relationship) or heading
    return Tie(
        kind=relationship_from(said),
        says_kind=bool(said),
        birth_relative=hold_from(said, court_order=False) is not None,
        pr=read_responsibility(responsibility),
        lives_with=read_yes_or_no(home),
        court_order=says_court_order(court_order),
        pr_is_unclear=bool(plain(responsibility)) and read_yes_or_no(responsibility) is None,
    )


class AdultName(NamedTuple):
    """As on an envelope."""

    title: str
    forename: str
    surname: str


def adult_name(*cells: str) -> AdultName:
    """Of the cells for full name, title, forename and surname.

    Raises BadCell where a cell names two adults, or cannot be read.
    """
    read = _adult_name if max(map(len, cells)) < SHORT else _adult_name.__wrapped__
    return read(*cells)


@lru_cache(maxsize=8192)
def _adult_name(full: str, title: str, forename: str, surname: str) -> AdultName:
    """A title in front of a full name is taken off it."""
    full = safe_text(full, what="contact’s name")
    title = safe_text(title, what="contact’s title", limit=30)
    forename = safe_text(forename, what="contact’s forename")
    surname = safe_text(surname, what="contact’s surname")
    if any(part and _TWO_ADULTS.search(part) for part in (full, title, forename)):
        raise BadCell("Two adults share one name here. Each adult needs a place of their own.")
    if full and not (forename or surname):
        first, _, rest = full.partition(" ")
        if first.strip(".").casefold() in _TITLES and rest:
            title, full = title or first, rest
        forename, surname = split_full_name(full)
    return AdultName(title, *names_in_normal_case(forename, surname))


def says_court_order(text: str) -> bool:
    """Anything but a plain no: a word we cannot read here must hold letters back."""
    return bool(plain(text)) and read_yes_or_no(text) is not False
