"""Working through the outbox: claim, prepare, mark, hand over, note; each mark committed.

One pass is one thread with the database; couriers with kept connections talk to the server. Marks
of several letters are committed together, each letter's own before its message is handed over.
"""

import logging
import math
import queue
import secrets
import time
from collections.abc import Sequence

from flask import current_app
from sqlalchemy.exc import OperationalError

from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.outbox import claims
from parentcomms.outbox.couriers import Couriers, Letter, Report
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.keeping import keep_all
from parentcomms.outbox.marks import mark_handing_over, note_outcomes
from parentcomms.outbox.messages import (
    CannotBeMade,
    address_for_envelope,
    bytes_of,
    fingerprint,
)
from parentcomms.outbox.models import MailFrame, MailState, NoteKind, OutgoingMail
from parentcomms.outbox.orders import note_sender
from parentcomms.outbox.queries import current_pace, mail_is_only_kept
from parentcomms.outbox.rules import Outcome, asks_to_slow_down

log = logging.getLogger(__name__)
A_GO = 100  # letters prepared at once
LOOK_AGAIN = 0.25  # seconds between two looks for somebody who waits
COMMIT_AGAIN_AFTER = (0.2, 1.0, 3.0)


def send_waiting(
    couriers: Couriers | None = None, *, patience: float = 0, at_most: float = math.inf
) -> int:
    """Send what may leave now; returns how many mails were taken by a server or kept.

    With `patience` (seconds) it waits for what the rate holds back, and for what comes meanwhile;
    after `at_most` seconds it leaves the rest to the next pass.
    """
    claims.put_back_abandoned()
    if mail_is_only_kept():
        return keep_all()
    settings: Settings = current_app.config["SETTINGS"]
    ours = couriers or Couriers(settings.mail)
    try:
        return Sending(ours, patience=patience, at_most=at_most).run()
    finally:
        if couriers is None:
            ours.close()


