"""A case goes when its time is over, whole, with its stubs; doubt keeps it."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from time_machine import Traveller

from parentcomms.audit.models import RemovalStub
from parentcomms.audit.verifying import breaks
from parentcomms.cases import actions, retention
from parentcomms.cases.actions import Ending
from parentcomms.cases.keeping import (
    KeptAs,
    KeptCase,
    Periods,
    Verdict,
    kept_as,
    leaves_on,
    verdict,
)
from parentcomms.cases.rows import CASE, tables_of_a_case
from parentcomms.cases.rules import Outcome
from parentcomms.concerns.files import keep
from parentcomms.concerns.models import Concern
from parentcomms.concerns.rules import ConcernKind
from parentcomms.database import db
from parentcomms.posts_about_us.actions import Decided, decide
from parentcomms.posts_about_us.rules import Answer, Question
from parentcomms.retention.actions import lift_hold, place_hold
from parentcomms.retention.cases_tasks import remove_cases_now
from parentcomms.retention.rules import HoldScope
from parentcomms.uploads import Unreadable, open_stored
from tests.cases.test_actions import case
from tests.concerns.conftest import Posts
from tests.concerns.test_uploads import file, picture

PERIODS = Periods(questions=1, concerns=6, risks=1)
CLOSED = date(2026, 11, 23)


def kept(**others: object) -> KeptCase:
    columns = {
        "kind": ConcernKind.COMPLAINT,
        "was_risk": False,
        "closed_on": CLOSED,
        "held": False,
        "filed_at": None,
        "changed_at": datetime(2026, 11, 23, tzinfo=UTC),
    }
    return KeptCase(**columns | others)


@pytest.mark.parametrize(
    ("case_", "day", "said"),
    [
        (kept(), date(2032, 11, 22), Verdict.KEPT),
        (kept(), date(2032, 11, 23), Verdict.GOES),
        (kept(closed_on=None), date(2099, 1, 1), Verdict.KEPT),
        (kept(held=True), date(2032, 11, 23), Verdict.HELD),
        (kept(kind=ConcernKind.QUERY), date(2027, 11, 23), Verdict.GOES),
        (kept(was_risk=True), date(2027, 11, 23), Verdict.NOT_FILED),
        (
            kept(was_risk=True, filed_at=datetime(2026, 11, 24, tzinfo=UTC)),
            date(2027, 11, 23),
            Verdict.GOES,
        ),
        (
            kept(was_risk=True, filed_at=datetime(2026, 11, 22, tzinfo=UTC)),
            date(2027, 11, 23),
            Verdict.NOT_FILED,  # something was said after it was filed
        ),
        (kept(closed_on=date(2024, 2, 29)), date(2030, 2, 28), Verdict.KEPT),
        (kept(closed_on=date(2024, 2, 29)), date(2030, 3, 1), Verdict.GOES),
    ],
)
def test_a_case_is_kept_for_the_years_of_its_kind(
    case_: KeptCase, day: date, said: Verdict
) -> None:
    assert verdict(case_, PERIODS, day) is said


@given(
    st.builds(
        KeptCase,
        kind=st.sampled_from(ConcernKind),
        was_risk=st.booleans(),
        closed_on=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
        held=st.booleans(),
        filed_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        changed_at=st.datetimes(timezones=st.just(UTC)),
    ),
    st.dates(date(2020, 1, 1), date(2050, 1, 1)),
)
def test_nothing_open_held_or_unfiled_ever_goes(case_: KeptCase, day: date) -> None:
    if verdict(case_, PERIODS, day) is Verdict.GOES:
        leaves = leaves_on(case_, PERIODS)
        assert leaves is not None
        assert leaves <= day
        assert not case_.held
        unfiled = case_.filed_at is None or case_.filed_at < case_.changed_at
        assert not (kept_as(case_) is KeptAs.RISK and unfiled)


def _closed_with_everything(posts: Posts) -> Concern:
    """A row in every table a handler fills."""
    files, _ = keep([file(picture("PNG"), "a.png")], already=0)
    made = case(files=files)
    actions.write_note(made, "Inside")
    actions.write_to_sender(made, "Outside", acknowledges=True)
    actions.file_opened(made.attachments[0], posts["head"])
    today = made.received_at.date()
    decide(made, Decided(question=Question.POLICE, answer=Answer.NO, on=today))
    actions.close(made, Ending(outcome=Outcome.UPHELD), "The end")
    return made


def test_a_case_goes_whole_with_its_files_and_the_chain_still_holds(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        gone, held, newer = (_closed_with_everything(posts) for _ in range(3))
        actions.hold(held, "A solicitor wrote")
        case()  # open: it keeps the newest rows
        actions.write_note(case(), "Newest")
        db.session.commit()
        gone_id, reference = gone.id, gone.reference
        newer.closed_at = datetime(2030, 1, 1, tzinfo=UTC)
        db.session.commit()
        day = date(2032, 11, 23)
        assert [each.verdict for each in retention.past_their_time(day)] == [
            Verdict.GOES,
            Verdict.HELD,
        ]
        assert retention.due(date(2032, 11, 22)) == []
        leaving = retention.due(day)
        assert [each.reference for each in leaving] == [reference]
        went = retention.remove(leaving)
        db.session.commit()
        assert [each.reference for each in went] == [reference]
        assert db.session.get(Concern, gone_id) is None
        stubs = db.session.execute(
            select(RemovalStub.table_name, func.count()).group_by("table_name")
        )
        assert dict(stubs.all())["concern_message"] == 2
        for table, column in tables_of_a_case().items():
            if column is not None and "concern_id" in table.c:
                rows = select(func.count()).where(table.c.concern_id == gone_id)
                assert db.session.scalar(rows) == 0, table.name
        assert list(breaks()) == []
        assert retention.due(day) == []
        assert open_stored(went[0].files[0])  # until the caller, who committed, removes it


def test_the_newest_row_waits_so_that_its_number_is_never_given_again(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        _closed_with_everything(posts)
        db.session.commit()
        assert retention.remove(retention.due(date(2032, 11, 23))) == []
        assert db.session.scalar(select(func.count()).select_from(CASE)) == 1


def test_a_risk_waits_until_the_lead_says_where_it_was_filed(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        risk = case(at_risk=True)
        actions.close(risk, Ending(outcome=Outcome.PASSED_ON), "")
        for _ in range(2):
            actions.write_note(case(), "Newer")
        db.session.commit()
        day = date(2027, 11, 23)
        assert [e.verdict for e in retention.past_their_time(day)] == [Verdict.NOT_FILED]
        clock.shift(60)
        actions.filed(risk, posts["dsl"], "Cabinet 3, blue file")
        actions.hold(case(), "A newer step")
        db.session.commit()
        assert [each.kept_as for each in retention.due(day)] == [KeptAs.RISK]


def test_removal_is_refused_by_the_database_without_its_stub(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    with app.test_request_context(method="POST"):
        actions.write_note(case(), "Inside")
        db.session.commit()
        with pytest.raises(Exception, match="evidence"):
            db.session.execute(db.text("DELETE FROM concern_note"))
        db.session.rollback()


def test_the_files_go_after_the_commit(app: Flask, posts: Posts, clock: Traveller) -> None:
    with app.test_request_context(method="POST"):
        made = _closed_with_everything(posts)
        name = made.attachments[0].stored_name
        _closed_with_everything(posts).closed_at = datetime(2032, 11, 20, tzinfo=UTC)
        db.session.commit()
    clock.move_to(datetime(2032, 11, 24, tzinfo=UTC))
    with app.app_context():
        hold = place_hold(HoldScope.EVERYTHING, "", "An inquiry wrote")
        db.session.commit()
        assert remove_cases_now() == {}
        lift_hold(hold)
        db.session.commit()
        assert remove_cases_now() == {KeptAs.CONCERN: 1}
        with pytest.raises(Unreadable):
            open_stored(name)
        assert remove_cases_now() == {}
