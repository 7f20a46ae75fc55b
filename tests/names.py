"""A real name server on loopback that knows a few TXT records, over UDP."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class NameServer:
    """Where it answers, what it knows (name → texts), and what it was asked.

    A name it has with no texts exists and has none; one in `broken` it fails to answer.
    """

    port: int
    texts: Mapping[str, Sequence[str]]
    broken: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def answer(self, question: bytes) -> bytes:
        """The reply to one datagram."""
        asked = dns.message.from_wire(question)
        name = str(asked.question[0].name).rstrip(".").casefold()
        self.asked.append(name)
        reply = dns.message.make_response(asked)
        reply.flags |= dns.flags.RA
        if name in self.broken:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif name not in self.texts:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif self.texts[name]:
            quoted = [_quoted(text) for text in self.texts[name]]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *quoted))
        return reply.to_wire()


def _quoted(text: str) -> str:
    """A long text as zones keep it: in pieces of at most 255 characters."""
    pieces = [text[at : at + 200] for at in range(0, len(text), 200)]
    return " ".join(f'"{piece}"' for piece in pieces)


@contextmanager
def name_server(
    texts: Mapping[str, Sequence[str]], *, broken: Sequence[str] = ()
) -> Iterator[NameServer]:
    """Start one; it ends with the test."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        server = NameServer(line.getsockname()[1], texts, frozenset(broken))
        thread = threading.Thread(target=_serve, args=(line, server))
        thread.start()
        try:
            yield server
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
                bell.sendto(b"", ("127.0.0.1", server.port))
            thread.join()


def _serve(line: socket.socket, server: NameServer) -> None:
    while True:
        question, sender = line.recvfrom(4096)
        if not question:
            return
        line.sendto(server.answer(question), sender)
