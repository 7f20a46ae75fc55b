"""One child's whole time at an all-through school, with a clock that moves and no job that runs.

The record says once, at the start, which year she is in; no file comes in again and nobody presses
anything: what may be posted and who is asked follows from the dates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from parentcomms.consent.queries import cases, due_relationships, standing_answers
from parentcomms.consent.rules import must_come_down
from parentcomms.database import db
from parentcomms.people.models import Enrolment, Person, Pupil, Relationship
from parentcomms.people.own import give_own_page
from parentcomms.publishing.facts import Verdict
from parentcomms.school.actions import decide
from parentcomms.yearly.queries import due as still_to_remind
from tests import make
from tests.publications.posting import checked

WEBSITE = "website"
BORN = date(2014, 11, 25)
JOINS, LEAVES, COMES_BACK = date(2019, 9, 1), date(2029, 7, 20), date(2030, 9, 2)


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


@dataclass
class Life:
    """Ada, those who answer for her, and the day it is."""

    clock: time_machine.Traveller
    ada: Pupil
    people: dict[str, Person] = field(default_factory=dict)

    def on(self, day: str, standing: str, *, asked: str = "", reminded: str = "") -> None:
        """What is true on that day: the answer, who is asked and who is reminded."""
        self.clock.move_to(_noon(day))
        db.session.flush()
        db.session.expire_all()
        key = (self.ada.id, WEBSITE)
        assert standing_answers([self.ada.id], use_keys=[WEBSITE])[key] == standing, day
        assert (checked(self.ada).verdict is Verdict.POST) == (standing == "yes"), day
        assert self._asked() == set(asked.split()), day
        assert self._reminded() == set(reminded.split()), day
        no = cases([self.ada.id], use_keys=[WEBSITE])[key]
        assert must_come_down(no) == (standing == "no"), day

    def says(self, name: str, decision: str) -> None:
        make.answer(self.ada, self.people[name], WEBSITE, decision)

    def _asked(self) -> set[str]:
        asked = due_relationships([self.ada.id])
        ids = [who for who, uses in asked.items() if WEBSITE in uses]
        rows = db.session.scalars(select(Relationship).where(Relationship.id.in_(ids)))
        return {row.person.forename for row in rows if row.person}

    def _reminded(self) -> set[str]:
        found = still_to_remind()
        ids = found.plan.everyone if found else ()
        return {name for name, person in self.people.items() if person.id in ids}


@pytest.fixture
def life(session: object) -> Iterator[Life]:
    with time_machine.travel(_noon("2019-06-03"), tick=False) as clock:
        decide(name="Elm Park", phone="01632 960000", pupil_answers_from_year="8")
        make.questions()
        ada = make.pupil(
            "Ada", date_of_birth=BORN, year_group="R", year_group_said_on=date(2019, 9, 1)
        )
        db.session.scalars(select(Enrolment)).one().starts_on = JOINS
        found = Life(clock, ada)
        for name in ("Grace", "Omar"):
            found.people[name] = make.parent(ada, name, starts_on=date(2019, 6, 1))
        db.session.flush()
        yield found


def test_a_whole_school_life_follows_from_its_dates(life: Life) -> None:
    _reception(life)
    _year_3(life)
    _a_school_whose_answers_expire(life)
    _year_7(life)
    _year_8(life)
    _leaves_and_comes_back(life)
    _sixteen(life)
    _eighteen(life)


def _reception(life: Life) -> None:
    """Asked before the first day; one yes and one silent parent is yes, and he is still asked."""
    life.on("2019-08-20", "not_answered", asked="Grace Omar")
    life.says("Grace", "yes")
    life.on("2019-08-31", "not_answered", asked="Omar")
    life.on("2019-09-01", "yes", asked="Omar", reminded="Grace")
    life.on("2020-03-02", "yes", asked="Omar")
    life.on("2020-09-08", "yes", asked="Omar", reminded="Grace")


def _year_3(life: Life) -> None:
    """A new phase asks everybody afresh on its very first day."""
    life.on("2022-08-31", "yes", asked="Omar")
    life.on("2022-09-01", "not_answered", asked="Grace Omar")
    life.says("Grace", "yes")
    life.on("2022-09-02", "yes", asked="Omar")


def _a_school_whose_answers_expire(life: Life) -> None:
    """With expiry each year: six weeks of grace, then silence; without it again, as before."""
    decide(answers_expire_yearly=True)
    life.on("2023-10-12", "yes", asked="Omar", reminded="Grace")
    life.on("2023-10-13", "not_answered", asked="Grace Omar")
    life.says("Grace", "yes")
    life.on("2023-10-14", "yes", asked="Omar")
    decide(answers_expire_yearly=False)


def _year_7(life: Life) -> None:
    """A no outlives the phase in which it was said, and whoever said it is not asked again."""
    life.on("2025-01-10", "yes", asked="Omar")
    life.says("Omar", "no")
    life.on("2025-01-11", "no")
    life.on("2026-08-31", "no")
    life.on("2026-09-01", "no", asked="Grace", reminded="Omar")
    life.says("Grace", "yes")
    life.on("2026-12-14", "no")
    life.says("Omar", "yes")
    life.on("2026-12-15", "yes")


def _year_8(life: Life) -> None:
    """From Year 8 she is asked each September: silence does not block, her no does."""
    life.on("2027-06-01", "yes")
    life.people["Ada"] = give_own_page(life.ada, email="ada@elmpark.example.org")
    life.on("2027-08-31", "yes")
    life.on("2027-09-01", "yes", asked="Ada", reminded="Grace Omar")
    life.says("Ada", "no")
    life.on("2027-12-10", "no")
    life.on("2028-09-01", "no", reminded="Grace Omar")
    life.says("Ada", "yes")
    life.on("2028-12-11", "yes")


def _leaves_and_comes_back(life: Life) -> None:
    """After the last day nothing new; what was said then does not come back to life with her."""
    (stay,) = life.ada.enrolments
    stay.ends_on = LEAVES
    life.on("2029-07-20", "yes")
    life.on("2029-07-21", "not_answered")
    life.on("2029-09-10", "not_answered")
    db.session.add(Enrolment(pupil_id=life.ada.id, starts_on=COMES_BACK))
    life.on("2030-09-02", "not_answered", asked="Ada Grace Omar")
    life.says("Grace", "yes")
    life.on("2030-09-03", "yes", asked="Ada Omar")


def _sixteen(life: Life) -> None:
    """From the birthday her own answer decides; a parent's no only where she has not spoken."""
    life.on("2030-11-24", "yes", asked="Ada Omar")
    life.on("2030-11-25", "not_answered", asked="Ada")
    life.says("Ada", "yes")
    life.on("2030-12-02", "yes")
    life.says("Omar", "no")
    life.on("2030-12-03", "yes")
    life.on("2031-08-31", "yes")
    life.on("2031-09-01", "no", asked="Ada")
    life.says("Ada", "yes")
    life.on("2031-09-02", "yes")


def _eighteen(life: Life) -> None:
    """Only hers counts, to her last day and after it."""
    life.on("2032-11-24", "yes", asked="Ada", reminded="Ada")
    life.on("2032-11-25", "yes", asked="Ada", reminded="Ada")
    life.says("Ada", "no")
    life.on("2032-12-14", "no")
    life.says("Ada", "yes")
    (*_, stay) = life.ada.enrolments
    stay.ends_on = date(2033, 7, 20)
    life.on("2033-07-20", "yes")
    life.on("2033-07-21", "not_answered")
