"""Every row that belongs to a case, wherever it is kept: whatever points at it, and at that.

Found from the tables themselves, so that a room built later is neither shown to those who may not
see the case nor left behind when the case goes.
"""

from functools import cache

from sqlalchemy import Column, ColumnElement, Select, Table, select

from parentcomms.concerns.models import Concern
from parentcomms.database import Base

CASE: Table = Base.metadata.tables[Concern.__tablename__]


@cache
def tables_of_a_case() -> dict[Table, Column[int] | None]:
    """Table → its column that points towards the case, nearest first; the case itself first."""
    found: dict[Table, Column[int] | None] = {CASE: None}
    for table in Base.metadata.sorted_tables:
        towards = [key.parent for key in table.foreign_keys if key.column.table in found]
        towards.sort(key=lambda column: next(iter(column.foreign_keys)).column.table is not CASE)
        if towards and table not in found:
            found[table] = towards[0]
    return found


def ids_in(table: Table, which: ColumnElement[bool]) -> Select[int]:
    """Ids of a table's rows that belong to the cases of which this holds."""
    column = tables_of_a_case()[table]
    if column is None:
        return select(CASE.c.id).where(which)
    above = next(iter(column.foreign_keys)).column.table
    return select(table.c.id).where(column.in_(ids_in(above, which)))
