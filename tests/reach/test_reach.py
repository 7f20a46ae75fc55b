"""Files of links: who may be in one, what stands in it, and when it counts."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.actions import make_family_link, report_link
from parentcomms.accounts.family_links import valid_link_by_token
from parentcomms.audit.models import AuditEvent
from parentcomms.communications.rules import Tie
from parentcomms.coverage.queries import board
from parentcomms.coverage.rules import Mark
from parentcomms.database import db
from parentcomms.people.holds import place_hold
from parentcomms.people.models import Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from parentcomms.reach.actions import make_file
from parentcomms.reach.models import MergeFile
from parentcomms.reach.queries import adults_for, lines_of
from parentcomms.reach.rules import FileState, Whom, file_state, may_be_texted
from parentcomms.school.actions import decide
from tests import make
from tests.staff_pages import signed_in

MADE = datetime(2026, 9, 7, 10, tzinfo=UTC)


def _tie(**changes: object) -> Tie:
    facts = {"relationship_id": 1, "person_id": 1, "pupil_id": 1, "joined_on": MADE.date()}
    return Tie(**{**facts, "decision": ContactDecision.WRITE, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"held": True}, False),
        ({"decision": ContactDecision.NOT_REVIEWED}, False),
        ({"decision": ContactDecision.DO_NOT_CONTACT}, False),
        ({"decision": ContactDecision.POST_ONLY}, False),
        ({"gets_letters": False}, False),
    ],
)
def test_only_whoever_may_be_mailed_may_be_texted(changes: dict[str, object], may: bool) -> None:
    assert may_be_texted([_tie(**changes)]) is may
    assert not may_be_texted([_tie(), _tie(held=True)])


@pytest.mark.parametrize(
    ("hours", "sent", "discarded", "state"),
    [
        (0, False, False, FileState.TO_FETCH),
        (23, False, False, FileState.TO_FETCH),
        (24, False, False, FileState.TO_CONFIRM),
        (1, True, False, FileState.SENT),
        (50, False, True, FileState.DISCARDED),
    ],
)
def test_a_file_can_be_fetched_for_a_day_and_until_it_is_settled(
    hours: int, *, sent: bool, discarded: bool, state: FileState
) -> None:
    moment = MADE + timedelta(hours=hours)
    assert file_state(MADE, moment, sent=sent, discarded=discarded) is state


def test_the_lines_open_each_adults_own_page_in_their_language(session: object) -> None:
    decide(name="Elm Park", phone="01452 000000")
    ada = make.pupil("Ada")
    grace, ewa = make.parent(ada, surname="Aaa"), make.parent(ada, surname="Bbb", language="pl")
    lines = lines_of(make_file(Whom.EVERYONE, None))
    assert [line.surname for line in lines] == ["Aaa", "Bbb"]
    for line, person in zip(lines, (grace, ewa), strict=True):
        link = valid_link_by_token(line.link.rpartition("/")[2])
        assert link is not None
        assert link.person_id == person.id
        assert line.link in line.text
        assert "Ada" not in line.text
    assert lines[0].text.startswith("Elm Park: please read")
    assert lines[1].text.startswith("Elm Park: prosimy")


def test_a_hold_since_and_a_link_in_doubt_leave_an_adult_out(session: object) -> None:
    first, second, third = (make.parent(make.pupil()) for _ in range(3))
    row = make_file(Whom.EVERYONE, None)
    place_hold(
        db.session.scalars(select(Relationship).filter_by(person_id=first.id)).one(),
        HoldKind.SCHOOL, "x",
    )  # fmt: skip
    report_link(make_family_link(second))
    db.session.flush()
    db.session.expire_all()
    assert adults_for(Whom.EVERYONE) == [third.id]
    assert len(lines_of(row)) == 1


def test_sent_elsewhere_counts_only_once_the_office_says_so(app: Flask) -> None:
    with app.app_context():
        decide(name="Elm Park")
        make.parent(make.pupil(in_class=make.school_class()), "=cmd|calc")
        db.session.commit()
    office = signed_in(app, Role.OFFICE)
    made = office.submit("/staff/links-to-send", {"whom": "everyone", "school_class": ""})
    page = made.location
    assert "opens a family" in office.get(page).text
    for kind in ("csv", "xlsx"):
        file = office.submit(page, to=f"{page}/{kind}")
        assert "attachment" in file.headers["Content-Disposition"]
        assert file.headers["Cache-Control"] == "no-store"
    text = office.submit(page, to=f"{page}/csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0] == "'=cmd|calc"
    with app.app_context():
        assert board().whole.of(Mark.SENT_ELSEWHERE) == 0
    office.submit(page, to=f"{page}/sent")
    with app.app_context():
        whole = board().whole
        assert (whole.of(Mark.SENT_ELSEWHERE), whole.of(Mark.TOLD)) == (1, 0)
        acts = db.session.scalars(select(AuditEvent.act)).all()
        assert acts.count("merge-file-fetched") == 3
        assert db.session.scalars(select(MergeFile)).one().sent_by.startswith("staff:")
    assert office.post(f"{page}/csv").status_code in {303, 400, 409}
