"""Working through the outbox: claim, look, prepare, mark, hand over, note; each mark committed.

One pass is one thread with the database; couriers with kept connections talk to the server. The
marks of several letters are committed together, and with them what became of those before; each
letter's own mark before a courier gets it.
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
from parentcomms.outbox.couriers import NOT_WANTED, Couriers, Letter, Report
from parentcomms.outbox.keeping import keep_all
from parentcomms.outbox.marks import mark_handing_over, note_outcomes, put_back
from parentcomms.outbox.models import MailInHand, NoteKind
from parentcomms.outbox.orders import note_sender
from parentcomms.outbox.preparing import Frames, framed, letters_of, still_wanted
from parentcomms.outbox.queries import current_pace, mail_is_only_kept
from parentcomms.outbox.rules import (
    A_GO_AT_LEAST,
    AHEAD,
    Outcome,
    asks_to_slow_down,
    letters_ahead,
    next_go,
)

log = logging.getLogger(__name__)
LOOK_AGAIN = 0.25  # seconds between two looks for somebody who waits
A_BREATH = 0.003  # seconds: one commit for several letters costs as much as for one
A_LOOK_HOLDS = 10.0  # seconds after which we look again whether a letter is still wanted
OF_LATE = 0.8  # how much the last letters count beside the newest, in how long the server takes
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
        self.claimed_at = self.filled_at = self.looked_at = began - LOOK_AGAIN
        self.a_go, self.filled, self.more_there = A_GO_AT_LEAST, 0, True
        self.connections = couriers.settings.connections  # fewer when the server wants no more
        self.took = math.inf  # seconds the server took lately
        self.ready: list[MailInHand] = []  # looked at, urgent lanes first
        self.frames: Frames = {}
        self.out: dict[int, Letter] = {}  # given to couriers, and not yet reported on
        self.news: list[tuple[NoteKind, str]] = []  # what befell us as a whole
        self.sent = 0
        self.not_reached = False
        couriers.forget_reports()

    def run(self) -> int:
        """Until nothing may leave any more, the time is over, or no server is there."""
        try:
            self._write([])
            while not self.not_reached and time.monotonic() < self.over_at:
                self._claim_more()
                self._hand_over()
                if not (self.out or self.ready) and time.monotonic() >= self.patient_until:
                    break
                self._listen()
        finally:
            self._end()
        return self.sent

    def _claim_more(self) -> None:
        """Fill up when little lies ready; look for somebody who waits four times a second."""
        here = time.monotonic()
        low = len(self.ready) <= self.couriers.settings.connections * AHEAD
        busy = bool(self.out or self.ready)
        if busy and not (low and self.more_there) and here - self.claimed_at < LOOK_AGAIN:
            return
        self.claimed_at = here
        if low:
            self.a_go = next_go(self.filled, here - self.filled_at)
        if not low and not claims.somebody_waits():
            return
        found = claims.claim(self.by, at_most=self.a_go, pace=current_pace() if low else None)
        if low:
            self.filled, self.filled_at = len(found), here
            self.more_there = self.filled == self.a_go
            self.looked_at = here
        if found:
            wanted = framed(still_wanted(found, by=self.by), self.frames, by=self.by)
            db.session.commit()
            self.ready = sorted([*self.ready, *wanted], key=lambda mail: mail.lane)

    def _hand_over(self) -> None:
        """Mark as many as there is room for, and with them note what became of those before."""
        self.couriers.call(min(self.connections, len(self.out) + len(self.ready)))
        room = max(0, self._capacity() - len(self.out))
        if room:
            self._look_again()
        going = self.ready[:room]
        if going or self.couriers.unnoted:
            letters = letters_of(going, self.frames, by=self.by)
            if len(letters) < len(going):
                db.session.commit()  # what was refused, whatever becomes of the marks
            may_go = self._write(letters)
            del self.ready[: len(going)]
            given = {each.mail_id: each for each in letters if each.mail_id in may_go}
            self.out |= given
            self.couriers.bring(given.values())

    def _capacity(self) -> int:
        """How many letters may be marked and not yet reported on."""
        return self.couriers.connected * (1 + letters_ahead(self.took))

    def _look_again(self) -> None:
        """Whether letters that have lain here for a while are still wanted."""
        here = time.monotonic()
        if self.ready and here - self.looked_at > A_LOOK_HOLDS:
            self.ready = still_wanted(self.ready, by=self.by)
            db.session.commit()
            self.looked_at = here

    def _listen(self) -> None:
        """Wait a moment for a report, and take with it what comes in while enough lies marked."""
        try:
            self._hear(self.couriers.reports.get(timeout=LOOK_AGAIN))
            while True:
                enough = len(self.out) > self._capacity() / 2
                self._hear(self.couriers.reports.get(timeout=A_BREATH if enough else 0))
        except queue.Empty:
            pass

    def _hear(self, report: Report) -> None:
        if report.letter is not None:
            self.out.pop(report.letter.mail_id, None)
            self.couriers.unnoted.append(report)
            self.took = min(report.seconds, self.took) * OF_LATE + report.seconds * (1 - OF_LATE)
            if asks_to_slow_down(report.reply):
                log.warning("the mail server asks to slow down: %s", report.reply)
                self.news.append((NoteKind.SLOW_DOWN, report.reply))
        elif report.outcome is Outcome.NOT_REACHED:
            self.connections = self.couriers.called  # no more than the server lets us have
            if not self.connections and not self.not_reached:
                log.warning("mail server not reached: %s", report.reply)
                self.not_reached = True
                self.news.append((NoteKind.NOT_REACHED, report.reply))

    def _write(self, letters: Sequence[Letter]) -> set[int]:
        """One commit; a database that is busy is asked again for a while."""
        for pause in COMMIT_AGAIN_AFTER:
            try:
                return self._written(letters)
            except OperationalError as problem:
                db.session.rollback()
                log.warning("the outbox could not be written: %s", type(problem.orig).__name__)
                time.sleep(pause)
        return self._written(letters)

    def _written(self, letters: Sequence[Letter]) -> set[int]:
        done = self.couriers.unnoted
        note_outcomes(done)
        put_back(self.couriers.returned)
        for kind, reply in set(self.news):
            note_sender(kind, reply)
        may_go = mark_handing_over(letters, by=self.by)
        db.session.commit()
        self.sent += sum(each.outcome is Outcome.SENT for each in done)
        done.clear()
        self.couriers.returned.clear()
        self.news.clear()
        return may_go

    def _end(self) -> None:
        """What no courier has begun with goes back; what is under way is brought to its end."""
        db.session.rollback()  # whatever went wrong: what it left half done must not stop this
        self.couriers.returned += self.ready
        for letter in self.couriers.take_back():
            self.out.pop(letter.mail_id, None)
            self.couriers.unnoted.append(Report(letter, NOT_WANTED))
        try:
            self._write([])
            while self.out:
                self._listen()
                self._write([])
        finally:  # should the database be lost: outcomes wait to be noted
            while self.out:
                self._listen()
