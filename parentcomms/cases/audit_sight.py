"""Which acts of the audit log a reader may know of: those on a case ask who may see the case."""

from sqlalchemy import ColumnElement, and_, or_, select

from parentcomms.audit.models import AuditEvent, RemovalStub
from parentcomms.cases.rows import ids_in, tables_of_a_case
from parentcomms.concerns.sight import seen_by


def acts_seen_by(staff_id: int) -> ColumnElement[bool]:
    """Everything but acts on cases this reader may not see, removed ones, and exports of them.

    Neither the list nor its pages nor its choices tell that something was left out.
    """
    mine = seen_by(staff_id)
    names = [table.name for table in tables_of_a_case()]
    on_my_cases = [
        and_(AuditEvent.table_name == table.name, AuditEvent.row_id.in_(ids_in(table, mine)))
        for table in tables_of_a_case()
    ]
    of_cases = select(RemovalStub.id).where(RemovalStub.table_name.in_(names))
    told = and_(
        AuditEvent.table_name.not_in(names),
        or_(
            AuditEvent.table_name != RemovalStub.__tablename__,
            AuditEvent.row_id.not_in(of_cases),
        ),
    )
    return or_(told, *on_my_cases)
