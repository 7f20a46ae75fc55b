"""Whoever printed a sheet is told that it is unsafe: once a day, once only, and with no name."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.clock import now, today
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.lists.actions import print_list, throw_away
from parentcomms.lists.models import PrintedList
from parentcomms.lists.queries import Reader, children_of, grid_of, lists_open_to
from parentcomms.lists.tasks import tell_about_unsafe_sheets
from parentcomms.lists.telling import tell, unsafe_untold
from parentcomms.outbox.messages import as_text
from parentcomms.outbox.models import OutgoingMail
from parentcomms.people.models import Pupil
from tests import make


@pytest.fixture
def sheets(app: Flask) -> list[int]:
    """Two sheets of Oak that Theo printed, and a yes for Ada on both."""
    with app.app_context():
        make.questions()
        oak = make.school_class("Oak")
        ada = make.pupil("Ada", surname="Marigold", in_class=oak)
        make.answer(ada, make.parent(ada), "website", "yes")
        theo = make.staff("Theo Martin", Role.TEACHER)
        (of,) = lists_open_to(Reader(0, True))
        found = [print_list(of, grid_of(children_of(of)), kind="pdf") for _ in range(2)]
        for sheet in found:
            sheet.printed_by = f"staff:{theo.id}"
        db.session.commit()
        return [sheet.id for sheet in found]


def _stricter() -> None:
    set_never(db.session.query(Pupil).one(), NeverScope.EVERYTHING, "a reason")
    db.session.commit()


def _mails() -> list[OutgoingMail]:
    return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def test_nobody_is_told_while_the_sheets_are_safe(app: Flask, sheets: list[int]) -> None:
    tell_about_unsafe_sheets.call_local()
    with app.app_context():
        assert not _mails()


def test_its_printer_is_told_once_a_day_without_a_name_or_an_answer(
    app: Flask, sheets: list[int]
) -> None:
    with app.app_context():
        _stricter()
    for _ in range(3):
        tell_about_unsafe_sheets.call_local()
    with app.app_context():
        (mail,) = _mails()
        words = as_text(mail)
        assert mail.to_name == "Theo Martin"
        assert "/staff/lists" in words
        for secret in ("Ada", "Marigold", "Oak", "never", "stricter"):
            assert secret not in words + mail.content.subject
        assert {row.told_on for row in db.session.query(PrintedList)} == {today()}


def test_the_next_day_they_are_told_again_until_they_say_it_is_gone(
    app: Flask, sheets: list[int]
) -> None:
    with app.app_context():
        _stricter()
        start = now()
    with time_machine.travel(start, tick=False) as clock:
        tell_about_unsafe_sheets.call_local()
        clock.shift(86_400)
        tell_about_unsafe_sheets.call_local()
        with app.app_context():
            assert len(_mails()) == 2
            for sheet in db.session.query(PrintedList):
                throw_away(sheet)
            db.session.commit()
        clock.shift(86_400)
        tell_about_unsafe_sheets.call_local()
        with app.app_context():
            assert len(_mails()) == 2


def test_of_two_workers_only_one_tells(app: Flask, sheets: list[int]) -> None:
    with app.app_context():
        _stricter()
        first, second = unsafe_untold(today()), unsafe_untold(today())
        assert first == second
        ((actor, ids),) = first.items()
        assert tell(actor, ids) is True
        db.session.commit()
        assert tell(actor, second[actor]) is False
        db.session.commit()
        assert len(_mails()) == 1


def test_somebody_who_has_left_is_not_written_to(app: Flask, sheets: list[int]) -> None:
    with app.app_context():
        _stricter()
        db.session.query(StaffMember).one().ended_at = now()
        db.session.commit()
    tell_about_unsafe_sheets.call_local()
    with app.app_context():
        assert not _mails()


def test_last_years_sheets_are_left_alone(app: Flask, sheets: list[int]) -> None:
    with app.app_context():
        _stricter()
        for sheet in db.session.query(PrintedList):
            sheet.printed_at = sheet.printed_at.replace(year=sheet.printed_at.year - 1)
        db.session.commit()
        assert not unsafe_untold(today())


def test_a_sheet_of_the_first_half_hour_of_the_school_year_is_this_years(
    app: Flask, sheets: list[int]
) -> None:
    """At 0:30 on 1 September in London it is still August in UTC."""
    with app.app_context():
        _stricter()
        for sheet in db.session.query(PrintedList):
            sheet.printed_at = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)
        db.session.flush()
        assert unsafe_untold(date(2026, 9, 1)).keys()
        for sheet in db.session.query(PrintedList):
            sheet.printed_at = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)
        db.session.flush()
        assert not unsafe_untold(date(2026, 9, 1))
        db.session.rollback()
