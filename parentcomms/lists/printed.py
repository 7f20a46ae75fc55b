"""Sheets that were printed: found by their code, and compared with what stands today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from parentcomms.consent.queries import standing_answers
from parentcomms.consent.rules import Standing
from parentcomms.database import db
from parentcomms.links import Purpose, code_for, digest, show_code, tidy_code
from parentcomms.lists.models import PrintedList
from parentcomms.lists.queries import ListKind, Reader, find_list
from parentcomms.lists.rules import Said, SheetState, stricter_now


@dataclass(frozen=True)
class Judged:
    """A sheet, and the children of whom it allows more than may be done today."""

    sheet: PrintedList
    stricter: frozenset[int]

    @property
    def state(self) -> SheetState:
        """What its code says."""
        return SheetState.NO_LONGER_SAFE if self.stricter else SheetState.STILL_SAFE


def said_by(sheet_said: Mapping[str, Mapping[str, str]]) -> Said:
    """What a sheet says, as the rules read it."""
    return {
        int(child): {use: Standing(value) for use, value in uses.items()}
        for child, uses in sheet_said.items()
    }


def judge(sheets: Iterable[PrintedList]) -> list[Judged]:
    """Every sheet beside what stands now, read once for all of them."""
    said = {sheet: said_by(sheet.said) for sheet in sheets}
    children = {child for each in said.values() for child in each}
    uses = {use for each in said.values() for answers in each.values() for use in answers}
    now = standing_answers(children, use_keys=uses) if children else {}
    return [Judged(sheet, stricter_now(each, now)) for sheet, each in said.items()]


def name_of(sheet: PrintedList) -> str:
    """The class, club or trip the sheet is of."""
    of = sheet.school_class or sheet.group
    return of.name if of else ""


def code_of(sheet: PrintedList) -> str:
    """The code as it stands on the sheet."""
    return show_code(code_for(Purpose.PRINTED_LIST, sheet.reference))


def sheet_with_code(typed: str) -> PrintedList | None:
    """The sheet that carries this code, however it was typed."""
    hashed = digest(tidy_code(typed))
    return db.session.scalar(select(PrintedList).where(PrintedList.code_hash == hashed))


def sheet_by_reference(reference: str) -> PrintedList | None:
    """One sheet."""
    return db.session.scalar(select(PrintedList).where(PrintedList.reference == reference))


def may_see_its_list(reader: Reader, sheet: PrintedList) -> bool:
    """Whether this reader may open the list the sheet was printed from."""
    if reader.sees_every_list:
        return True
    kind = ListKind.CLASS if sheet.class_id is not None else ListKind.GROUP
    of = sheet.school_class or sheet.group
    return of is not None and find_list(reader, kind, of.reference) is not None


def kept_by(actor: str) -> Sequence[PrintedList]:
    """The sheets somebody printed and has not thrown away, newest first."""
    query = select(PrintedList).where(
        PrintedList.printed_by == actor, PrintedList.thrown_away_at.is_(None)
    )
    return db.session.scalars(query.order_by(PrintedList.id.desc())).all()
