"""Files loaded into a real database: once, in bulk, and never rubbing anything out."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import event, func, select

from parentcomms.audit.verifying import breaks
from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people import actions, queries
from parentcomms.people.models import (
    ContactReview,
    Enrolment,
    Hold,
    ImportRun,
    Person,
    Pupil,
    Relationship,
    SchoolClass,
)
from parentcomms.people.rules import (
    Care,
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
)

TOP = (
    "UPN,Forename,Surname,DOB,Year,Class,In Care,Leaving Date,"
    "Contact 1 Name,Contact 1 Email,Contact 1 Relationship,Contact 1 PR,"
    "Contact 1 Lives with Pupil,Contact 1 Court Order"
)
ANN = "A,Ann,Lee,23/09/2018,3,Oak,,,Jane Lee,jane@example.org,Mother,Y,Y,"
BO = "B,Bo,Lee,24/10/2016,5,Elm,,,Jane Lee,jane@example.org,Mother,Y,Y,"


def load(*rows: str, top: str = TOP, set_aside: bool = False) -> ImportRun:
    return _load("\n".join([top, *rows]).encode(), set_aside=set_aside)


def _load(content: bytes, *, set_aside: bool = False) -> ImportRun:
    planned = actions.plan_import(content)
    digest = actions.sha256_of(content)
    run = actions.begin_run(planned, file_name="p.csv", content_sha256=digest, stored_name=None)
    actions.apply_run(run, planned, set_aside=set_aside)
    db.session.commit()
    return run


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def the(model: type):
    return db.session.scalars(select(model)).one()


@pytest.mark.usefixtures("session")
class TestLoading:
    def test_a_first_file_makes_children_classes_adults_and_relationships(self) -> None:
        load(ANN, BO)
        assert count(Pupil) == 2
        assert sorted(queries.class_ids()) == ["Elm", "Oak"]
        mother = the(Person)
        assert (mother.forename, mother.email) == ("Jane", "jane@example.org")
        links = db.session.scalars(select(Relationship)).all()
        assert {link.pr for link in links} == {ParentalResponsibility.YES}
        assert {link.kind for link in links} == {RelationshipKind.MOTHER}
        assert all(link.gets_letters and link.lives_with for link in links)
        assert all(each.starts_on == today() for each in db.session.scalars(select(Enrolment)))

    def test_nobody_newly_imported_may_be_written_to(self) -> None:
        load(ANN)
        assert count(ContactReview) == 0, "no decision reads as do not contact"

    def test_the_same_file_again_doubles_nothing(self) -> None:
        load(ANN, BO)
        before = [count(model) for model in (Pupil, Person, Relationship, Enrolment, SchoolClass)]
        run = load(ANN, BO)
        after = [count(model) for model in (Pupil, Person, Relationship, Enrolment, SchoolClass)]
        assert after == before
        assert run.summary["nothing_new"]

    def test_each_school_years_first_file_says_anew_which_year_a_child_is_in(self) -> None:
        with time_machine.travel("2025-11-03"):
            load(ANN)
        assert the(Pupil).year_group_said_on == date(2025, 11, 3)
        with time_machine.travel("2026-02-02"):
            load("A,Ann,Lee,23/09/2018,,Oak,,,Jane Lee,jane@example.org,Mother,Y,Y,")
        assert the(Pupil).year_group_said_on == date(2025, 11, 3), "that file said no year"
        with time_machine.travel("2026-03-02"):
            load(ANN)
        assert the(Pupil).year_group_said_on == date(2025, 11, 3), "nothing new: no row is written"
        with time_machine.travel("2026-09-02"):
            load(ANN)
        assert the(Pupil).year_group_said_on == date(2026, 9, 2)

    def test_what_is_known_of_the_same_file_is_what_looking_again_would_say(self) -> None:
        odd = "C,Cy,Ray,23/09/2015,6,Elm,,,Jane Lee,j2@example.org,Mother,Y,Y,"
        content = "\n".join([TOP, ANN, BO, odd]).encode()
        load(ANN.replace("jane@", "old@"))
        _load(content)
        known, looked = actions.plan_import(content), actions.plan_import(content, {})
        assert not known.plan.pupils, "it was known"
        assert looked.plan.pupils
        assert known.summary == looked.summary
        run = _load(content)
        assert run.summary["pupils"]["unchanged"] == 3
        assert not actions.plan_import(content).plan.pupils

    def test_a_file_with_doubt_is_known_once_it_changed_nothing(self) -> None:
        load("M,Mo,Lee,23/09/2018,3,Oak,,,,,,,,")  # not in the next file
        content = "\n".join([TOP, ANN, "C,=cmd,Lee,24/10/2016,5,Elm,,,,,,,,"]).encode()
        _load(content, set_aside=True)
        assert actions.plan_import(content).plan.pupils, "it changed something: looked at"
        _load(content, set_aside=True)
        known, looked = actions.plan_import(content), actions.plan_import(content, {})
        assert not known.plan.pupils, "it was known"
        assert known.summary == looked.summary
        assert known.plan.missing == looked.plan.missing
        assert known.plan.refused == looked.plan.refused
        with pytest.raises(Refused, match="set them aside"):
            _load(content)
        load(BO)
        assert actions.plan_import(content).plan.pupils, "something happened since"

    def test_a_known_file_that_is_the_whole_roll_ends_who_is_missing(self) -> None:
        with time_machine.travel("2026-10-01"):
            load("M,Mo,Lee,23/09/2018,3,Oak,,,,,,,,")
        content = f"{TOP}\n{ANN}".encode()
        with time_machine.travel("2026-10-02"):
            _load(content)
            _load(content)
            planned, digest = actions.plan_import(content), actions.sha256_of(content)
            assert not planned.plan.pupils
            run = actions.begin_run(planned, file_name="p", content_sha256=digest, stored_name=None)
            actions.apply_run(run, planned, set_aside=False, whole_roll=True)
            db.session.commit()
            assert actions.plan_import(content).plan.pupils, "who is missing has changed"
        with time_machine.travel("2026-10-03"):
            assert {p.forename: p.on_roll for p in queries.school_now().pupils} == {
                "Mo": False,
                "Ann": True,
            }

    @pytest.mark.parametrize(
        "between",
        [
            lambda: load("E,Eve,Lee,23/09/2018,3,Oak,,,,,,,,"),
            lambda: actions.set_care(db.session.get_one(Pupil, 1), "care_order"),
            lambda: setattr(the(Enrolment), "ends_on", today()),
        ],
    )
    def test_the_same_file_is_looked_at_again_once_anything_happened(
        self, between: Callable[[], object]
    ) -> None:
        load(ANN)
        content = f"{TOP}\n{ANN}".encode()
        assert not actions.plan_import(content).plan.pupils
        between()
        assert actions.plan_import(content).plan.pupils

    def test_the_same_file_is_looked_at_again_in_another_school_year_or_after_leaving_days(
        self,
    ) -> None:
        with time_machine.travel("2026-06-02"):
            load(ANN.replace("Oak,,,", "Oak,,20/06/2026,"))
            content = f"{TOP}\n{ANN.replace('Oak,,,', 'Oak,,20/06/2026,')}".encode()
            assert not actions.plan_import(content).plan.pupils
        with time_machine.travel("2026-06-21"):
            assert actions.plan_import(content).summary["pupils"]["changed"] == 1
        with time_machine.travel("2026-06-02"):
            load(ANN)
        with time_machine.travel("2026-09-02"):
            assert actions.plan_import(f"{TOP}\n{ANN}".encode()).plan.pupils

    def test_a_file_with_nothing_new_writes_nothing_but_its_own_record(self) -> None:
        load(ANN, BO)
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        load(ANN, BO)
        event.remove(db.engine, "before_cursor_execute", listener)
        written = {each.split()[2] for each in seen if each.startswith("INSERT")}
        assert written == {"import_run", "audit_event"}
        assert all("import_run" in each for each in seen if each.startswith(("UPDATE", "DELETE")))

    def test_bad_rows_stop_everything_until_the_office_agrees(self) -> None:
        bad = "C,=cmd,Lee,24/10/2016,5,Elm,,,,,,,,"
        with pytest.raises(Refused, match="set them aside"):
            load(ANN, bad)
        db.session.rollback()
        assert count(Pupil) == 0
        load(ANN, bad, set_aside=True)
        assert the(Pupil).forename == "Ann"

    def test_a_run_is_applied_once(self) -> None:
        planned = actions.plan_import("\n".join([TOP, ANN]).encode())
        run = actions.begin_run(planned, file_name="p.csv", content_sha256="0", stored_name=None)
        actions.apply_run(run, planned, set_aside=False)
        actions.apply_run(run, planned, set_aside=False)
        db.session.commit()
        assert count(Pupil) == 1
        assert run.applied_by == "system"

    def test_the_audit_chain_knows_and_holds(self) -> None:
        load(ANN)
        assert not list(breaks())

    def test_a_court_order_places_a_hold_that_no_file_lifts(self) -> None:
        load(ANN + "Yes")
        hold = the(Hold)
        assert hold.kind is HoldKind.COURT_ORDER
        load(ANN + "No")
        assert the(Hold).lifted_at is None
        assert the(Relationship).court_order

    def test_a_court_order_that_arrives_later_holds_too(self) -> None:
        load(ANN)
        load(ANN + "Yes")
        load(ANN + "Yes")
        assert the(Hold).kind is HoldKind.COURT_ORDER

    def test_a_birth_mother_starts_held(self) -> None:
        load(ANN.replace("Mother", "Birth mother"))
        assert the(Hold).kind is HoldKind.BIRTH_RELATIVE

    def test_a_change_of_class_ends_one_enrolment_and_begins_another(self) -> None:
        load(ANN)
        enrolment = the(Enrolment)
        enrolment.starts_on = date(2025, 9, 1)
        db.session.commit()
        load(ANN.replace("Oak", "Ash"))
        old, new = db.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        assert old.ends_on == today() - timedelta(days=1)
        assert (new.starts_on, new.ends_on) == (today(), None)
        assert new.school_class is not None
        assert new.school_class.name == "Ash"

    def test_a_class_mended_on_the_same_day_makes_no_second_enrolment(self) -> None:
        load(ANN)
        load(ANN.replace("Oak", "Ash"))
        assert the(Enrolment).school_class.name == "Ash"

    def test_a_leaver_ends_and_a_return_begins_again(self) -> None:
        load(ANN)
        the(Enrolment).starts_on = date(2025, 9, 1)
        db.session.commit()
        load(ANN.replace("Oak,,,", "Oak,,20/10/2026,"))
        assert the(Enrolment).ends_on == date(2026, 10, 20)
        assert not queries.school_now().pupils[0].on_roll
        run = load(ANN)
        assert run.summary["pupils"]["joiners"] == 1
        assert queries.school_now().pupils[0].on_roll
        assert count(Relationship) == 1

    def test_a_child_missing_from_the_file_stays(self) -> None:
        load(ANN, BO)
        for enrolment in db.session.scalars(select(Enrolment)):
            enrolment.starts_on = date(2025, 9, 1)
        db.session.commit()
        run = load(ANN)
        assert run.summary["missing"] == ["Bo Lee"]
        assert {each.ends_on for each in db.session.scalars(select(Enrolment))} == {None}
        assert all(pupil.on_roll for pupil in queries.school_now().pupils)

    def test_care_arrives_and_stays(self) -> None:
        load(ANN.replace("Oak,,", "Oak,Yes,"))
        assert the(Pupil).care is Care.NOT_KNOWN
        load(ANN.replace("Oak,,", "Oak,No,"))
        assert the(Pupil).care is Care.NOT_KNOWN

    @pytest.mark.parametrize(
        ("decision", "afterwards"),
        [
            (ContactDecision.WRITE, ContactDecision.NOT_REVIEWED),
            (ContactDecision.POST_ONLY, ContactDecision.NOT_REVIEWED),
            (ContactDecision.DO_NOT_CONTACT, ContactDecision.DO_NOT_CONTACT),
        ],
    )
    def test_a_new_address_asks_the_office_again_but_do_not_contact_stays(
        self, decision: ContactDecision, afterwards: ContactDecision
    ) -> None:
        load(ANN)
        link = the(Relationship)
        db.session.add(
            ContactReview(
                relationship_id=link.id,
                decision=decision,
                decided_by="staff:1",
                decided_at=actions.now(),
            )
        )
        db.session.commit()
        load(ANN.replace("jane@", "new@"))
        assert the(Person).email == "new@example.org"
        assert queries.decisions_now() == {link.id: afterwards}

    def test_responsibility_taken_away_takes_letters_only_where_the_rule_says(self) -> None:
        load(ANN)
        load(ANN.replace("Mother,Y,Y", "Mother,N,N"))
        link = the(Relationship)
        assert link.pr is ParentalResponsibility.NO
        assert not link.gets_letters

    def test_the_number_of_statements_does_not_grow_with_the_file(self) -> None:
        def statements(rows: list[str]) -> int:
            seen: list[str] = []
            listener = lambda *args: seen.append(args[2])  # noqa: E731
            event.listen(db.engine, "before_cursor_execute", listener)
            load(*rows)
            event.remove(db.engine, "before_cursor_execute", listener)
            return len(seen)

        small = statements([ANN])
        many = [ANN.replace("A,Ann", f"P{n},Ann{n}").replace("Jane", f"J{n}") for n in range(200)]
        assert statements(many) <= small + 12


def test_a_file_from_disk_has_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"abc")
    assert actions.sha256_of(path).startswith("ba7816bf")


def test_a_childs_home_language_is_for_family_of_whom_the_file_says_none(session) -> None:
    top = (
        "UPN,Forename,Surname,DOB,Home Language,Contact 1 Name,Contact 1 Relationship,"
        "Contact 2 Name,Contact 2 Relationship,Contact 2 Language,Contact 3 Name,"
        "Contact 3 Relationship"
    )
    ola = "A,Ola,Lis,23/09/2018,Polish,Ewa Lis,Mother,Tom Lis,Father,English,Una Day,Social Worker"
    run = load(ola, top=top)
    assert run.summary["in_the_childs_language"] == 1
    said = {each.forename: each.language for each in db.session.scalars(select(Person))}
    assert said == {"Ewa": "pl", "Tom": "en", "Una": "en"}
    # who is here already keeps theirs, whatever a later file says of the child
    db.session.scalars(select(Person).where(Person.forename == "Ewa")).one().language = "en"
    db.session.commit()
    again = load(ola, "B,Bo,Lee,24/10/2016,Polish,,,,,,,", top=top)
    assert again.summary["parents"] == {"new": 0, "changed": 0}
    assert again.summary["in_the_childs_language"] == 0
    assert {each.language for each in db.session.scalars(select(Person))} == {"en"}
