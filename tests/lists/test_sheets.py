"""What is on paper, in a workbook and in an export, read back."""

import csv
import io
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from parentcomms.clock import today
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.lists.actions import print_list
from parentcomms.lists.exporting import as_csv, as_xlsx, make_export, rows_in
from parentcomms.lists.models import PrintedList
from parentcomms.lists.printed import code_of, judge, sheet_with_code
from parentcomms.lists.queries import OpenList, Reader, children_of, grid_of, lists_open_to
from parentcomms.lists.sheets import file_of
from parentcomms.people.models import Pupil
from tests import make

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def oak() -> OpenList:
    """Three children: a yes to the website, a third answer, and silence."""
    make.questions()
    school_class = make.school_class("Oak")
    for forename, said in (("Ada", "yes"), ("Ben", "unrecognisable"), ("=Cai", None)):
        child = make.pupil(forename, surname="Smith", in_class=school_class)
        if said:
            make.answer(child, make.parent(child), "website", said)
    return lists_open_to(Reader(0, True))[0]


def _printed(of: OpenList, kind: str = "pdf") -> PrintedList:
    return print_list(of, grid_of(children_of(of)), kind=kind)


def _pupil(forename: str) -> Pupil:
    return db.session.query(Pupil).filter_by(forename=forename).one()


def test_the_paper_says_every_answer_in_words_with_its_time_and_code(oak: OpenList) -> None:
    sheet = _printed(oak)
    document = pypdfium2.PdfDocument(file_of(sheet))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    code = code_of(sheet)
    assert f"{code[:5]} {code[-5:]}" in text
    assert "Printed on" in text
    assert "Photo answers: Oak" in text
    assert "◐ Only hidden" in text
    # twenty-one cells: one yes, one third answer, nineteen nobody answered
    assert text.count("✓") == 1
    assert text.count("? Not answered") == 19


def test_a_class_of_thirty_is_on_one_side(oak: OpenList) -> None:
    ada = _pupil("Ada")
    for number in range(27):
        child = make.pupil(f"Marguerite-Anne {number}", in_class=ada.enrolments[0].school_class)
        make.answer(child, make.parent(child), "website", "unrecognisable")
    assert len(pypdfium2.PdfDocument(file_of(_printed(oak)))) == 1


def test_a_name_no_font_has_does_not_stop_the_list(oak: OpenList) -> None:
    _pupil("Ada").forename = "Ada \U0001f600"
    document = pypdfium2.PdfDocument(file_of(_printed(oak)))
    assert "Ada" in document[0].get_textpage().get_text_range()


def test_the_workbook_says_the_same_and_runs_no_formula(oak: OpenList) -> None:
    sheet = _printed(oak, "xlsx")
    cells = load_workbook(io.BytesIO(file_of(sheet))).active
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in cells.iter_rows(min_row=2)}
    heads = [cell.value for cell in cells[1]]
    website = heads.index("School website") - 1
    assert rows["Ada Smith"][website] == "Yes"
    assert rows["Ben Smith"][website] == "Only unrecognisable"
    assert rows["Cai Smith"][website] == "Not answered"
    assert any(code_of(sheet) in str(name) for name in rows)
    assert not any(cell.data_type == "f" for row in cells.iter_rows() for cell in row)


def test_a_code_typed_badly_finds_its_sheet_and_only_its_own(oak: OpenList) -> None:
    first, second = _printed(oak), _printed(oak)
    typed = code_of(first).lower().replace("-", " ")
    assert sheet_with_code(typed) is first
    assert sheet_with_code(code_of(second)) is second
    assert sheet_with_code("00000-00000") is None


def test_a_new_never_makes_the_sheet_unsafe_and_names_that_child_only(oak: OpenList) -> None:
    sheet = _printed(oak)
    set_never(_pupil("=Cai"), NeverScope.OUTSIDE_SCHOOL, "reason")
    assert not judge([sheet])[0].stricter  # the sheet already said: leave out
    set_never(_pupil("Ada"), NeverScope.EVERYTHING, "reason")
    assert judge([sheet])[0].stricter == {_pupil("Ada").id}


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_export_never_says_yes_for_silence_and_holds_no_formula(oak: OpenList) -> None:
    export = make_export(only_changes=False)
    heads, *rows = _csv(as_csv(export))
    assert heads[:5] == ["UPN", "Admission No", "Surname", "Forename", "Class"]
    assert heads[-2:] == ["Last changed", "On roll"]
    answers = {row[3]: row[5:12] for row in rows}
    assert answers["'=Cai"] == ["Not answered"] * 7
    assert answers["Ada"].count("Yes") == 1
    workbook = load_workbook(io.BytesIO(as_xlsx(export))).active
    assert [[cell.value or "" for cell in row] for row in workbook.iter_rows()] == [heads, *rows]
    assert not any(cell.data_type == "f" for row in workbook.iter_rows() for cell in row)


def test_the_next_export_holds_only_what_changed(oak: OpenList) -> None:
    make_export(only_changes=False)
    unchanged = make_export(only_changes=True)
    assert rows_in(unchanged) == 0
    ada = _pupil("Ada")
    set_never(ada, NeverScope.EVERYTHING, "reason")
    changed = make_export(only_changes=True)
    (row,) = _csv(as_csv(changed))[1:]
    assert row[3] == "Ada"
    assert row[5:12] == ["No"] * 7


def test_who_left_is_told_once_to_the_other_system_and_is_in_no_whole_export(
    oak: OpenList,
) -> None:
    make_export(only_changes=False)
    ada = _pupil("Ada")
    ada.enrolments[0].ends_on = today() - timedelta(days=1)
    db.session.flush()
    whole = make_export(only_changes=False)
    assert "Ada" not in {row[3] for row in _csv(as_csv(whole))[1:]}
    assert " left" in whole.said[str(ada.id)]
    assert rows_in(make_export(only_changes=True)) == 0, "the whole export has told it already"


def test_an_export_of_changes_says_of_a_leaver_that_they_left(oak: OpenList) -> None:
    make_export(only_changes=False)
    _pupil("Ada").enrolments[0].ends_on = today() - timedelta(days=1)
    db.session.flush()
    (row,) = _csv(as_csv(make_export(only_changes=True)))[1:]
    assert (row[3], row[-1]) == ("Ada", "No")
