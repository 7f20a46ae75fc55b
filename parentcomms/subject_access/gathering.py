"""Finding every row that is a person's own, by the maps; decides nothing about any of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, false, or_, select

from parentcomms.audit.models import AuditEvent
from parentcomms.database import Base, db, plain
from parentcomms.people.models import Person, Pupil, Relationship
from parentcomms.people.rules import RelationshipKind
from parentcomms.subject_access.belonging import About, Belongs, Seal
from parentcomms.subject_access.maps import MAPS


@dataclass(frozen=True)
class Item:
    """One row, or the part of it one entry of the maps is about."""

    table: str
    row_id: int
    title: str
    values: dict[str, Any]
    seal: Seal | None
    stored_name: str = ""  # where the file lies that goes out with it


@dataclass
class Found:
    """What has been found so far, and under which seal."""

    about: About
    ids: dict[str, set[int]]
    own_relationships: set[int]
    sealed: dict[tuple[str, int], Seal] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


def gather(subject: Pupil | Person) -> list[Item]:
    """Everything held about them, in the order of the maps."""
    found = _start(subject)
    for entry in MAPS:
        table = Base.metadata.tables[entry.table]
        for row in db.session.execute(select(table).where(_is_own(entry, table, found))):
            _take(entry, table, row, found)
    return found.items


def _start(subject: Pupil | Person) -> Found:
    """The rows of the person themselves: of a pupil also their own page's, and entries joined."""
    ids: dict[str, set[int]] = defaultdict(set)
    if isinstance(subject, Pupil):
        ids["pupil"].add(subject.id)
        own = select(Relationship.person_id).where(
            Relationship.pupil_id == subject.id, Relationship.kind == RelationshipKind.SELF
        )
        ids["person"] |= {each for each in db.session.scalars(own) if each is not None}
    else:
        ids["person"].add(subject.id)
    joined = select(Person.id).where(Person.merged_into_id.in_(ids["person"]))
    ids["person"] |= set(db.session.scalars(joined))
    mine = select(Relationship.id).where(Relationship.person_id.in_(ids["person"]))
    about = About.PUPIL if isinstance(subject, Pupil) else About.PERSON
    return Found(about, ids, set(db.session.scalars(mine)))


def _is_own(entry: Belongs, table: Table, found: Found) -> ColumnElement[bool]:
    if not entry.links and not entry.by_pupil_key:
        return table.c.id.in_(found.ids[entry.table])
    if entry.by_pupil_key:  # the part is looked for in each row: JSON reads alike on both databases
        return table.c.id.is_not(None) if found.ids["pupil"] else false()
    return or_(*(_link(link, table, found) for link in entry.links))


def _link(link: str, table: Table, found: Found) -> ColumnElement[bool]:
    column, alike, other = link.partition("=")
    if alike:
        source, _, name = other.partition(".")
        there = Base.metadata.tables[source]
        said = select(there.c[name]).where(there.c.id.in_(found.ids[source]))
        return table.c[column].in_(said.where(there.c[name].is_not(None)))
    column, pointed, other = link.partition("<")
    if pointed:
        source, _, name = other.partition(".")
        there = Base.metadata.tables[source]
        said = select(there.c[name]).where(there.c.id.in_(found.ids[source]))
        return table.c[column].in_(said.where(there.c[name].is_not(None)))
    target = next(iter(table.c[column].foreign_keys)).column.table.name
    return table.c[column].in_(found.ids[target])


def _take(entry: Belongs, table: Table, row: Row[Any], found: Found) -> None:
    values = _values(entry, table, row)
    if entry.by_pupil_key:
        part = {each: values[entry.by_pupil_key].get(str(each)) for each in found.ids["pupil"]}
        said = next((each for each in part.values() if each is not None), None)
        if said is None:
            return
        values[entry.by_pupil_key] = said
    found.ids[entry.table].add(row.id)
    seal = _seal(entry, table, row, found)
    if seal and entry.seal is None:
        found.sealed[entry.table, row.id] = seal  # what hangs on it is sealed with it
    stored_name = getattr(row, entry.file) if entry.file else ""
    found.items.append(Item(entry.table, row.id, entry.title, values, seal, stored_name or ""))


def _seal(entry: Belongs, table: Table, row: Row[Any], found: Found) -> Seal | None:
    """The entry's own seal, the row's, or that of the row it hangs on; safeguarding wins."""
    seals = {found.sealed.get((target, getattr(row, column))) for column, target in _links(table)}
    if entry.sealed_when and getattr(row, entry.sealed_when):
        seals.add(Seal.SAFEGUARDING)
    if entry.seal and found.about in entry.sealed_for and not _of_their_own(entry, row, found):
        seals.add(entry.seal)
    if _only_by_address(entry, row, found):
        seals.add(Seal.THIRD_PARTY)
    return next((each for each in (Seal.SAFEGUARDING, Seal.THIRD_PARTY) if each in seals), None)


def _links(table: Table) -> Iterable[tuple[str, str]]:
    for key in table.foreign_keys:
        yield key.parent.name, key.column.table.name


def _of_their_own(entry: Belongs, row: Row[Any], found: Found) -> bool:
    """What a pupil said for themselves tells of nobody else."""
    mine = row.id if entry.table == "relationship" else getattr(row, "relationship_id", None)
    return entry.seal is Seal.THIRD_PARTY and mine in found.own_relationships


def _only_by_address(entry: Belongs, row: Row[Any], found: Found) -> bool:
    """An address may be shared: what only the address points to may be somebody else's."""
    if not any("=person.email" in link for link in entry.links):
        return False
    if entry.table == "concern":
        return row.person_id not in found.ids["person"]
    if entry.table == "outgoing_mail":
        names = {each.full_name for each in _people(found)}
        return row.to_name not in names
    return False


def _people(found: Found) -> Sequence[Person]:
    return db.session.scalars(select(Person).where(Person.id.in_(found.ids["person"]))).all()


def _values(entry: Belongs, table: Table, row: Row[Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in entry.handed_out:
        column, behind, what = each.partition(">")
        value = getattr(row, column)
        if behind and value is not None:
            source, _, name = what.partition(".")
            there = Base.metadata.tables[source]
            value = db.session.scalar(select(there.c[name]).where(there.c.id == value))
            column = name if name not in values else f"{source}_{name}"
        values[column] = plain(value)
    return values


def events_about(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The audit's lines about these rows: when, what and who, in order."""
    rows: dict[str, set[int]] = defaultdict(set)
    for item in items:
        rows[item.table].add(item.row_id)
    found: list[AuditEvent] = []
    for table, ids in rows.items():
        wanted = AuditEvent.table_name == table, AuditEvent.row_id.in_(ids)
        found += db.session.scalars(select(AuditEvent).where(*wanted))
    return [
        {"at": plain(each.at), "act": each.act, "by": each.actor, "about": each.table_name}
        for each in sorted(found, key=lambda event: event.id)
    ]
