"""A printed list as the file somebody holds: PDF or workbook, from what was said then."""

from collections.abc import Sequence

import tablib

from parentcomms.consent.rules import Standing
from parentcomms.documents.answer_list import AnswerList, Cell, ListRow, render_list
from parentcomms.filters import moment
from parentcomms.languages import gettext
from parentcomms.lists.models import PrintedList
from parentcomms.lists.printed import code_of, name_of, said_by
from parentcomms.lists.queries import Child, Question, children_named, questions_now
from parentcomms.lists.rules import Said
from parentcomms.lists.staff_words import NOTES, PAPER_NAMES, SHORT_NAMES, SIGNS
from parentcomms.school.queries import school

PDF, XLSX = "pdf", "xlsx"
MEDIA_TYPES = {
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def file_of(sheet: PrintedList) -> bytes:
    """The sheet as it was printed; the same row gives the same sheet again."""
    said = said_by(sheet.said)
    children = _children_on(said)
    questions = _questions_on(said)
    if sheet.kind == XLSX:
        return _workbook(sheet, children, questions, said)
    return render_list(_paper(sheet, children, questions, said))


def _children_on(said: Said) -> list[Child]:
    found = children_named(said.keys())
    return sorted(found.values(), key=lambda child: (child.surname, child.forename, child.id))


def _questions_on(said: Said) -> list[Question]:
    """The questions the sheet has an answer to; one retired since goes by its key."""
    keys = {use for uses in said.values() for use in uses}
    known = [each for each in questions_now() if each.key in keys]
    gone = sorted(keys - {each.key for each in known})
    return [*known, *(Question(key, key) for key in gone)]


def _stamp(sheet: PrintedList) -> str:
    return gettext("Printed on %(moment)s", moment=moment(sheet.printed_at))


def _title(sheet: PrintedList) -> str:
    return gettext("Photo answers: %(name)s", name=name_of(sheet))


def _paper(
    sheet: PrintedList, children: Sequence[Child], questions: Sequence[Question], said: Said
) -> AnswerList:
    rows = (ListRow(child.name, _cells(child, questions, said)) for child in children)
    return AnswerList(
        title=_title(sheet),
        school=school().name,
        stamp=_stamp(sheet),
        code_label=gettext("Code of this sheet"),
        code=code_of(sheet),
        name_label=gettext("Child"),
        questions=tuple(each.name for each in questions),
        rows=tuple(rows),
        notes=tuple(str(note) for note in NOTES),
    )


def _cells(child: Child, questions: Sequence[Question], said: Said) -> tuple[Cell, ...]:
    answers = (_answer(child, each, said) for each in questions)
    return tuple(Cell(str(PAPER_NAMES[found]), SIGNS[found]) for found in answers)


def _answer(child: Child, question: Question, said: Said) -> Standing:
    return said[child.id].get(question.key, Standing.NOT_ANSWERED)


def _workbook(
    sheet: PrintedList, children: Sequence[Child], questions: Sequence[Question], said: Said
) -> bytes:
    data = tablib.Dataset(title=gettext("Photo answers"))
    data.headers = [gettext("Child"), gettext("Class"), *(each.name for each in questions)]
    for child in children:
        words = (str(SHORT_NAMES[_answer(child, each, said)]) for each in questions)
        data.append([child.name, child.class_name, *words])
    empty = [""] * (len(questions) + 1)
    for line in (
        "", _title(sheet), _stamp(sheet),
        gettext("Code of this sheet: %(code)s", code=code_of(sheet)), *map(str, NOTES),
    ):  # fmt: skip
        data.append([line, *empty])
    written: bytes = data.export("xlsx", escape=True, column_width=18)
    return written
