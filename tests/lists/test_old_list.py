"""Bringing the old list in: a no counts at once, a yes waits, and nothing is doubled or guessed."""

import io
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook

from parentcomms.access import Role
from parentcomms.consent.actions import set_aside
from parentcomms.consent.models import Answer
from parentcomms.consent.queries import due_relationships, standing_answers
from parentcomms.consent.rules import AnswerRoute, Decision, Standing
from parentcomms.database import db
from parentcomms.lists.going_live import all_together, class_by_class
from parentcomms.lists.old_list import EVERY_USE, OldList, decision_in, guess, read_old_list
from parentcomms.lists.old_list_actions import (
    Plan,
    begin_old_list,
    load_old_list,
    names_of_uses,
    plan_old_list,
)
from parentcomms.lists.rules import HowFar
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.models import ImportRun, Relationship
from parentcomms.people.rules import RelationshipKind
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in

HEADS = "Admission No,Forename,Surname,School website,Video_voice,Notes"


@pytest.fixture
def children(app: Flask):
    """Ada, Ben and Cai in Oak."""
    with app.app_context():
        make.questions()
        oak = make.school_class("Oak")
        found = {
            name: make.pupil(name, surname="Smith", admission_number=f"00{number}", in_class=oak)
            for number, name in enumerate(("Ada", "Ben", "Cai"), start=1)
        }
        for child in found.values():
            make.parent(child)
        db.session.commit()
        yield found
        db.session.rollback()


def _read(tmp_path: Path, *rows: str, heads: str = HEADS) -> OldList:
    path = tmp_path / "old.csv"
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return read_old_list(path)


def _plan(old: OldList, **others) -> Plan:
    meanings = others.pop("meanings", None) or guess(old.columns, names_of_uses())
    return plan_old_list(old, meanings, only_ticks=others.pop("only_ticks", False))


def _load(plan: Plan) -> None:
    run = ImportRun(
        kind="old-list", file_name="old.csv", sha256="", summary={}, uploaded_by="staff:1",
        uploaded_at=make.now(),
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    assert load_old_list(run, plan)
    assert not load_old_list(run, plan), "a second press loads nothing"


def _website(child) -> Standing:
    return standing_answers([child.id])[child.id, "website"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes", Decision.YES), ("y", Decision.YES), ("TRUE", Decision.YES), ("1", Decision.YES),
        ("✓", Decision.YES), ("Granted", Decision.YES), ("Not granted", Decision.NO),
        ("No", Decision.NO), ("0", Decision.NO), ("Refused", Decision.NO), ("×", Decision.NO),
        ("", None), ("maybe", None), ("yes but not face", None), ("x", None), ("-", None),
        ("no problem", None),
    ],
)  # fmt: skip
def test_a_cell_is_yes_or_no_or_nothing_is_guessed(text: str, said: Decision | None) -> None:
    assert decision_in(text) is said


def test_an_old_no_counts_at_once_and_an_old_yes_waits(children, tmp_path: Path) -> None:
    old = _read(tmp_path, "001,Ada,Smith,No,,", "002,Ben,Smith,Yes,,")
    _load(_plan(old))
    assert _website(children["Ada"]) is Standing.NO
    assert _website(children["Ben"]) is Standing.NOT_ANSWERED
    assert {row.route for row in db.session.query(Answer)} == {AnswerRoute.IMPORTED}
    make.answer(children["Ben"], _mother(children["Ben"]), "website", "yes")
    assert _website(children["Ben"]) is Standing.YES


def _mother(child):
    return db.session.query(Relationship).filter_by(pupil_id=child.id).first().person


def test_an_old_no_stays_until_it_is_set_aside_with_a_reason(children, tmp_path: Path) -> None:
    plan = _plan(_read(tmp_path, "001,Ada,Smith,No,,"))
    _load(plan)
    make.answer(children["Ada"], _mother(children["Ada"]), "website", "yes")
    assert _website(children["Ada"]) is Standing.NO
    old_no = db.session.query(Answer).filter_by(decision=Decision.NO).one()
    set_aside(old_no, "The mother has said yes since")
    assert _website(children["Ada"]) is Standing.YES
    again = _plan(_read(tmp_path, "001,Ada,Smith,No,,"))
    assert not again.answers, "what was set aside does not come back with the same list"


def test_the_old_list_is_nobody_who_is_asked_or_written_to(children, tmp_path: Path) -> None:
    before = due_relationships([child.id for child in children.values()])
    _load(_plan(_read(tmp_path, "001,Ada,Smith,No,Yes,", "002,Ben,Smith,Yes,No,")))
    after = due_relationships([child.id for child in children.values()])
    assert after.keys() == before.keys()
    sheets = db.session.query(Relationship).filter_by(kind=RelationshipKind.OLD_LIST).all()
    assert len(sheets) == 2
    assert all(row.person_id is None and not row.gets_letters for row in sheets)


