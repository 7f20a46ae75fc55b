"""`flask staff`: the first head of a new school, and help when nobody can sign in."""

import re

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.accounts import queries
from parentcomms.accounts.passwords import fits
from parentcomms.database import db
from tests.client import StrictClient

ADD = ["staff", "add", "Hana Head", "Head@example.org", "--role", "head", "--role", "dsl"]


def test_the_first_head_is_added_and_comes_in_by_the_printed_link(
    app: Flask, client: StrictClient
) -> None:
    said = app.test_cli_runner().invoke(args=ADD).output
    found = re.search(r"http://[^/]+(/staff/invitation/\S+)", said)
    assert found is not None, said
    assert client.submit(found[1], {"new_password": "purple tractor lunch"}).status_code == 303
    listed = app.test_cli_runner().invoke(args=["staff", "list"]).output
    assert listed == "head@example.org\tHana Head\thead, dsl\tin use\n"


def test_adding_an_address_twice_is_refused_in_one_sentence(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=ADD)
    again = runner.invoke(args=ADD)
    assert again.exit_code == 1
    assert "already there" in again.output
    assert "Traceback" not in again.output


@pytest.mark.parametrize(
    ("password", "status"), [("purple tractor lunch", 0), ("short", 1), ("Password123456", 1)]
)
def test_a_password_is_asked_for_and_checked(app: Flask, password: str, status: int) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=ADD)
    typed = f"{password}\n{password}\n"
    done = runner.invoke(args=["staff", "password", "head@example.org"], input=typed)
    assert done.exit_code == status
    assert password not in done.output
    with app.app_context():
        head = queries.staff_by_email("head@example.org")
        assert fits(password, head.password_hash) is (status == 0)


def test_a_new_invitation_can_be_printed_and_nothing_changes_until_it_is_used(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=ADD)
    done = runner.invoke(args=["staff", "password", "head@example.org", "--invite"])
    assert "/staff/invitation/" in done.output


def test_a_role_is_given_and_taken_away(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=ADD)
    for more, roles in (
        ([], {Role.HEAD, Role.DSL, Role.CHAIR}),
        (["--end"], {Role.HEAD, Role.DSL}),
    ):
        assert (
            runner.invoke(args=["staff", "role", "head@example.org", "chair", *more]).exit_code == 0
        )
        with app.app_context():
            head = queries.staff_by_email("head@example.org")
            assert queries.roles_of(head.id) == roles
            db.session.rollback()


def test_an_unknown_address_is_said_plainly(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["staff", "role", "nobody@example.org", "head"])
    assert (done.exit_code, "Nobody has the address" in done.output) == (1, True)
