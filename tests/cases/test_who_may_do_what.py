"""What only some may do with a case: its files, the way back, the day its subject was told."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.cases import actions
from parentcomms.cases.acts import ACTS, open_to
from parentcomms.cases.models import Step
from parentcomms.cases.queries import standing_of
from parentcomms.cases.rules import StepKind
from parentcomms.concerns.files import Kept
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import attachment_for
from parentcomms.concerns.rules import ConcernKind
from parentcomms.database import db
from parentcomms.errors import Refused
from tests.cases.test_actions import case
from tests.client import StrictClient
from tests.concerns.conftest import Posts, signed_in

FILE = Kept(stored_name="k", media_type="image/jpeg", sha256="0" * 64, size=9)
LATER = {"day-day": "24", "day-month": "11", "day-year": "2026"}
FRIDAY = {"day-day": "20", "day-month": "11", "day-year": "2026"}


@pytest.fixture
def writing(app: Flask) -> Iterator[None]:
    with app.test_request_context(method="POST"):
        yield


def readers_of_its_file(posts: Posts, made: Concern) -> set[str]:
    (file,) = made.attachments
    return posts.names(i for i in posts.ids.values() if attachment_for(i, file.reference))


@pytest.mark.usefixtures("writing")
def test_a_file_is_opened_by_whoever_may_see_its_case_at_that_moment(posts: Posts) -> None:
    made = case(files=[FILE])
    assert readers_of_its_file(posts, made) == {"head"}
    actions.make_safeguarding(made, "A bruise")
    db.session.commit()
    assert readers_of_its_file(posts, made) == {"dsl", "deputy", "manager"}
    actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=True, people=[posts["deputy"]])
    db.session.commit()
    assert "deputy" not in readers_of_its_file(posts, made)


@pytest.mark.usefixtures("writing")
def test_the_way_back_and_the_filing_are_open_to_the_safeguarding_lead_alone(posts: Posts) -> None:
    risk, calm = case(at_risk=True), case()
    leads = {"move-back", "filed"}
    for role in Role:
        found = set(open_to(risk, standing_of(risk), frozenset({role})))
        assert found & leads == (leads if role is Role.DSL else set()), role
        assert not leads & set(open_to(calm, standing_of(calm), frozenset({role})))
    assert leads < set(ACTS)


def test_the_page_of_the_way_back_does_not_exist_for_a_deputy(
    app: Flask, posts: Posts, clock: object
) -> None:
    with app.test_request_context(method="POST"):
        page = f"/staff/concerns/{case(at_risk=True).reference}/do/move-back"
    deputy = signed_in(app, "deputy")
    assert [deputy.get(page).status_code, signed_in(app, "dsl").get(page).status_code] == [404, 200]


def test_the_day_on_which_its_subject_was_told_is_kept_as_it_was_written(
    app: Flask, posts: Posts, clock: object
) -> None:
    with app.test_request_context(method="POST"):
        made = case(about="head")
        page, subject = f"/staff/concerns/{made.reference}", made.subjects[0].id
        with pytest.raises(Refused):
            actions.subject_was_told(made, made.subjects[0], date(2026, 11, 24))
        actions.confirm(made, kind=ConcernKind.COMPLAINT, at_risk=False)
        db.session.commit()
    chair: StrictClient = signed_in(app, "chair")
    said = {"person": str(subject), "words": "In her room"}
    assert "That day is still to come" in chair.submit(f"{page}/do/told", said | LATER).text
    assert chair.submit(f"{page}/do/told", said | FRIDAY).status_code == 303
    with app.app_context():
        told = db.session.scalars(select(Step).filter_by(kind=StepKind.SUBJECT_TOLD)).one()
        assert (told.day, told.staff_id) == (date(2026, 11, 20), posts["head"])
        assert told.words == "In her room"
    assert signed_in(app, "head").get(page).status_code == 404  # told by a person, shown nothing
