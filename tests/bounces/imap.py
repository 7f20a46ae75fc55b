"""A small IMAP server on loopback, over TLS with a certificate of its own, for one mailbox."""

import base64
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import own_certificate

PASSWORD = "right-password"
TOKEN = "a-token"


@dataclass
class Folder:
    """What lies in it, by number; what was marked as read; what was fetched whole."""

    port: int = 0
    certificate: str = ""
    validity: int = 7
    messages: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    opened: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def add(self, raw: bytes) -> int:
        number = max(self.messages, default=0) + 1
        self.messages[number] = raw
        return number


class _Talk:
    """One connection: answers what imaplib asks, and nothing else."""

    def __init__(self, line: ssl.SSLSocket, folder: Folder) -> None:
        self.file = line.makefile("rwb")
        self.folder = folder

    def say(self, words: bytes) -> None:
        self.file.write(words + b"\r\n")
        self.file.flush()

    def hold(self) -> None:
        self.say(b"* OK ready")
        while line := self.file.readline():
            tag, _, command = line.decode().strip().partition(" ")
            self.folder.asked.append(command.replace(PASSWORD, "…"))
            answer = self.answer(command)
            self.say(f"{tag} {answer}".encode())
            if command == "LOGOUT":
                return

    def answer(self, command: str) -> str:
        verb = command.split()[0].upper()
        if verb == "UID":
            return self.by_number(command)
        if verb == "CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2")
        if verb == "LOGIN" and PASSWORD not in command:
            return "NO [AUTHENTICATIONFAILED] wrong"
        if verb == "AUTHENTICATE":
            self.say(b"+ ")
            if f"Bearer {TOKEN}" not in base64.b64decode(self.file.readline()).decode():
                return "NO wrong token"
        if verb == "SELECT":
            self.say(f"* {len(self.folder.messages)} EXISTS".encode())
            self.say(f"* OK [UIDVALIDITY {self.folder.validity}] valid".encode())
        return "OK done"

    def by_number(self, command: str) -> str:
        _, verb, rest = command.split(" ", 2)
        if verb == "SEARCH":
            first = re.search(r"UID (\d+):", rest)
            last = max(self.folder.messages, default=0)
            found = [
                n for n in self.folder.messages if not first or n >= int(first[1]) or n == last
            ]
            self.say(f"* SEARCH {' '.join(map(str, found))}".encode())
            return "OK done"
        numbers = [int(each) for each in rest.split()[0].split(",")]
        if verb == "STORE":
            self.folder.seen |= set(numbers)
            return "OK done"
        for number in numbers:
            self.fetched(number, whole="BODY.PEEK[]" in rest)
        return "OK done"

    def fetched(self, number: int, *, whole: bool) -> None:
        raw = self.folder.messages[number]
        head = re.search(rb"(?im)^content-type:.*(\n[ \t].*)*", raw)
        shown = raw if whole else (head[0] if head else b"") + b"\r\n\r\n"
        if whole:
            self.folder.opened.append(number)
        part = b"BODY[]" if whole else b"BODY[HEADER.FIELDS (CONTENT-TYPE)]"
        about = b"* %d FETCH (UID %d RFC822.SIZE %d %s {%d}" % (
            number, number, len(raw), part, len(shown),
        )  # fmt: skip
        self.say(about)
        self.file.write(shown)
        self.say(b")")


@contextmanager
def imap_server(tmp_path: Path) -> Iterator[Folder]:
    """Serve one mailbox until the test is over."""
    certificate, key = own_certificate(tmp_path)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        folder = Folder(port=listening.getsockname()[1], certificate=str(certificate))

        def serve() -> None:
            while True:
                try:
                    plain, _ = listening.accept()
                except OSError:
                    return
                try:
                    with plain, trust.wrap_socket(plain, server_side=True) as line:
                        _Talk(line, folder).hold()
                except OSError:
                    continue  # whoever came did not trust us, or went away

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield folder
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)