class Sending:
    """One pass through the outbox."""

    def __init__(self, couriers: Couriers, *, patience: float, at_most: float) -> None:
        self.couriers = couriers
        self.by = secrets.token_hex(4)
        began = time.monotonic()
        self.patient_until, self.over_at = began + patience, began + at_most
        self.looked_at = 0.0
        self.more_there = True
        self.out: dict[int, Letter] = {}  # given to couriers, and not yet reported on
        self.sent = 0
        self.not_reached = False

    def run(self) -> int:
        """Until nothing may leave any more, the time is over, or no server is there."""
        try:
            self._write([])
            while not self.not_reached and time.monotonic() < self.over_at:
                self._claim_more()
                if not self.out and time.monotonic() >= self.patient_until:
                    break
                self._work_on(self._reports(LOOK_AGAIN))
        finally:
            self._end()
        return self.sent

    def _claim_more(self) -> None:
        """Fill up when little lies ready; look for somebody who waits four times a second."""
        here = time.monotonic()
        low = self.couriers.waiting() <= self.couriers.settings.connections
        if self.out and not (low and self.more_there) and here - self.looked_at < LOOK_AGAIN:
            return
        self.looked_at = here
        pace = current_pace() if low else None
        found = claims.claim(self.by, at_most=A_GO, pace=pace)
        self.more_there = len(found) == A_GO
        self._prepare(found)

    def _prepare(self, mails: Sequence[OutgoingMail]) -> None:
        if not mails:
            return
        wanted = current_app.extensions["mail_still_wanted"](mails)
        claims.cancel([mail for mail in mails if mail.id not in wanted], by=self.by)
        frames: dict[int, MailFrame] = {}
        letters = []
        for mail in mails:
            if mail.id in wanted and (letter := _letter(mail, frames)):
                letters.append(letter)
        db.session.commit()
        self.out |= {letter.mail_id: letter for letter in letters}
        self.couriers.carry(letters)

    def _reports(self, patience: float) -> list[Report]:
        """The next report and whatever else has come in by then."""
        found: list[Report] = []
        try:
            found.append(self.couriers.reports.get(timeout=patience))
            while len(found) < A_GO:
                found.append(self.couriers.reports.get_nowait())
        except queue.Empty:
            pass
        return found

    def _work_on(self, reports: Sequence[Report]) -> None:
        """Write down outcomes and marks, then give the word to those whose mark is committed."""
        ready = [each.letter for each in reports if each.answer is None]
        done = [each for each in reports if each.answer is not None]
        may_go: set[int] = set()
        try:
            self.couriers.unnoted += done
            for each in done:
                self.out.pop(each.letter.mail_id, None)
            may_go = self._write(ready)
        finally:
            for letter in ready:
                letter.go = letter.mail_id in may_go
                letter.decided.set()

    def _write(self, ready: Sequence[Letter]) -> set[int]:
        """One commit; a database that is busy is asked again for a while."""
        for pause in COMMIT_AGAIN_AFTER:
            try:
                return self._written(ready)
            except OperationalError as problem:
                db.session.rollback()
                log.warning("the outbox could not be written: %s", type(problem.orig).__name__)
                time.sleep(pause)
        return self._written(ready)

    def _written(self, ready: Sequence[Letter]) -> set[int]:
        done = self.couriers.unnoted
        note_outcomes(done)
        self._note_about_sender(done)
        may_go = mark_handing_over(ready, by=self.by)
        db.session.commit()
        self.sent += sum(each.outcome is Outcome.SENT for each in done)
        done.clear()
        return may_go

    def _note_about_sender(self, done: Sequence[Report]) -> None:
        """What concerns all mails: a request to slow down, a server that is not there."""
        for reply in {each.reply for each in done if asks_to_slow_down(each.reply)}:
            note_sender(NoteKind.SLOW_DOWN, reply)
            log.warning("the mail server asks to slow down: %s", reply)
        unreached = [each for each in done if each.outcome is Outcome.NOT_REACHED]
        stopped = [each for each in done if each.outcome is Outcome.NOT_WANTED]
        claims.put_back([each.letter for each in (*unreached, *stopped)])
        if unreached and not self.couriers.connected and not self.not_reached:
            self.not_reached = True
            note_sender(NoteKind.NOT_REACHED, unreached[0].reply)
            log.warning("mail server not reached: %s", unreached[0].reply)

    def _end(self) -> None:
        """What no courier has begun with goes back; what is under way is brought to its end."""
        back = self.couriers.take_back()
        for letter in back:
            self.out.pop(letter.mail_id, None)
        try:
            while self.out:
                self._work_on(self._reports(LOOK_AGAIN))
            claims.put_back(back)
            db.session.commit()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Should the database be lost: nothing more is handed over, outcomes wait to be noted."""
        while self.out:
            for report in self._reports(LOOK_AGAIN):
                report.letter.decided.set()
                if report.answer is not None:
                    self.couriers.unnoted.append(report)
                    self.out.pop(report.letter.mail_id, None)


def _letter(mail: OutgoingMail, frames: dict[int, MailFrame]) -> Letter | None:
    """The mail as couriers take it; None, and it is refused, when it cannot be made."""
    try:
        frame = frames.get(mail.content_id) or frame_for(mail.content)
        frames[mail.content_id] = frame
        message = bytes_of(mail, frame)
        address = address_for_envelope(mail)
    except (CannotBeMade, ValueError) as problem:
        log.warning("mail %s cannot be made: %s", mail.reference, type(problem).__name__)
        mail.state, mail.problem = MailState.FAILED, "the message could not be made"
        mail.claimed_by = mail.claimed_until = None
        return None
    return Letter(
        mail_id=mail.id,
        lane=mail.lane,
        sender=frame.sender,
        address=address,
        message=message,
        fingerprint=fingerprint(message),
        frame_id=frame.id,
        by=mail.claimed_by or "",
        attempts=mail.attempts,
        made_at=mail.made_at,
    )
