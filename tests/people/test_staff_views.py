"""The office's pages: what a file would do, loading it once, and signing adults off."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.models import SignInKind
from parentcomms.accounts.sessions import cookie_name
from parentcomms.consent.actions import set_never
from parentcomms.consent.rules import NeverScope
from parentcomms.database import db
from parentcomms.people import queries, reviewing
from parentcomms.people.models import ContactReview, Hold, ImportRun, Pupil, Relationship
from parentcomms.people.rules import (
    Care,
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
)
from tests import make

HEADINGS = (
    "UPN,Forename,Surname,DOB,Class,Contact 1 Name,Contact 1 Email,Contact 1 Relationship,"
    "Contact 1 Parental Responsibility,Contact 1 Lives with Pupil,Contact 1 Court Order\n"
)
ANN = "A,Ann,Lee,23/09/2018,Oak,Jane Lee,jane@example.org,Mother,Yes,Yes,\n"
BAD = "B,=cmd,Lee,23/09/2018,Oak,,,,,,\n"

Enter = Callable[[Role], FlaskClient]


class Current:
    """The app of the running test: each look at the database is a context of its own, so that
    every request begins its own transaction, as in life."""

    app: Flask


@pytest.fixture
def enter(app: Flask) -> Enter:
    """A browser of a member of staff with this role."""
    Current.app = app

    def opened(role: Role) -> FlaskClient:
        with app.app_context():
            token = sign_in(make.staff(f"Sam {role}", role)).token
            name = cookie_name(SignInKind.STAFF)
            db.session.commit()
        client = app.test_client()
        client.set_cookie(name, token)
        return client

    return opened


def upload(client: FlaskClient, content: str | bytes, name: str = "pupils.csv"):
    raw = content.encode() if isinstance(content, str) else content
    return client.submit("/staff/import", {"file": (io.BytesIO(raw), name)})


def count(model: type) -> int:
    with Current.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestImport:
    def test_the_office_sees_first_and_loads_then(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        seen = upload(office, HEADINGS + ANN)
        assert seen.status_code == 303
        page = office.get(seen.location).get_data(as_text=True)
        assert "What this file would do" in page
        assert count(Pupil) == 0
        done = office.submit(seen.location)
        assert done.status_code == 303
        assert count(Pupil) == 1
        page = office.get(done.location).get_data(as_text=True)
        assert "What this file did" in page
        assert "Load this file" not in page

    def test_pressing_twice_loads_once(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        where = upload(office, HEADINGS + ANN).location
        html = office.get(where).get_data(as_text=True)
        assert html.count("form_id") == 1
        office.submit(where)
        again = office.submit(upload(office, HEADINGS + ANN).location)
        assert again.status_code == 303
        assert count(Pupil) == 1
        assert count(ImportRun) == 2

    def test_bad_rows_need_a_tick(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        where = upload(office, HEADINGS + ANN + BAD).location
        page = office.get(where).get_data(as_text=True)
        assert "which a spreadsheet would run as a formula" in page
        refused = office.submit(where)
        assert "Tick this to go on" in refused.get_data(as_text=True)
        assert count(Pupil) == 0
        office.submit(where, {"set_aside": "y"})
        assert count(Pupil) == 1

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"PK\x03\x04", "This is an Excel workbook"),
            (b"", "The file is empty"),
            (b"apple,pear\n1,2\n", "No headings were found"),
            (HEADINGS.encode() + b'A,"Ann', "stops half way"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
        self, enter: Enter, content: bytes, says: str
    ) -> None:
        answer = upload(enter(Role.OFFICE), content)
        assert answer.status_code == 200
        assert says in answer.get_data(as_text=True)
        assert count(ImportRun) == 0

    def test_the_file_is_kept_privately_and_a_refused_one_is_not_kept(
        self, enter: Enter, settings
    ) -> None:
        office = enter(Role.OFFICE)
        upload(office, b"nothing", name="../../evil.csv")
        assert not list((settings.instance / "uploads").iterdir())
        upload(office, HEADINGS + ANN, name="../../evil.csv")
        (kept,) = (settings.instance / "uploads").iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600

    def test_a_record_that_moved_on_is_shown_again_before_loading(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        where = upload(office, HEADINGS + ANN).location
        office.submit(upload(office, HEADINGS + ANN).location)
        office.submit(where)
        with Current.app.app_context():
            run = queries.import_run(where.rsplit("/", 1)[1])
            assert run is not None
            assert run.applied_at is None
            assert run.summary["nothing_new"]

    def test_nobody_else_may(self, enter: Enter) -> None:
        for role in (Role.TEACHER, Role.DSL, Role.CHAIR):
            assert enter(role).get("/staff/import").status_code == 403


class TestQuestionsToTheDsl:
    FILE = "UPN,Forename,Surname,IsLookedAfterorAdoptedFromCare\nA,Ann,Lee,Yes\nB,Bo,Lee,No\n"

    def test_only_the_dsl_is_asked_and_the_answer_is_kept(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        where = upload(office, self.FILE).location
        office.submit(where)
        assert "looked after or adopted" not in office.get(where).get_data(as_text=True)
        assert office.get("/staff/import/questions").status_code == 403
        dsl = enter(Role.DSL)
        page = dsl.get("/staff/import/questions").get_data(as_text=True)
        assert "Ann Lee" in page
        assert "Bo Lee" not in page
        ann = the_pupil("Ann")
        assert ann.care is Care.NONE
        answered = dsl.submit(f"/staff/import/questions/{ann.reference}", {"care": "accommodated"})
        assert answered.status_code == 303
        assert the_pupil("Ann").care is Care.ACCOMMODATED
        assert "Ann Lee" not in dsl.get("/staff/import/questions").get_data(as_text=True)
        assert dsl.get(f"/staff/import/questions/{ann.reference}").status_code == 404


def the_only(model: type):
    with Current.app.app_context():
        return db.session.scalars(select(model)).one()


def the_pupil(forename: str) -> Pupil:
    with Current.app.app_context():
        return db.session.scalars(select(Pupil).where(Pupil.forename == forename)).one()


def new_adult(**others: object) -> Relationship:
    with Current.app.app_context():
        pupil = make.pupil()
        make.parent(of=pupil, decision=ContactDecision.NOT_REVIEWED, **others)
        db.session.commit()
        return db.session.scalars(
            select(Relationship).where(Relationship.pupil_id == pupil.id)
        ).one()


def decision_about(link: Relationship) -> ContactDecision | None:
    with Current.app.app_context():
        return queries.decisions_now().get(link.id)


class TestContactReview:
    def test_no_parental_responsibility_is_looked_at_by_itself(self, enter: Enter) -> None:
        new_adult(pr=ParentalResponsibility.NO)
        page = enter(Role.OFFICE).get("/staff/contact-review").get_data(True)
        assert "Decide about each" in page
        assert "Parental responsibility: No" in page
        assert "nothing flagged" not in page

    def test_adults_with_nothing_flagged_are_signed_off_together(self, enter: Enter) -> None:
        plain, away = new_adult(), new_adult(lives_with=False)
        office = enter(Role.OFFICE)
        assert "write to all 1 of these" in office.get("/staff/contact-review").get_data(True)
        office.submit("/staff/contact-review")
        assert decision_about(plain) is ContactDecision.WRITE
        assert decision_about(away) is None

    def test_nobody_who_came_after_the_page_was_opened_is_signed_off(self, enter: Enter) -> None:
        first = new_adult()
        office = enter(Role.OFFICE)
        html = office.get("/staff/contact-review").get_data(as_text=True)
        assert f'value="{first.id}"' in html
        later = new_adult()
        office.submit("/staff/contact-review", {"newest": str(first.id)})
        assert decision_about(first) is ContactDecision.WRITE
        assert decision_about(later) is None

    @pytest.mark.parametrize(
        "others",
        [
            {"court_order": True},
            {"lives_with": None},
            {"lives_with": False},
            {"gets_letters": False},
            {"kind": RelationshipKind.FOSTER_CARER},
        ],
    )
    def test_whoever_is_flagged_is_never_signed_off_in_bulk(
        self, enter: Enter, others: dict[str, object]
    ) -> None:
        link = new_adult(**others)
        enter(Role.OFFICE).submit("/staff/contact-review", {"newest": "999999"})
        assert decision_about(link) is None

    def test_a_namesake_of_a_held_adult_is_for_head_and_dsl(self, enter: Enter) -> None:
        dsl, office = enter(Role.DSL), enter(Role.OFFICE)
        held = new_adult(surname="Nowak", email="one@example.org")
        place = dsl.get(f"/staff/contact-review/{held.reference}/hold").location
        dsl.submit(place, {"kind": "school", "reason": "Injunction"})
        namesake = new_adult(surname="NOWAK", email="two@example.org")
        office.submit("/staff/contact-review", {"newest": "999999"})
        assert decision_about(namesake) is None
        page = office.get(f"/staff/contact-review/{namesake.reference}").get_data(as_text=True)
        assert "The head or the DSL decides" in page

    def test_two_adults_of_one_address_are_looked_at_one_by_one(self, enter: Enter) -> None:
        one = new_adult(email="a@example.org")
        other = new_adult(email="A@example.org")
        enter(Role.OFFICE).submit("/staff/contact-review", {"newest": "999999"})
        assert decision_about(one) is decision_about(other) is None

    def test_the_office_decides_write_or_post(self, enter: Enter) -> None:
        link = new_adult(lives_with=False)
        office = enter(Role.OFFICE)
        page = f"/staff/contact-review/{link.reference}"
        html = office.get(page).get_data(as_text=True)
        assert "Does not live with the child" in html
        assert "do_not_contact" not in html
        office.submit(page, {"decision": "post_only"})
        assert decision_about(link) is ContactDecision.POST_ONLY

    def test_only_head_and_dsl_set_and_lift_do_not_contact(self, enter: Enter) -> None:
        link = new_adult()
        page = f"/staff/contact-review/{link.reference}"
        office, dsl = enter(Role.OFFICE), enter(Role.DSL)
        office.submit(page, {"decision": "do_not_contact"})
        assert decision_about(link) is None
        dsl.submit(page, {"decision": "do_not_contact"})
        assert decision_about(link) is ContactDecision.DO_NOT_CONTACT
        assert 'name="decision"' not in office.get(page).get_data(as_text=True)
        dsl.submit(page, {"decision": "write"})
        assert decision_about(link) is ContactDecision.WRITE

    def test_a_child_who_must_never_be_seen_reads_like_any_other_reserved_case(
        self, enter: Enter
    ) -> None:
        never, court = new_adult(), new_adult(court_order=True)
        with Current.app.app_context():
            pupil = db.session.get_one(Pupil, never.pupil_id)
            set_never(pupil, NeverScope.EVERYTHING, "Adopted")
            db.session.commit()
            people = {each.reference: each for each in reviewing.everyone()}
            assert not people[never.reference].nothing_flagged
        office = enter(Role.OFFICE)
        html = office.get("/staff/contact-review").get_data(as_text=True)
        assert html.count("The head or the DSL decides about this adult") == 2
        assert "never be seen" not in html
        assert "court order" not in html
        pages = [
            office.get(f"/staff/contact-review/{link.reference}").get_data(as_text=True)
            for link in (never, court)
        ]
        assert all("The head or the DSL decides" in page for page in pages)
        dsl = enter(Role.DSL)
        html = dsl.get("/staff/contact-review").get_data(as_text=True)
        assert "never be seen" in html

    def test_the_office_cannot_post_its_way_past_head_and_dsl(self, enter: Enter) -> None:
        link, easy = new_adult(court_order=True), new_adult(lives_with=False)
        office = enter(Role.OFFICE)
        answer = office.submit(
            f"/staff/contact-review/{easy.reference}",
            {"decision": "write"},
            to=f"/staff/contact-review/{link.reference}",
        )
        assert answer.status_code == 409
        assert decision_about(link) is None

    def test_a_hold_is_placed_and_lifted_by_the_dsl(self, enter: Enter) -> None:
        link = new_adult()
        office, dsl = enter(Role.OFFICE), enter(Role.DSL)
        page = f"/staff/contact-review/{link.reference}"
        assert office.get(f"{page}/hold").status_code == 403
        place = dsl.get(f"{page}/hold").location
        dsl.submit(place, {"kind": "school", "reason": "Injunction seen"})
        held = the_only(Hold)
        assert (held.kind, held.lifted_at) == (HoldKind.SCHOOL, None)
        assert "Injunction" not in office.get(page).get_data(as_text=True)
        dsl.submit(page, to=f"{page}/lift")
        assert the_only(Hold).lifted_at is not None
        assert decision_about(link) is ContactDecision.NOT_REVIEWED

    def test_an_unknown_adult_does_not_exist(self, enter: Enter) -> None:
        office = enter(Role.OFFICE)
        assert office.get("/staff/contact-review/nobody").status_code == 404

    def test_the_queries_are_the_same_for_a_larger_school(self, enter: Enter) -> None:
        with Current.app.app_context():
            engine = db.engine

        def asked() -> int:
            seen: list[str] = []
            listener = lambda *args: seen.append(args[2])  # noqa: E731
            event.listen(engine, "before_cursor_execute", listener)
            with Current.app.app_context():
                reviewing.everyone()
            event.remove(engine, "before_cursor_execute", listener)
            return len(seen)

        new_adult()
        small = asked()
        for _ in range(20):
            new_adult()
        assert asked() == small

    def test_decisions_leave_a_trace(self, enter: Enter) -> None:
        link = new_adult()
        enter(Role.OFFICE).submit("/staff/contact-review")
        row = the_only(ContactReview)
        assert row.relationship_id == link.id
        assert row.decided_by.startswith("staff:")
