"""Reports as mail servers write them, around a Message-ID and an address of the test's own."""

FIELDS = "Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n{more}"


def recipient(to: str, *, action: str = "failed", status: str = "5.1.1", more: str = "") -> str:
    """The fields about one recipient."""
    return FIELDS.format(to=to, action=action, status=status, more=more)


def report(
    message_id: str,
    *recipients: str,
    returned: str = "message/rfc822",
    headers: str = "",
) -> bytes:
    """A report with these recipients' fields, and our mail (or its headers) behind it."""
    blocks = "\n".join(recipients)
    mail = f"From: Elm Park <office@school.example.org>\nMessage-ID: {message_id}\nSubject: Hello\n"
    body = "\nDear parent\n" if returned == "message/rfc822" else ""
    behind = f"--b\nContent-Type: {returned}\n\n{mail}{body}\n" if returned else ""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: office@school.example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
{headers}Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 7 Sep 2026 09:00:00 +0100

{blocks}
{behind}--b--
""".encode()


AWAY = b"""\
From: ana@example.org
To: office@school.example.org
Subject: Automatic reply: Hello
Auto-Submitted: auto-replied (vacation)
In-Reply-To: <%s>
Content-Type: text/plain

I am away until Monday. 5.1.1
"""


def forwarded(inner: bytes) -> bytes:
    """The office forwards what came back as an attachment."""
    return (
        b"From: office@school.example.org\nMIME-Version: 1.0\nSubject: FW: Undelivered\n"
        b'Content-Type: multipart/mixed; boundary="out"\n\n'
        b"--out\nContent-Type: text/plain\n\nSee.\n"
        b"--out\nContent-Type: message/rfc822\n\n" + inner + b"\n--out--\n"
    )
