"""Approving exact content, and what is refused."""

from datetime import timedelta

import pytest

from parentcomms.access import Role
from parentcomms.approvals.actions import Subject, approve, delegate, send_back
from parentcomms.approvals.queries import decisions_about, steps
from parentcomms.approvals.rules import ApprovalKind, Point, is_approved
from parentcomms.clock import today
from parentcomms.errors import Refused
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def _subject(*author_ids: int, content_hash: str = "a" * 64) -> Subject:
    return Subject(
        kind=ApprovalKind.LETTER,
        reference="letter1",
        content_hash=content_hash,
        author_ids=frozenset(author_ids),
    )


def _approved(content_hash: str) -> bool:
    return is_approved(content_hash, steps(decisions_about("letter1")))


def test_the_head_approves_what_the_office_wrote() -> None:
    office, head = make.staff("Office", Role.OFFICE), make.staff("Head", Role.HEAD)
    approve(_subject(office.id), by=head.id, points=list(Point))
    assert _approved("a" * 64)
    assert not _approved("b" * 64)


def test_four_points_are_no_approval() -> None:
    head = make.staff("Head", Role.HEAD)
    with pytest.raises(Refused):
        approve(_subject(), by=head.id, points=list(Point)[:4])


def test_the_office_cannot_approve() -> None:
    office = make.staff("Office", Role.OFFICE)
    make.staff("Head", Role.HEAD)
    with pytest.raises(Refused):
        approve(_subject(), by=office.id, points=list(Point))


def test_a_deputy_approves_only_by_a_recorded_delegation() -> None:
    head, deputy = make.staff("Head", Role.HEAD), make.staff("Deputy", Role.TEACHER)
    with pytest.raises(Refused):
        approve(_subject(), by=deputy.id, points=list(Point))
    delegate(
        by=head.id,
        to=deputy.id,
        scope=[ApprovalKind.LETTER],
        starts_on=today(),
        ends_on=today() + timedelta(days=7),
    )
    approve(_subject(), by=deputy.id, points=list(Point))
    assert _approved("a" * 64)


def test_what_was_sent_back_is_not_approved() -> None:
    head = make.staff("Head", Role.HEAD)
    approve(_subject(), by=head.id, points=list(Point))
    send_back(_subject(), by=head.id, words="The date is wrong.")
    assert not _approved("a" * 64)


def test_only_a_head_delegates() -> None:
    teacher = make.staff("Teacher", Role.TEACHER)
    with pytest.raises(Refused):
        delegate(
            by=teacher.id,
            to=teacher.id,
            scope=[ApprovalKind.LETTER],
            starts_on=today(),
            ends_on=today(),
        )
