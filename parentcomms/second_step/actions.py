"""Setting up, using and ending a second step. Each act is recorded; views commit."""

import secrets

from sqlalchemy import select, update

from parentcomms import links
from parentcomms.accounts.actions import Opened, end_sign_ins, sign_in, sign_out
from parentcomms.accounts.models import SignIn, StaffMember
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.second_step import emails, queries
from parentcomms.second_step.models import CodeMaker, Passkey, RecoveryCode, UsedChallenge
from parentcomms.second_step.passkeys import NewKey
from parentcomms.second_step.rules import RECOVERY_CODES, fitting_step
from parentcomms.second_step.sealing import opened, sealed


def add_code_maker(staff_id: int, secret: str, typed: str) -> bool:
    """Keep the app's secret, sealed, once a code from it was right; the one before ends."""
    step = fitting_step(secret, typed, now=now(), last_step=0)
    if step is None:
        return False
    end_code_maker(staff_id)
    maker = CodeMaker(
        staff_id=staff_id, sealed_secret=sealed(secret), last_step=step, added_at=now()
    )
    db.session.add(maker)
    record("second-step-app-added", maker, actor=f"staff:{staff_id}")
    return True


def add_passkey(staff_id: int, key: NewKey, *, name: str) -> None:
    """Keep the public half of a new passkey."""
    row = Passkey(
        staff_id=staff_id, credential_id=key.credential_id, public_key=key.public_key,
        sign_count=key.sign_count, name=name, added_at=now(),
    )  # fmt: skip
    db.session.add(row)
    record("second-step-passkey-added", row, actor=f"staff:{staff_id}")


def new_recovery_codes(staff_id: int) -> list[str]:
    """Codes for paper, shown this once; those before are worthless from now on."""
    _end_recovery_codes(staff_id)
    codes = [
        "".join(secrets.choice(links.CODE_ALPHABET) for _ in range(links.CODE_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]
    db.session.add_all(
        RecoveryCode(staff_id=staff_id, code_hash=_hash(staff_id, code), made_at=now())
        for code in codes
    )
    return codes


def _hash(staff_id: int, code: str) -> str:
    return links.digest(f"recovery of {staff_id}: {code}")


def take_code(staff_id: int, typed: str) -> bool:
    """Whether this is a code of theirs, from the app or from paper; it is not taken again."""
    maker = queries.code_maker_of(staff_id)
    if maker is not None:
        db.session.refresh(maker, with_for_update=True)  # one code, two presses: one is taken
        step = fitting_step(
            opened(maker.sealed_secret), typed, now=now(), last_step=maker.last_step
        )
        if step is not None:
            maker.last_step = step
            return True
    return _take_recovery_code(staff_id, typed)


def _take_recovery_code(staff_id: int, typed: str) -> bool:
    """One statement finds and uses it up, so that two presses at once cannot both be right."""
    used = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.code_hash == _hash(staff_id, links.tidy_code(typed)),
            RecoveryCode.used_at.is_(None),
            RecoveryCode.ended_at.is_(None),
        )
        .values(used_at=now())
        .returning(RecoveryCode.id)
    ).scalar_one_or_none()
    if used is None:
        return False
    row = db.session.get_one(RecoveryCode, used)
    record("second-step-recovery-used", row, actor=f"staff:{staff_id}")
    return True


def use_up(challenge: str) -> bool:
    """Whether a challenge is signed for the first time."""
    digest = links.digest(f"passkey challenge: {challenge}")
    if db.session.scalar(select(UsedChallenge.id).filter_by(challenge_hash=digest)) is not None:
        return False
    db.session.add(UsedChallenge(challenge_hash=digest, used_at=now()))
    db.session.flush()
    return True


def passkey_used(key: Passkey, *, sign_count: int) -> None:
    """Remember how often it signed: a copied key would count again from below."""
    key.sign_count, key.last_used_at = sign_count, now()


def come_in(waiting_id: int, *, way: str) -> Opened:
    """The waiting session ends, and a whole one with a token of its own begins."""
    waiting = db.session.get_one(SignIn, waiting_id)
    staff = db.session.get_one(StaffMember, waiting.staff_id)
    sign_out(waiting)
    return sign_in(staff, way=way)


def end_code_maker(staff_id: int) -> None:
    """The app makes no codes for this account any more."""
    maker = queries.code_maker_of(staff_id)
    if maker is not None:
        maker.ended_at = now()
        record("second-step-app-ended", maker)


def end_passkey(key: Passkey) -> None:
    """This passkey opens nothing any more."""
    key.ended_at = now()
    record("second-step-passkey-ended", key)


def _end_recovery_codes(staff_id: int) -> None:
    mine = RecoveryCode.staff_id == staff_id, RecoveryCode.ended_at.is_(None)
    db.session.execute(update(RecoveryCode).where(*mine).values(ended_at=now()))


def reset(staff: StaffMember) -> None:
    """Everything for the second step was lost: it ends, and so does every open session."""
    end_code_maker(staff.id)
    for key in queries.passkeys_of(staff.id):
        end_passkey(key)
    _end_recovery_codes(staff.id)
    end_sign_ins(staff_id=staff.id)
    record("second-step-reset", staff)


def reset_for(staff: StaffMember) -> None:
    """A colleague keeps the accounts and does it for them; they are told by whom."""
    reset(staff)
    emails.reset_by_colleague(staff)
