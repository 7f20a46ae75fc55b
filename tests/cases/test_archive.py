"""Files of cases, counts on the staff home, and what a sender is not to notice."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from parentcomms.alarms.actions import chase_due
from parentcomms.cases import actions, inbox
from parentcomms.cases.cells import typed_cell
from parentcomms.cases.exporting import export
from parentcomms.cases.texts import begun, gaps_in
from parentcomms.concerns.actions import pass_on
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import ConcernKind
from parentcomms.database import db
from parentcomms.tracker.progress import progress_of
from tests.cases.test_actions import case, mails_to
from tests.cases.test_staff_views import received
from tests.concerns.conftest import Posts, signed_in

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("\u202e=1+1", "'=1+1"),
        ("\u0000+44", "'+44"),
        ("آدا", "\u2068آدا\u2069"),
        ("=é\u2066", "\u2068'=é\u2069"),
        ("a\u2069b", "ab"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula_and_turns_nothing_round(typed: str, cell: str) -> None:
    assert typed_cell(typed) == cell


def test_an_export_holds_what_its_maker_may_see_and_computes_nothing(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        mine = case(sender_name="=1+1")
        hers = case(about="head")
        mine.words = "@Zebra\u202e " + "x" * 40_000
        db.session.commit()
        heads, chairs = posts["head"], posts["chair"]
        as_csv = export(heads, DAY, DAY, as_workbook=False).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(as_csv)))
        assert [row["Reference"] for row in rows] == [mine.reference]
        assert rows[0]["Name"] == "'=1+1"
        assert rows[0]["What happened"].startswith("'@Zebra x")
        assert hers.reference in export(chairs, DAY, DAY, as_workbook=False).decode()
        assert export(heads, date(2026, 11, 24), DAY, as_workbook=False).count(b"\n") == 1
        book = openpyxl.load_workbook(io.BytesIO(export(heads, DAY, DAY, as_workbook=True)))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert "=1+1" not in [cell.value for cell in cells]


def test_the_pages_of_the_archive_answer(app: Flask, posts: Posts, clock: Traveller) -> None:
    reference = received(app)
    head = signed_in(app, "head")
    days = {"first-day": "23", "first-month": "11", "first-year": "2026"}
    days |= {"last-day": "23", "last-month": "11", "last-year": "2026", "kind": "csv"}
    answer = head.submit("/staff/concerns/export", days)
    assert answer.status_code == 200
    assert reference in answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "1 you have not read." in head.get("/staff").text
    assert "Nothing that you may see goes tonight." in head.get("/staff/concerns/kept").text
    refused = head.submit(
        f"/staff/concerns/{reference}/message", {"words": "[Who] is looking into it"}
    )
    assert "Fill in or take out: [Who]" in refused.text


def test_the_staff_home_counts_what_its_reader_may_see(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        read = case()
        case(about="head")
        actions.read(read, posts["head"])
        case()
        db.session.commit()
        assert inbox.waiting_for(posts["head"]) == (1, 0)
        assert inbox.waiting_for(posts["teacher"]) == (0, 0)
        clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
        assert inbox.waiting_for(posts["head"]) == (1, 2)
        assert inbox.waiting_for(posts["chair"]) == (1, 1)


def test_no_beginning_is_sent_with_its_gaps(app: Flask, posts: Posts) -> None:
    with app.test_request_context(method="POST"):
        for language in ("en", "pl"):
            made = case(kind="query", language=language)
            assert len(gaps_in(begun("case_acknowledgement", made))) == 2
            assert len(gaps_in(begun("case_outcome", made))) >= 4
        assert gaps_in("He said it [sic] and I wrote [1]") == []


def test_what_staff_make_of_it_changes_no_warning_of_the_sender(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        calm, risk = case(), case(at_risk=True)
        actions.confirm(calm, kind=ConcernKind.COMPLAINT, at_risk=True)
        actions.move_back(risk, posts["dsl"], "It was a game")
        db.session.commit()
        assert [progress_of(each).said_at_risk for each in (calm, risk)] == [False, True]
        actions.make_safeguarding(risk, "It was none")
        assert progress_of(risk).said_at_risk


def test_whom_it_was_passed_to_is_reminded_too(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        made = case()
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=False)
        pass_on(made, posts["clerk"])
        db.session.commit()
        before = {post: len(mails_to(f"{post}@example.org")) for post in ("head", "clerk", "vice")}
        clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
        chase_due()
        db.session.commit()
        after = {post: len(mails_to(f"{post}@example.org")) for post in before}
        assert {post: after[post] - before[post] for post in before} == {
            "head": 2,
            "clerk": 2,
            "vice": 0,
        }
        assert db.session.scalars(select(Concern)).one().closed_at is None
