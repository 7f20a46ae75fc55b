"""What a member of staff has for the second step, and whether they owe one."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, g
from sqlalchemy import func, select

from parentcomms.access import Role
from parentcomms.accounts.models import StaffMember, StaffRole
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.school.queries import school
from parentcomms.second_step.models import CodeMaker, Passkey, RecoveryCode
from parentcomms.second_step.rules import deadline, waits_for


def code_maker_of(staff_id: int) -> CodeMaker | None:
    """The app that makes this person's codes."""
    mine = select(CodeMaker).where(CodeMaker.staff_id == staff_id, CodeMaker.ended_at.is_(None))
    return db.session.scalar(mine.order_by(CodeMaker.id.desc()).limit(1))


def passkeys_of(staff_id: int) -> Sequence[Passkey]:
    """This person's passkeys, oldest first."""
    mine = select(Passkey).where(Passkey.staff_id == staff_id, Passkey.ended_at.is_(None))
    return db.session.scalars(mine.order_by(Passkey.id)).all()


def recovery_codes_left(staff_id: int) -> int:
    """How many codes on paper are still good."""
    good = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.staff_id == staff_id,
        RecoveryCode.used_at.is_(None),
        RecoveryCode.ended_at.is_(None),
    )
    return db.session.scalar(good) or 0


def has_one(staff_id: int) -> bool:
    """Whether this person has a second step. Codes on paper alone are none."""
    makers = select(CodeMaker.id).where(
        CodeMaker.staff_id == staff_id, CodeMaker.ended_at.is_(None)
    )
    keys = select(Passkey.id).where(Passkey.staff_id == staff_id, Passkey.ended_at.is_(None))
    return db.session.scalar(makers.union_all(keys).limit(1)) is not None


def owed_from(staff_id: int) -> datetime | None:
    """From when this person must have one; None where nobody asks. Never in the demo."""
    if school().is_demo:
        return None
    said = current_app.config["SETTINGS"].second_step
    rows = db.session.execute(
        select(StaffRole.role, StaffRole.granted_at).where(
            StaffRole.staff_id == staff_id, StaffRole.ended_at.is_(None)
        )
    )
    held: dict[Role, datetime] = {role: at for role, at in rows}
    return deadline(held, required_of=said.required_of, after_days=said.after_days)


def due(staff: StaffMember) -> SignInWaits | None:
    """What stands between a right password and the door."""
    return waits_for(has_one=has_one(staff.id), owed_from=owed_from(staff.id), now=now())


def wanted_by() -> datetime | None:
    """For the home page: until when whoever is here should have set a second step up."""
    wanted = set(current_app.config["SETTINGS"].second_step.required_of)
    if not wanted & {role.value for role in g.staff.roles} or has_one(g.staff.id):
        return None
    return owed_from(g.staff.id)
