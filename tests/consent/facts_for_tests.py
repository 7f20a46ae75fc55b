"""Plain builders of the facts the rules are told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from parentcomms.consent.rules import (
    PR,
    Answerer,
    AnswerFact,
    AnswerKind,
    AnswerRoute,
    AnswerSettings,
    Case,
    ChildFacts,
    Decision,
    PersonFact,
    UseFacts,
)

DAY = date(2026, 11, 20)
MOTHER, FATHER, GRANDMOTHER, CHILD, AUTHORITY, CARER = 1, 2, 3, 4, 5, 6
WEBSITE = UseFacts(key="website", offers_unrecognisable=True)
APP = UseFacts(key="class_app", public=False)


def at(days_ago: float) -> datetime:
    return datetime(2026, 11, 20, 12, tzinfo=UTC) - timedelta(days=days_ago)


def child(**changes: Any) -> ChildFacts:
    """A Year 5 child of nine, on roll since Reception."""
    facts = {
        "born": date(2017, 3, 3),
        "year_group": "5",
        "on_roll": True,
        "joined": date(2021, 9, 1),
    }
    return ChildFacts(**{**facts, **changes})


def person(relationship: int, **changes: Any) -> PersonFact:
    kinds = {
        MOTHER: Answerer.MOTHER_OR_FATHER,
        FATHER: Answerer.MOTHER_OR_FATHER,
        CHILD: Answerer.CHILD,
        AUTHORITY: Answerer.AUTHORITY,
        CARER: Answerer.FOSTER_CARER,
    }
    parent = relationship in (MOTHER, FATHER)
    facts = {
        "answers_as": kinds.get(relationship, Answerer.ADULT),
        "pr_on_record": PR.YES if parent else PR.UNKNOWN,
        "ever_had_pr": parent,
    }
    return PersonFact(relationship=relationship, **{**facts, **changes})


def everyone(**changes: dict[str, Any]) -> list[PersonFact]:
    """Mother, father, grandmother, the child, the authority and a foster carer."""
    names = {"mother": MOTHER, "father": FATHER, "grandmother": GRANDMOTHER, "child": CHILD}
    names |= {"authority": AUTHORITY, "carer": CARER}
    return [person(number, **changes.get(name, {})) for name, number in names.items()]


_numbers = iter(range(1000, 10**9))


def says(who: int, decision: Decision | None, days_ago: float = 30, **changes: Any) -> AnswerFact:
    facts = {"id": next(_numbers), "pr_then": PR.YES if who in (MOTHER, FATHER) else PR.UNKNOWN}
    return AnswerFact(who=who, decision=decision, at=at(days_ago), **{**facts, **changes})


def yes(who: int, days_ago: float = 30, **changes: Any) -> AnswerFact:
    return says(who, Decision.YES, days_ago, **changes)


def no(who: int, days_ago: float = 30, **changes: Any) -> AnswerFact:
    return says(who, Decision.NO, days_ago, **changes)


def unrecognisable(who: int, days_ago: float = 30, **changes: Any) -> AnswerFact:
    return says(who, Decision.UNRECOGNISABLE, days_ago, **changes)


def error_in(answer: AnswerFact, **changes: Any) -> AnswerFact:
    """The office notes that an answer was never given."""
    facts = {
        "decision": None,
        "kind": AnswerKind.RECORDED_IN_ERROR,
        "corrects": answer.id,
        "by_staff": True,
        "has_reason": True,
        "route": AnswerRoute.IN_PERSON,
    }
    return says(answer.who, days_ago=1, **{**facts, **changes})


def case(*answers: AnswerFact, **changes: Any) -> Case:
    facts = {"child": child(), "use": WEBSITE, "day": DAY, "people": everyone()}
    return Case(answers=answers, **{"settings": AnswerSettings(), **facts, **changes})
