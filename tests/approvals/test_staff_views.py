"""The head lets somebody else approve for a time, on a page."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember
from parentcomms.approvals.actions import delegate, end_delegation
from parentcomms.approvals.models import Delegation
from parentcomms.approvals.rules import ApprovalKind
from parentcomms.channels.actions import install_shipped_channels
from parentcomms.channels.queries import all_channels
from parentcomms.clock import today
from parentcomms.database import db
from tests import make
from tests.staff_pages import signed_in

PAGE = "/staff/delegations"


def _dates(**days: int) -> dict[str, str]:
    found = {}
    for name, ahead in days.items():
        day = today() + timedelta(days=ahead)
        found |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month)}
        found[f"{name}-year"] = str(day.year)
    return found


def _deputy(app: Flask) -> str:
    with app.app_context():
        reference = make.staff("Dina Deputy", Role.TEACHER).reference
        db.session.commit()
        return reference


def test_a_delegation_is_recorded_and_ended(app: Flask) -> None:
    deputy = _deputy(app)
    head = signed_in(app, Role.HEAD)
    chosen = {"to": deputy, "scope": ["letter"]}
    answer = head.submit(PAGE, {**chosen, **_dates(starts_on=0, ends_on=7)})
    assert answer.status_code == 303
    with app.app_context():
        reference = db.session.scalars(select(Delegation)).one().reference
    assert "Dina Deputy" in head.get(PAGE).get_data(as_text=True)
    head.submit(PAGE, to=f"{PAGE}/{reference}/end")
    with app.app_context():
        assert db.session.scalars(select(Delegation)).one().revoked_at is not None


def test_a_last_day_before_the_first_is_refused(app: Flask) -> None:
    deputy = _deputy(app)
    head = signed_in(app, Role.HEAD)
    chosen = {"to": deputy, "scope": ["letter"]}
    answer = head.submit(PAGE, {**chosen, **_dates(starts_on=7, ends_on=0)})
    assert "comes before the first" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(Delegation)).all() == []


def test_nobody_but_the_head_delegates(app: Flask) -> None:
    assert signed_in(app, Role.OFFICE).get(PAGE).status_code == 403


def test_a_delegate_for_places_opens_the_register_and_approves_one_while_it_lasts(
    app: Flask,
) -> None:
    with app.app_context():
        install_shipped_channels()
        waiting = next(each for each in all_channels() if each.use_key == "class_app").reference
        db.session.commit()
    deputy = signed_in(app, Role.TEACHER, name="Dina Deputy")
    page = f"/staff/channels/{waiting}"
    assert deputy.get(page).status_code == 403
    with app.app_context():
        head = make.staff("Hana Head", Role.HEAD).id
        to = db.session.scalars(select(StaffMember).filter_by(name="Dina Deputy")).one().id
        delegate(by=head, to=to, scope=[ApprovalKind.CHANNEL], starts_on=today(), ends_on=today())
        db.session.commit()
    deputy.submit(page, to=f"{page}/approve")
    with app.app_context():
        assert next(each for each in all_channels() if each.reference == waiting).is_open
        end_delegation(db.session.scalars(select(Delegation)).one(), by=head)
        db.session.commit()
    assert deputy.get(page).status_code == 403
