"""Who may open which list, what stands on it, and in how many queries."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event

from parentcomms.access import Role
from parentcomms.clock import now, today
from parentcomms.consent.rules import Standing
from parentcomms.database import db
from parentcomms.lists.exporting import as_csv, make_export
from parentcomms.lists.printed import judge
from parentcomms.lists.queries import (
    Reader,
    children_of,
    children_on_roll,
    find_list,
    grid_of,
    lists_open_to,
)
from parentcomms.lists.whole_school import whole_school
from parentcomms.people.models import Enrolment
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def _names(reader: Reader) -> list[str]:
    return [each.name for each in lists_open_to(reader)]


def test_a_teacher_opens_what_they_are_given_and_nothing_else() -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    ada = make.pupil(in_class=oak)
    make.pupil(in_class=elm)
    chess, trip = make.group("Chess", ada), make.group("Zoo", ada)
    teacher = make.staff("Theo", Role.TEACHER)
    mine, everything = Reader(teacher.id, False), Reader(teacher.id, True)
    assert _names(mine) == []
    assert _names(everything) == ["Elm", "Oak", "Chess", "Zoo"]
    make.in_charge(teacher, oak)
    make.in_charge(teacher, trip)
    make.in_charge(teacher, elm, ended_at=now())
    assert _names(mine) == ["Oak", "Zoo"]
    assert find_list(mine, "classes", elm.reference) is None
    assert find_list(mine, "groups", chess.reference) is None


def test_a_list_holds_who_is_on_roll_and_not_taken_out() -> None:
    oak = make.school_class("Oak")
    ada, ben, cai = (make.pupil(name, in_class=oak) for name in ("Ada", "Ben", "Cai"))
    chess = make.group("Chess", ada, ben, cai)
    chess.members[1].removed_at = now()
    cai.enrolments[0].ends_on = today() - timedelta(days=1)
    db.session.flush()
    everything = Reader(0, True)
    names = [[child.forename for child in children_of(each)] for each in lists_open_to(everything)]
    assert names == [["Ada", "Ben"], ["Ada"]]


def _queries(measured: Any) -> int:
    seen: list[str] = []

    def count(*args: Any) -> None:
        seen.append(args[2])

    event.listen(Engine, "before_cursor_execute", count)
    measured()
    event.remove(Engine, "before_cursor_execute", count)
    return len(seen)


def _school_of(size: int) -> None:
    make.questions()
    oak = make.school_class("Oak")
    for _ in range(size):
        child = make.pupil(in_class=oak)
        make.answer(child, make.parent(child), "website", "yes")
    db.session.flush()


@pytest.mark.parametrize(
    "measured", [whole_school, lambda: as_csv(make_export(only_changes=False))]
)
def test_the_whole_school_takes_as_many_queries_as_two_children(app: Flask, measured: Any) -> None:
    _school_of(2)
    db.session.commit()
    few = _queries(measured)
    db.session.rollback()
    oak = make.school_class("Elm")
    for _ in range(28):
        make.pupil(in_class=oak)
    db.session.commit()
    assert _queries(measured) == few
    assert few <= 25


def test_the_whole_school_is_counted_and_silence_is_no_yes() -> None:
    _school_of(2)
    make.pupil("Silent")
    found = whole_school()
    assert found.everyone.children == 3
    assert found.everyone.counts["website"] == {Standing.YES: 2, Standing.NOT_ANSWERED: 1}
    assert [each.name for each in found.classes] == ["", "Oak"]


def test_judging_many_sheets_takes_as_many_queries_as_one() -> None:
    from parentcomms.lists.actions import print_list

    _school_of(2)
    (oak,) = lists_open_to(Reader(0, True))
    sheets = [print_list(oak, grid_of(children_on_roll()), kind="pdf") for _ in range(3)]
    one = _queries(lambda: judge(sheets[:1]))
    assert _queries(lambda: judge(sheets)) == one
    assert not any(each.stricter for each in judge(sheets))


def test_an_export_just_after_midnight_has_the_classes_of_the_new_day() -> None:
    """At 0:30 on 1 September in London it is still August in UTC."""
    make.questions()
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    ada = make.pupil(in_class=oak)
    ada.enrolments[0].ends_on = date(2026, 8, 31)
    db.session.add(Enrolment(pupil_id=ada.id, class_id=elm.id, starts_on=date(2026, 9, 1)))
    with time_machine.travel("2026-08-31T23:30:00+00:00", tick=False):
        export = make_export(only_changes=False)
        written = as_csv(export).decode("utf-8-sig")
    assert "Elm" in written
    assert "Oak" not in written
