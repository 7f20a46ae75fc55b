"""Several kept connections, each with a thread of its own that talks to the mail server.

A courier never touches the database. It is given only letters whose mark *handing over* is
committed, over a connection that stands already, and reports what became of each; so the sending
pass commits the marks of several letters at once, and a server that is not there costs no letter.
"""

import queue
import smtplib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parentcomms.mail_settings import MailSettings
from parentcomms.outbox.mailer import Answer, CarefulConnection
from parentcomms.outbox.models import MailInHand
from parentcomms.outbox.rules import AT_ONCE, Outcome

IDLE_SECONDS = 30  # an unused connection is ended before the server ends it
DOUBTFUL_AFTER = 5  # seconds unused after which the server is asked whether it is still there
CONNECTED = Answer(Outcome.SENT, "")
NOT_WANTED = Answer(Outcome.NOT_WANTED, "")
LOST = (smtplib.SMTPException, OSError)
LOST_BEFORE = "the connection was lost before the hand-over"


@dataclass(slots=True)
class Letter:
    """One mail as a courier carries it: all that is needed without the database."""

    mail_id: int
    lane: int
    sender: str
    address: str
    message: bytes
    fingerprint: str
    frame_id: int
    attempts: int
    made_at: datetime
    by: str  # the pass that claimed it

    @property
    def envelope(self) -> tuple[str, str]:
        """From whom and to whom, as the server is told."""
        return self.sender, self.address


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a letter, or (no letter) of an attempt to connect."""

    letter: Letter | None
    answer: Answer
    seconds: float = 0.0  # how long the server took

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome

    @property
    def reply(self) -> str:
        return self.answer.reply


class Couriers:
    """The threads, the letters they shall carry, and what they report."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.unnoted: list[Report] = []  # outcomes a full disk kept us from writing down
        self.returned: list[MailInHand] = []  # claimed, and no letter was made of them
        self.connected = 0  # connections that stand
        self.called = 0  # those, and the ones being made
        self._lock = threading.Lock()
        self._calls: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._inbox: queue.SimpleQueue[Letter | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def call(self, work: int) -> None:
        """There is so much work: connect, where too few connections stand for it."""
        with self._lock:
            missing = min(self.settings.connections, work) - self.called
            self.called += max(0, missing)
        for _ in range(missing):
            if len(self._threads) < self.settings.connections:
                self._threads.append(threading.Thread(target=self._wait_for_calls, daemon=True))
                self._threads[-1].start()
            self._calls.put(True)

    def bring(self, letters: Iterable[Letter]) -> None:
        """Give them letters that are marked as handed over."""
        for letter in letters:
            self._inbox.put(letter)

    def take_back(self) -> list[Letter]:
        """Whatever no courier has begun with."""
        back = []
        try:
            while True:
                if letter := self._inbox.get_nowait():
                    back.append(letter)
        except queue.Empty:
            return back

    def forget_reports(self) -> None:
        """Whatever was said of connections while nobody listened; letters are never forgotten."""
        try:
            while True:
                report = self.reports.get_nowait()
                if report.letter is not None:
                    self.unnoted.append(report)
        except queue.Empty:
            pass

    def close(self) -> None:
        """End all connections; nothing may be under way."""
        for _ in self._threads:
            self._inbox.put(None)
            self._calls.put(False)
        for thread in self._threads:
            thread.join(self.settings.timeout)

    def _wait_for_calls(self) -> None:
        while self._calls.get():
            connection = self._connect()
            if connection is not None:
                self._carry_on(connection)

    def _connect(self) -> CarefulConnection | None:
        try:
            connection = CarefulConnection(self.settings)
        except Exception as problem:  # whatever it is, no pass waits for this connection
            self._count(called=-1)
            self.reports.put(Report(None, Answer(Outcome.NOT_REACHED, _why(problem))))
            return None
        self._count(connected=1)
        self.reports.put(Report(None, CONNECTED))
        return connection

    def _count(self, *, called: int = 0, connected: int = 0) -> None:
        with self._lock:
            self.called += called
            self.connected += connected

    def _carry_on(self, connection: CarefulConnection) -> None:
        """One letter after the other, as long as there are any and the connection stands."""
        ahead: Letter | None = None  # whose envelope went along with the letter before it
        quick = False
        try:
            while connection.stands and (letter := ahead or self._next(connection)):
                began = time.monotonic()
                answer, ahead = self._handed_over(letter, connection, said=ahead, quick=quick)
                took = time.monotonic() - began
                quick = took < AT_ONCE
                self.reports.put(Report(letter, answer, took))
        finally:
            if ahead is not None:  # nothing of it was handed over
                self.reports.put(Report(ahead, NOT_WANTED))
            self._count(called=-1, connected=-1)
            connection.close()

    def _handed_over(
        self, letter: Letter, connection: CarefulConnection, *, said: Letter | None, quick: bool
    ) -> tuple[Answer, Letter | None]:
        """One letter through to its answer, and the one whose envelope went along with it.

        A connection that is in doubt afterwards is closed.
        """
        announced, following = False, None
        try:
            refused = connection.answered() if said else connection.announce(*letter.envelope)
            if refused:
                return refused, None
            announced = True
            following = self._at_hand() if quick and connection.pipelines else None
            then = following.envelope if following else None
            return connection.deliver(letter.message, following=then), following
        except LOST:  # `deliver` answers for itself once the first byte may have left
            connection.host.close()
            # one whose envelope had only gone along has not had its turn
            return NOT_WANTED if said else Answer(Outcome.TRY_LATER, LOST_BEFORE), following
        except Exception as problem:  # whatever it is, a letter is never without its report
            connection.host.close()
            at_worst = Outcome.UNCERTAIN if announced else Outcome.TRY_LATER
            return Answer(at_worst, f"something unforeseen: {type(problem).__name__}"), following

    def _at_hand(self) -> Letter | None:
        """One that lies here already: a server that takes its time gets none ahead."""
        try:
            letter = self._inbox.get_nowait()
        except queue.Empty:
            return None
        if letter is None:
            self._inbox.put(None)  # the sign to end is for whoever waits for a letter
        return letter

    def _next(self, connection: CarefulConnection) -> Letter | None:
        """None when it was idle for long, or the server has ended it: nothing is lost with it."""
        for _ in range(IDLE_SECONDS // DOUBTFUL_AFTER):
            try:
                return self._inbox.get(timeout=DOUBTFUL_AFTER)
            except queue.Empty:
                if not connection.is_open():
                    break
        return None


def _why(problem: Exception) -> str:
    """What stood in the way, without any address the server may have named."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{type(problem).__name__} {problem.smtp_code}"
    return type(problem).__name__
