"""Reading the mailbox that reports come to, over IMAP.

It may be the office's own: nothing but reports is fetched, and nothing but reports about our mails
is marked as read. All of it is read before the database is written to.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parentcomms.bounces.reading import LARGEST
from parentcomms.mailbox_settings import MailboxSettings
from parentcomms.outbox.tokens import access_token, xoauth2

AT_ONCE = 200  # messages looked at in one go
FIRST_LOOK = timedelta(days=14)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_REPORT = re.compile(rb"multipart/report", re.IGNORECASE)
HEADERS = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)])"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class CannotRead(OSError):
    """The mailbox could not be read; the message names no one."""


@dataclass(frozen=True)
class Place:
    """How far it was read: a number grows with each message while the validity stays the same."""

    uid_validity: int
    last_uid: int


class Mailbox:
    """One open connection to it."""

    def __init__(self, settings: MailboxSettings) -> None:
        self.settings = settings
        self.host = _connected(settings)
        self.uid_validity = 0

    def open_folder(self) -> None:
        self._asked("SELECT", *self.host.select(_quoted(self.settings.folder)))
        _, said = self.host.response("UIDVALIDITY")
        self.uid_validity = int(said[0] or 0) if said else 0

    def new_messages(self, place: Place | None, today: date) -> list[int]:
        """The numbers of those not looked at yet, oldest first, not more than fit in one go."""
        if place is None or place.uid_validity != self.uid_validity:
            since = today - FIRST_LOOK
            query = ["SINCE", f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"]
            after = 0
        else:
            after = place.last_uid
            query = ["UID", f"{after + 1}:*"]
        found = self._asked("SEARCH", *self.host.uid("SEARCH", *query))
        numbers = sorted(int(each) for line in found if line for each in line.split())
        return [each for each in numbers if each > after][:AT_ONCE]  # `*` is always the last one

    def reports_among(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Those that are reports, whole; of the others only the kind is asked for."""
        if not numbers:
            return
        wanted = ",".join(map(str, numbers))
        for line in self._asked("FETCH", *self.host.uid("FETCH", wanted, HEADERS)):
            if not isinstance(line, tuple):
                continue
            about, header = line
            uid, size = _UID.search(about), _SIZE.search(about)
            if uid and size and _REPORT.search(header) and int(size[1]) <= LARGEST:
                yield from self._whole(int(uid[1]))

    def _whole(self, number: int) -> Iterator[tuple[int, bytes]]:
        for line in self._asked("FETCH", *self.host.uid("FETCH", str(number), "(BODY.PEEK[])")):
            if isinstance(line, tuple):
                yield number, line[1]

    def mark_read(self, numbers: Sequence[int]) -> None:
        if numbers:
            wanted = ",".join(map(str, numbers))
            self._asked("STORE", *self.host.uid("STORE", wanted, "+FLAGS.SILENT", r"(\Seen)"))

    def _asked(self, what: str, status: str, data: list[Any]) -> list[Any]:
        if status != "OK":
            raise CannotRead(f"the server refused {what}")
        return data


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _connected(settings: MailboxSettings) -> imaplib.IMAP4:
    """Connect with the certificate checked against the server's name, and sign in."""
    trust = ssl.create_default_context()
    if settings.ca_file:
        trust.load_verify_locations(settings.ca_file)
    host: imaplib.IMAP4
    if settings.security == "tls":
        host = imaplib.IMAP4_SSL(
            settings.server, settings.port, ssl_context=trust, timeout=settings.timeout
        )
    else:
        host = imaplib.IMAP4(settings.server, settings.port, timeout=settings.timeout)
    try:
        if settings.security == "starttls":
            host.starttls(trust)
        _sign_in(host, settings)
    except BaseException:
        host.shutdown()
        raise
    return host


def _sign_in(host: imaplib.IMAP4, settings: MailboxSettings) -> None:
    if settings.password:
        host.login(settings.username, settings.password)
        return
    answer = xoauth2(settings.username, access_token(settings.for_token())).encode()
    host.authenticate("XOAUTH2", lambda challenge: b"" if challenge else answer)


@contextmanager
def opened(settings: MailboxSettings) -> Iterator[Mailbox]:
    """The mailbox, its folder open; whatever goes wrong is CannotRead, without names."""
    try:
        mailbox = Mailbox(settings)
        try:
            mailbox.open_folder()
            yield mailbox
        finally:
            mailbox.host.logout()
    except (imaplib.IMAP4.error, OSError) as problem:
        if isinstance(problem, CannotRead):
            raise
        raise CannotRead(f"the mailbox could not be read ({type(problem).__name__})") from None
