"""Every column of every table is in the export or on the list of exceptions, with its reason."""

from sqlalchemy import Column, Table

from parentcomms import models
from parentcomms.database import Base
from parentcomms.subject_access.exceptions import EXCEPTIONS
from parentcomms.subject_access.maps import MAPS

# A row that points at one of these is about somebody: it needs a link, or a named exception.
SOMEBODY = {"pupil", "person", "relationship"}


def _structural(column: Column) -> bool:
    pointed = {key.column.table.name for key in column.foreign_keys}
    return column.primary_key or column.name == "reference" or bool(pointed - SOMEBODY)


def _unnamed(table: Table) -> set[str]:
    entries = [each for each in MAPS if each.table == table.name]
    if not entries and table.name not in EXCEPTIONS:
        return {"the whole table"}
    named = set(EXCEPTIONS[table.name][1].split()) if not entries else set()
    named |= {column for each in entries for column in each.named}
    return {column.name for column in table.columns if not _structural(column)} - named


def test_every_column_is_handed_out_or_excepted_with_a_reason() -> None:
    assert models.ROOMS
    tables = Base.metadata.sorted_tables
    unnamed = {table.name: found for table in tables if (found := _unnamed(table))}
    assert not unnamed, f"say in parentcomms/subject_access what these are: {unnamed}"


def test_the_maps_name_only_what_there_is() -> None:
    for each in MAPS:
        columns = {column.name for column in Base.metadata.tables[each.table].columns}
        assert each.named <= columns, f"{each.table}: {each.named - columns}"
    for name, (reason, said) in EXCEPTIONS.items():
        assert reason
        assert set(said.split()) <= {column.name for column in Base.metadata.tables[name].columns}


def test_a_never_reason_and_whatever_opens_a_door_are_never_handed_out() -> None:
    out = {(each.table, said.partition(">")[0]) for each in MAPS for said in each.handed_out}
    assert ("never", "reason") not in out
    assert not [pair for pair in out if "hash" in pair[1] or "secret" in pair[1]]
