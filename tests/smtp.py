"""A real SMTP server on loopback, with the faults a test asks for."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Letterbox:
    """What arrived, and what the server shall answer: recipient or `DATA` → reply."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    as_sent: list[bytes] = field(default_factory=list)  # each message to the letter
    replies: dict[str, str] = field(default_factory=dict)

    pipelining: bool = True  # whether it says that it takes several commands at once

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        offered = ["250-PIPELINING"] if self.pipelining else []
        return [*responses[:1], *offered, *responses[1:]]

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.as_sent.append(envelope.content)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mail_server() -> Iterator[Letterbox]:
    """Start a server; its port and what it received are on the Letterbox."""
    letterbox = Letterbox(port=free_port())
    controller = Controller(letterbox, hostname="127.0.0.1", port=letterbox.port)
    controller.start()
    try:
        yield letterbox
    finally:
        controller.stop()
