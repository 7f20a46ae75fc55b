"""A school with its posts held by different people, its numbers, and a form that is open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask

from parentcomms.access import Role
from parentcomms.database import db
from parentcomms.school.actions import decide
from tests import make
from tests.client import StrictClient

PASSWORD = "purple tractor lunch"
POSTS = {
    "head": (Role.HEAD,),
    "dsl": (Role.DSL,),
    "deputy": (Role.DEPUTY_DSL,),
    "chair": (Role.CHAIR,),
    "vice": (Role.VICE_CHAIR,),
    "clerk": (Role.CLERK,),
    "office": (Role.OFFICE,),
    "manager": (Role.DEPUTY_DSL,),
    "teacher": (Role.TEACHER,),
}
SURNAMES = {post: f"{post.title()}son" for post in POSTS}


@dataclass(frozen=True)
class Posts:
    """Post → staff id, and back."""

    ids: dict[str, int]

    def __getitem__(self, post: str) -> int:
        return self.ids[post]

    def names(self, ids: Iterable[int]) -> set[str]:
        wanted = set(ids)
        return {post for post, staff_id in self.ids.items() if staff_id in wanted}


@pytest.fixture
def posts(app: Flask) -> Posts:
    with app.app_context():
        hashed = make.staff("Once Hashed", password=PASSWORD).password_hash
        made = {
            post: make.staff(
                f"Pat {SURNAMES[post]}", *roles, email=f"{post}@example.org", password_hash=hashed
            )
            for post, roles in POSTS.items()
        }
        made["teacher"].line_manager_id = made["manager"].id
        decide(
            phone="01632 960 123",
            address="1 Elm Road\nAnytown",
            social_care_phone="01632 960 001",
            social_care_out_of_hours_phone="01632 960 002",
            lado_phone="01632 960 003",
        )
        db.session.commit()
        return Posts({post: person.id for post, person in made.items()})


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A Monday in school time, which stands still until it is moved."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as traveller:
        yield traveller


def signed_in(app: Flask, post: str) -> StrictClient:
    """A browser in which this post's holder is signed in."""
    browser = app.test_client()
    answer = browser.submit(
        "/staff/sign-in", {"email": f"{post}@example.org", "password": PASSWORD}
    )
    assert answer.status_code == 303, answer.text
    return browser