def test_loading_again_doubles_nothing_and_a_new_no_is_taken(children, tmp_path: Path) -> None:
    rows = ("001,Ada,Smith,No,Yes,", "002,Ben,Smith,Yes,,")
    _load(_plan(_read(tmp_path, *rows)))
    again = _plan(_read(tmp_path, *rows))
    assert not again.answers
    assert again.known == 3
    _load(_plan(_read(tmp_path, "002,Ben,Smith,No,,")))
    assert _website(children["Ben"]) is Standing.NO
    assert not _plan(_read(tmp_path, "002,Ben,Smith,Yes,,")).answers, "a yes never follows a no"


def test_a_yes_is_not_recorded_where_the_family_has_answered_here(children, tmp_path: Path) -> None:
    make.answer(children["Ada"], _mother(children["Ada"]), "website", "no")
    assert not _plan(_read(tmp_path, "001,Ada,Smith,Yes,,")).answers


def test_bad_rows_are_set_aside_with_a_sentence(children, tmp_path: Path) -> None:
    plan = _plan(
        _read(
            tmp_path,
            "001,Ada,Smith,Only from behind,,",
            "009,Zoe,Nobody,Yes,,",
            "002,Ben,Smith,Yes,,",
            "002,Ben,Smith,No,,",
            "003,,,Yes,,",
        )
    )
    assert [(each.pupil_id, each.decision) for each in plan.answers] == [
        (children["Ben"].id, Decision.NO)
    ]
    assert sorted(remark.row for remark in plan.refused) == [2, 3, 5, 6]


def test_one_column_for_everything_and_a_list_of_ticks(children, tmp_path: Path) -> None:
    old = _read(
        tmp_path, "001,Ada,Smith,T", "002,Ben,Smith,F",
        heads="Admission No,Forename,Surname,Photograph Student",
    )  # fmt: skip
    assert not _plan(old).answers, "a heading we do not know is read by nobody"
    every = {"Photograph Student": EVERY_USE}
    assert _plan(old, meanings=every).count(Decision.YES) == 7
    assert _plan(old, meanings=every).count(Decision.NO) == 7
    assert _plan(old, meanings=every, only_ticks=True).count(Decision.NO) == 0


def test_a_workbook_is_read_and_one_that_is_none_is_refused(children, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Admission No", "Forename", "Surname", "School website"])
    book.active.append(["001", "Ada", "Smith", False])
    book.save(tmp_path / "old.xlsx")
    (answer,) = _plan(read_old_list(tmp_path / "old.xlsx")).answers
    assert (answer.pupil_id, answer.decision) == (children["Ada"].id, Decision.NO)
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    with pytest.raises(UnreadableFile):
        read_old_list(tmp_path / "bad.xlsx")
    with pytest.raises(UnreadableFile, match="no column"):
        _read(tmp_path, "001,Ada,Smith", heads="Admission No,Forename,Surname")


def test_a_file_is_remembered_before_anything_is_loaded(children, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(f"{HEADS}\n001,Ada,Smith,No,,\n")
    run = begin_old_list(path, file_name="old.csv")
    assert run.summary["meanings"] == {
        "School website": "website", "Video_voice": "video_voice", "Notes": "",
    }  # fmt: skip
    assert not db.session.query(Answer).count()


def test_coverage_counts_answered_waiting_and_silent_by_class(children, tmp_path: Path) -> None:
    for use in names_of_uses():
        make.answer(children["Ada"], _mother(children["Ada"]), use, "no")
    _load(_plan(_read(tmp_path, "002,Ben,Smith,Yes,,")))
    (oak,) = class_by_class()
    assert dict(oak.counts) == dict.fromkeys(HowFar, 1)
    assert all_together([oak, oak]).counts[HowFar.SILENT] == 2


def test_the_office_looks_says_what_a_column_means_and_loads(app: Flask) -> None:
    client = signed_in(app, Role.OFFICE)
    with app.app_context():
        make.questions()
        ada = make.pupil("Ada", surname="Smith", admission_number="001").reference
        db.session.commit()
    file = (io.BytesIO(b"Admission No,Forename,Surname,Photos\n001,Ada,Smith,No\n"), "old.csv")
    page = client.submit("/staff/old-list", {"file": file}).location
    html = client.get(page).text
    assert "Photos" in html
    assert "Load what is shown" not in html, "nothing is loaded while no column is named"
    client.submit(page, {"column_0": "every use", "do": "look"})
    assert "Load what is shown" in client.get(page).text
    client.submit(page, {"column_0": "every use", "do": "load"})
    assert "Loaded on" in client.get(page).text
    with app.app_context():
        assert db.session.query(Answer).count() == 7
    assert client.get(page.replace("old-list", "import")).status_code == 404
    assert "old list" not in client.get(f"/staff/children/{ada}").text


def test_until_the_day_home_and_check_say_that_the_old_list_holds(app: Flask) -> None:
    client = signed_in(app, Role.HEAD)
    assert "old list holds" not in client.get("/staff").text
    client.submit(
        "/staff/school/parts/going-live",
        {"go_live_on-day": "4", "go_live_on-month": "1", "go_live_on-year": "2199"},
    )
    for page in ("/staff", "/staff/check", "/staff/going-live"):
        assert "4 January 2199" in client.get(page).text, page
    with app.test_request_context(method="POST"):
        decide(go_live_on=make.today())
        db.session.commit()
    assert "old list holds" not in client.get("/staff").text
