"""Several kept connections, each with a thread of its own that talks to the mail server.

A courier never touches the database. It announces a letter, says that it is ready, waits for the
word that the mark is committed, and only then hands the message over; so the sending pass commits
the marks of several letters at once.
"""

import queue
import smtplib
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from parentcomms.mail_settings import MailSettings
from parentcomms.outbox.mailer import Answer, CarefulConnection
from parentcomms.outbox.rules import Outcome

IDLE_SECONDS = 30  # an unused connection is ended before the server ends it
DOUBTFUL_AFTER = 5  # seconds unused after which the server is asked whether it is still there
LOST = (smtplib.SMTPException, OSError)


@dataclass
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
    go: bool = False
    decided: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Report:
    """A courier is ready to hand over (no answer yet), or what became of a letter."""

    letter: Letter
    answer: Answer | None = None

    @property
    def outcome(self) -> Outcome | None:
        return self.answer.outcome if self.answer else None

    @property
    def reply(self) -> str:
        return self.answer.reply if self.answer else ""


NOT_WANTED = Answer(Outcome.NOT_WANTED, "")


class Couriers:
    """The threads, the letters they shall carry (urgent lanes first), and what they report."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.unnoted: list[Report] = []  # outcomes a full disk kept us from writing down
        self._waiting: dict[int, deque[Letter]] = {1: deque(), 2: deque(), 3: deque()}
        self._work = threading.Condition()
        self._open = 0
        self._ending = False
        self._threads: list[threading.Thread] = []

    def carry(self, letters: list[Letter]) -> None:
        """Give them letters; the threads start with the first."""
        with self._work:
            for letter in letters:
                self._waiting[letter.lane].append(letter)
            self._work.notify(len(letters))
        missing = min(self.settings.connections, len(letters)) - len(self._threads)
        for _ in range(missing):
            thread = threading.Thread(target=self._carry_on, daemon=True)
            self._threads.append(thread)
            thread.start()

    def take_back(self) -> list[Letter]:
        """Whatever no courier has begun with."""
        with self._work:
            back = [letter for lane in self._waiting.values() for letter in lane]
            for lane in self._waiting.values():
                lane.clear()
        return back

    def waiting(self) -> int:
        """How many letters lie ready."""
        return sum(map(len, self._waiting.values()))

    @property
    def connected(self) -> int:
        """How many connections stand."""
        return self._open

    def close(self) -> None:
        """End all connections; nothing may be under way."""
        with self._work:
            self._ending = True
            self._work.notify_all()
        for thread in self._threads:
            thread.join(self.settings.timeout)

    def _next(self) -> Letter | None:
        with self._work:
            until = time.monotonic() + IDLE_SECONDS
            while not self._ending:
                for lane in self._waiting.values():
                    if lane:
                        return lane.popleft()
                if not self._work.wait(max(0.0, until - time.monotonic())):
                    return None
        return None

    def _carry_on(self) -> None:
        connection: CarefulConnection | None = None
        used = 0.0
        while not self._ending:
            letter = self._next()
            doubtful = time.monotonic() - used > DOUBTFUL_AFTER
            if letter is None or (connection and doubtful and not connection.is_open()):
                self._ended(connection)
                connection = None
            if letter is None:
                continue
            connection = self._bring(letter, connection)
            used = time.monotonic()
        self._ended(connection)

    def _ended(self, connection: CarefulConnection | None) -> None:
        if connection is not None:
            self._count(-1)
            connection.close()

    def _bring(
        self, letter: Letter, connection: CarefulConnection | None
    ) -> CarefulConnection | None:
        """One letter through to its report; gives back the connection when it still stands."""
        if connection is None:
            try:
                connection = CarefulConnection(self.settings)
            except LOST as problem:
                self._report(letter, Answer(Outcome.NOT_REACHED, _why(problem)))
                return None
            self._count(1)
        try:
            answer = self._hand_over(letter, connection)
        except LOST:
            connection.host.close()
            answer = Answer(Outcome.TRY_LATER, "the connection was lost before the hand-over")
        except Exception as problem:  # whatever it is, a letter is never without its report
            connection.host.close()
            answer = Answer(_at_worst(letter), f"something unforeseen: {type(problem).__name__}")
        self._report(letter, answer)
        if connection.host.sock is None:
            self._ended(connection)
            return None
        return connection

    def _count(self, change: int) -> None:
        with self._work:
            self._open += change

    def _hand_over(self, letter: Letter, connection: CarefulConnection) -> Answer:
        refused = connection.announce(letter.sender, letter.address)
        if refused is not None:
            return refused
        self.reports.put(Report(letter))
        letter.decided.wait()
        if not letter.go:
            connection.withdraw()
            return NOT_WANTED
        return connection.deliver(letter.message)

    def _report(self, letter: Letter, answer: Answer) -> None:
        self.reports.put(Report(letter, answer))


def _at_worst(letter: Letter) -> Outcome:
    return Outcome.UNCERTAIN if letter.go else Outcome.TRY_LATER


def _why(problem: Exception) -> str:
    """What stood in the way, without any address the server may have named."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{type(problem).__name__} {problem.smtp_code}"
    return type(problem).__name__
