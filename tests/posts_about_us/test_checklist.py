"""Each question about a post is a decision of somebody, with a day and a reference."""

from datetime import date, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.posts_about_us import queries
from parentcomms.posts_about_us.actions import Decided, decide
from parentcomms.posts_about_us.rules import TESTS, Answer, Question, may_act, questions
from parentcomms.posts_about_us.staff_words import QUESTIONS
from parentcomms.school.actions import decide as decide_school
from parentcomms.school.rules import SchoolType
from tests.cases.test_actions import case
from tests.concerns.conftest import Posts

Y, N, LATER = Answer.YES, Answer.NO, Answer.NOT_YET
CLAUSES = ("11.2.1", "11.2.2", "11.2.3", "11.4", "11.1", "9.2", "9.4", "9.2", "72 hours", "11.5")
WITH_COUNTY = {SchoolType.COMMUNITY, SchoolType.VOLUNTARY_CONTROLLED}


@pytest.mark.parametrize("school", SchoolType)
def test_the_councils_data_team_is_asked_about_only_where_9_2_names_it(school: SchoolType) -> None:
    assert (Question.COUNTY_DATA_TEAM in questions(school)) is (school in WITH_COUNTY)
    assert set(Question) - set(questions(school)) <= {Question.COUNTY_DATA_TEAM}


def test_every_question_names_its_clause() -> None:
    for question, clause in zip(Question, CLAUSES, strict=True):
        assert clause in str(QUESTIONS[question])


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ((Y, N, N), True),
        ((LATER, LATER, Y), True),
        ((N, N, N), False),
        ((N, N, LATER), None),
        ((), None),
    ],
)
def test_one_of_the_three_tests_is_enough_and_doubt_is_no_answer(
    said: tuple[Answer, ...], act: bool | None
) -> None:
    assert may_act(dict(zip(TESTS, said, strict=False))) is act


def test_the_newest_decision_holds_and_the_earlier_ones_stay(
    app: Flask, posts: Posts, clock: Traveller
) -> None:
    today = date(2026, 11, 23)
    with app.test_request_context(method="POST"):
        made = case(about="a_post")
        for answer, number in ((LATER, ""), (Y, "CR/123\r\nBcc: x")):
            row = Decided(question=Question.POLICE, answer=answer, on=today, number=number)
            decide(made, row)
        db.session.commit()
        found = queries.decisions(made)
        assert [each.answer for each in found] == [LATER, Y]
        assert queries.newest(found)[Question.POLICE].number == "CR/123 Bcc: x"
        assert queries.decisions(case(about="a_post")) == []  # another case's
        assert queries.breach_decided_by(made) - made.received_at == timedelta(hours=72)
        with pytest.raises(Refused):
            tomorrow = today + timedelta(days=1)
            decide(made, Decided(question=Question.POLICE, answer=Y, on=tomorrow))
        decide_school(school_type=SchoolType.ACADEMY)
        with pytest.raises(Refused):
            decide(made, Decided(question=Question.COUNTY_DATA_TEAM, answer=Y, on=today))
