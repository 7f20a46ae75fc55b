"""Telling whoever printed a sheet that it is no longer safe, at most once a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select, update

from parentcomms.accounts.models import StaffMember
from parentcomms.clock import in_london, today
from parentcomms.database import db
from parentcomms.lists.emails import sheets_unsafe
from parentcomms.lists.models import PrintedList
from parentcomms.lists.printed import judge
from parentcomms.school.years import academic_year_start

BY_STAFF = "staff:"


def unsafe_untold(day: date) -> dict[str, list[int]]:
    """Whoever printed them → unsafe sheets nobody was told about today.

    Sheets of this school year only: nobody still uses last year's, and every one of them is
    unsafe as soon as a child has left.
    """
    waiting = select(PrintedList).where(
        PrintedList.thrown_away_at.is_(None),
        or_(PrintedList.told_on.is_(None), PrintedList.told_on < day),
        PrintedList.printed_by.startswith(BY_STAFF),
    )
    began = academic_year_start(day)
    sheets = [row for row in db.session.scalars(waiting) if _printed_on(row) >= began]
    found: dict[str, list[int]] = defaultdict(list)
    for judged in judge(sheets):
        if judged.stricter:
            found[judged.sheet.printed_by].append(judged.sheet.id)
    return found


def _printed_on(row: PrintedList) -> date:
    """The day on the school's wall: just after midnight on 1 September it is August in UTC."""
    return in_london(row.printed_at).date()


def tell(actor: str, sheet_ids: Collection[int]) -> bool:
    """Mail one person about their sheets, once a day; false where somebody else just did.

    The marks are claimed first: of two workers only one finds them still open. Whoever was told
    about one sheet today hears about the next one tomorrow.
    """
    day = today()
    claimed = db.session.execute(
        update(PrintedList)
        .where(PrintedList.id.in_(sheet_ids))
        .where(or_(PrintedList.told_on.is_(None), PrintedList.told_on < day))
        .values(told_on=day)
    )
    member = _still_here(actor)
    if not claimed.rowcount or member is None:  # type: ignore[attr-defined]
        return False
    sheets_unsafe(member, day=day)
    return True


def _still_here(actor: str) -> StaffMember | None:
    member = db.session.get(StaffMember, int(actor.removeprefix(BY_STAFF)))
    return member if member is not None and member.ended_at is None else None
