"""Posts from before go-live, from a list: what it would do, row by row, and doing it.

They are registered as unchecked: nobody can check afterwards what families were asked back then.
The same list again doubles nothing; children named since are added.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record_many
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.channels.rules import ChannelKind
from parentcomms.clock import now, today
from parentcomms.consent.rules import UseKey
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.publications.actions import ON_PAPER, add_children
from parentcomms.publications.models import Publication
from parentcomms.publications.naming import Names

MOST_ROWS = 5000
NEEDED = ("place", "what", "date")
Key = tuple[str, str, str, date]


class UnreadableList(ValueError):
    """The file as a whole cannot be read. The message is a sentence for the person."""


class BadRow(ValueError):
    """One row cannot be taken. The message says why."""


@dataclass(frozen=True)
class Planned:
    """One row that can be taken. `there`: it is registered already."""

    number: int
    place: str
    what: str
    address: str | None
    on: date
    channel: Channel | None
    use_keys: tuple[str, ...]
    children: tuple[int, ...]
    there: Publication | None = None

    @property
    def key(self) -> Key:
        """What makes it the same post when the list comes again."""
        return _key(self.place, self.what, self.address, self.on)


def _key(place: str, what: str, address: str | None, on: date) -> Key:
    return place.casefold(), what.casefold(), (address or "").casefold(), on


@dataclass(frozen=True)
class Refusal:
    """One row that is left out, and why."""

    number: int
    why: str


@dataclass
class Plan:
    """What a list would do."""

    new: list[Planned] = field(default_factory=list)
    known: list[Planned] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def plan(text: str) -> Plan:
    """Read the list against what the school knows. Raises UnreadableList. A few queries in all."""
    rows = list(_rows(text))
    reader = _Reader(rows)
    found = Plan()
    seen: set[Key] = set()
    for number, row in rows:
        try:
            planned = reader.read(number, row)
        except BadRow as problem:
            found.refused.append(Refusal(number, str(problem)))
            continue
        if planned.key in seen:
            found.refused.append(
                Refusal(number, gettext("The same post stands in the list above."))
            )
            continue
        seen.add(planned.key)
        (found.known if planned.there else found.new).append(planned)
    return found


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        heads = [each.strip().casefold() for each in next(lines, [])]
        lacking = [each for each in NEEDED if each not in heads]
        if lacking:
            raise UnreadableList(
                gettext("The first row must name the columns. Missing: %(names)s.",
                        names=", ".join(lacking))
            )  # fmt: skip
        for number, cells in enumerate(lines, start=2):
            if number > MOST_ROWS + 1:
                raise UnreadableList(
                    gettext("A list may have %(most)s rows. Split it.", most=MOST_ROWS)
                )
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(heads, (cell.strip() for cell in cells), strict=False))
    except csv.Error as problem:
        raise UnreadableList(gettext("This is not a CSV file that can be read.")) from problem


class _Reader:
    """Channels, children and what is registered already, looked up once for the whole list."""

    def __init__(self, rows: list[tuple[int, dict[str, str]]]) -> None:
        self.channels = {each.name.casefold(): each for each in all_channels()}
        named = [name for _, row in rows for name in _children(row)]
        self.names = Names(named)
        known = db.session.scalars(
            select(Publication)
            .where(Publication.before_go_live.is_(True))
            .options(selectinload(Publication.children))
        )
        self.there = {
            _key(each.place, each.what, each.address, each.published_on): each for each in known
        }

    def read(self, number: int, row: Mapping[str, str]) -> Planned:
        """One row. Raises BadRow."""
        place, what = row.get("place", ""), row.get("what", "")
        if not place or not what:
            raise BadRow(gettext("Place or what is missing."))
        channel = self.channels.get(place.casefold())
        address = row.get("address") or None
        on = _date(row.get("date", ""))
        place = channel.name if channel else place
        return Planned(
            number=number,
            place=place,
            what=what,
            address=address,
            on=on,
            channel=channel,
            use_keys=_uses(channel.use_key if channel else _kind(place, row.get("kind", "")), row),
            children=tuple(self._child(name) for name in _children(row)),
            there=self.there.get(_key(place, what, address, on)),
        )

    def _child(self, name: str) -> int:
        found = self.names.find(name)
        if isinstance(found, str):
            raise BadRow(found)
        return found


def _children(row: Mapping[str, str]) -> list[str]:
    return [name.strip() for name in re.split(r"[;|]", row.get("children", "")) if name.strip()]


def _kind(place: str, kind: str) -> str:
    known = {each.value for each in ChannelKind}
    if kind not in known:
        raise BadRow(
            gettext(
                "There is no place called %(place)s. Enter it under Accounts and places, or write "
                "in a column called kind what it was: %(kinds)s.",
                place=place, kinds=", ".join(sorted(known)),
            )
        )  # fmt: skip
    return kind


def _uses(kind: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """Every use it touches: a film with a first name on a website is three (5.1, 8.1.4)."""
    film, named = _ticked(row, "film"), _ticked(row, "names")
    touched = {UseKey(kind).value}
    touched |= {UseKey.VIDEO_VOICE.value} if film else set()
    touched |= {UseKey.NAME_OUTSIDE.value} if named else set()
    return tuple(sorted(touched))


def _ticked(row: Mapping[str, str], column: str) -> bool:
    typed = row.get(column, "").casefold()
    if typed not in {"", "yes", "y", "x", "1", "true", "no", "n", "0", "false"}:
        raise BadRow(gettext("Write yes or no in the column %(column)s.", column=column))
    return typed in {"yes", "y", "x", "1", "true"}


def _date(typed: str) -> date:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            found = datetime.strptime(typed, shape).date()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
        if found > today():
            raise BadRow(gettext("The date has not been yet."))
        return found
    raise BadRow(gettext("The date must look like 2025-07-16 or 16/07/2025."))


def register(found: Plan) -> int:
    """Add what is new, and children named since to what is known; how many posts were added."""
    rows = [(planned, _publication(planned)) for planned in found.new]
    db.session.add_all([row for _, row in rows])
    record_many("published-before", [row for _, row in rows])
    known = [(planned, planned.there) for planned in found.known if planned.there]
    add_children({row: dict.fromkeys(planned.children, True) for planned, row in [*rows, *known]})
    return len(rows)


def _publication(planned: Planned) -> Publication:
    return Publication(
        channel=planned.channel,
        place=planned.place,
        what=planned.what,
        address=planned.address,
        use_keys=list(planned.use_keys),
        printed=not ON_PAPER.isdisjoint(planned.use_keys),
        published_on=planned.on,
        before_go_live=True,
        recorded_by=acting(),
        recorded_at=now(),
    )
