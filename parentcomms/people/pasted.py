"""Which children a typed or pasted list of names means. Pure.

Only an exact name that one child alone has is taken; everything less is offered with its class,
and never guessed: a check of the wrong child would be a check of nobody.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parentcomms.people.names import normalised_name

MOST_NAMES = 500
MOST_OFFERED = 6
MOST_LOOKED_FOR = 60  # names that nobody has exactly; the rest is named back
NEARLY = 0.55  # share of the pairs of letters that two names have in common
LONGEST_NAME = 120
_SEPARATORS = re.compile(r"[\n\r;]+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s*")


@dataclass(frozen=True)
class Known:
    """A child on roll, as one is picked: by name and class, and nothing else."""

    reference: str
    forename: str
    surname: str
    class_name: str

    @property
    def name(self) -> str:
        """Forename and surname, for staff pages only."""
        return f"{self.forename} {self.surname}"


@dataclass(frozen=True)
class Offer:
    """A name as it was written, and the children it could mean."""

    typed: str
    children: tuple[Known, ...]


@dataclass(frozen=True)
class Found:
    """What a list of names came to. With `too_many` nothing was looked up at all."""

    exact: tuple[Known, ...] = ()
    offers: tuple[Offer, ...] = ()
    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    too_many: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether every name was one child's."""
        return not (self.offers or self.unknown or self.too_many)


def match_names(text: str, everybody: Sequence[Known]) -> Found:
    """Exact, offered and unknown, in the order written; case, accents and hyphens are forgiven."""
    register = _Register(everybody)
    typed = list(_names_in(text, register))
    if len(typed) > MOST_NAMES:
        return Found(too_many=len(typed))
    exact: dict[Known, None] = {}
    offers: list[Offer] = []
    unknown: list[str] = []
    twice: list[str] = []
    for name in dict.fromkeys(typed):
        known = register.exactly(name)
        if len(known) == 1 and known[0] in exact:
            twice.append(name)
        elif len(known) == 1:
            exact[known[0]] = None
        elif near := known or _nearly(name, register, len(offers) + len(unknown)):
            offers.append(Offer(name, tuple(near)))
        else:
            unknown.append(name)
    twice += [name for name, times in Counter(typed).items() if times > 1]
    return Found(tuple(exact), tuple(offers), tuple(unknown), tuple(dict.fromkeys(twice)))


def _nearly(name: str, register: "_Register", looked_for: int) -> list[Known]:
    return register.nearly(name) if looked_for < MOST_LOOKED_FOR else []


class _Register:
    """Everybody's names, arranged so that five hundred names are found in a moment."""

    def __init__(self, everybody: Sequence[Known]) -> None:
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.by_part: dict[str, list[Known]] = defaultdict(list)
        self.by_pair: dict[str, list[int]] = defaultdict(list)
        self.everybody = everybody
        self.pairs = [_pairs(each.name) for each in everybody]
        for place, each in enumerate(everybody):
            self.by_name[normalised_name(each.name)].append(each)
            for part in {normalised_name(each.forename), normalised_name(each.surname)}:
                self.by_part[part].append(each)
            for pair in self.pairs[place]:
                self.by_pair[pair].append(place)

    def exactly(self, name: str) -> list[Known]:
        """Whoever is called so: "First Last", or "Last, First"."""
        last, comma, first = name.partition(",")
        wanted = normalised_name(f"{first} {last}") if comma else normalised_name(name)
        return self.by_name.get(wanted, [])

    def nearly(self, name: str) -> list[Known]:
        """One of two names, or most of the letters: what somebody may have meant."""
        part = self.by_part.get(normalised_name(name), [])
        if part:
            return part[:MOST_OFFERED]
        wanted = _pairs(name)
        shared = Counter(place for pair in wanted for place in self.by_pair.get(pair, ()))
        alike = [
            (2 * count / (len(wanted) + len(self.pairs[place])), place)
            for place, count in shared.most_common(4 * MOST_OFFERED)
        ]
        best = sorted((each for each in alike if each[0] >= NEARLY), key=lambda each: -each[0])
        return [self.everybody[place] for _likeness, place in best[:MOST_OFFERED]]


def _pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring letters, word by word: Lovelace Ada has those of Ada Lovelace."""
    words = (normalised_name(part) for part in re.split(r"[\s,\-]+", name))
    return frozenset(
        f" {word} "[place : place + 2] for word in words if word for place in range(len(word) + 1)
    )


def _names_in(text: str, register: _Register) -> Iterator[str]:
    for line in _SEPARATORS.split(text):
        bare = _BULLET.sub("", line.replace("\t", " "))
        parts = [tidy for part in bare.split(",") if (tidy := " ".join(part.split()))]
        yield from _names_of_line([part[:LONGEST_NAME] for part in parts], register)


def _names_of_line(parts: list[str], register: _Register) -> Iterator[str]:
    """ "Last, First" where somebody is called so, or where both are one word; else one a comma."""
    if len(parts) == 2 and not any(" " in part for part in parts):
        yield ", ".join(parts)
        return
    while parts:
        turned = ", ".join(parts[:2])
        if len(parts) > 1 and register.exactly(turned):
            parts = parts[2:]
            yield turned
        else:
            yield parts.pop(0)


def in_order(children: Iterable[Known]) -> list[Known]:
    """By first name, as a class is read."""
    return sorted(children, key=lambda each: (each.forename, each.surname, each.reference))
