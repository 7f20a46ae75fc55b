"""Reports are read however they are wrapped; what is no report, or broken, is told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.bounces.reading import LARGEST, MessageKind, read
from parentcomms.bounces.rules import Action
from tests.bounces.reports import AWAY, forwarded, recipient, report

ID = "<abc234def567@school.example.org>"
ANA = "ana@example.org"


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_our_mail_and_says_what_became_of_it(returned: str) -> None:
    found = read(report(ID, recipient("Ana@Example.org"), returned=returned))
    (one,) = found.reports
    assert (found.kind, one.message_ids) == (MessageKind.REPORT, (ID,))
    (said,) = one.recipients
    assert (said.addresses, said.action, said.status) == ({ANA}, Action.FAILED, "5.1.1")


def test_each_of_several_recipients_is_told_apart() -> None:
    original = "Original-Recipient: rfc822;ANA@example.org\n"
    blocks = [
        recipient("elsewhere@example.net", more=original),
        recipient("ben@example.org", action="Delayed (queued)", status="4.4.1"),
    ]
    (one,) = read(report(ID, *blocks)).reports
    assert [each.action for each in one.recipients] == [Action.FAILED, Action.DELAYED]
    assert one.recipients[0].addresses == {ANA, "elsewhere@example.net"}


def test_a_telling_diagnosis_is_better_than_a_status_that_says_nothing() -> None:
    diagnosis = "Diagnostic-Code: smtp; 550 5.2.2\n mailbox full\n"
    (one,) = read(report(ID, recipient(ANA, status="5.0.0", more=diagnosis))).reports
    assert one.recipients[0].status == "5.2.2"


def test_a_report_lies_inside_a_forwarded_mail_inside_another() -> None:
    twice = forwarded(forwarded(report(ID, recipient(ANA))))
    assert [each.message_ids for each in read(twice).reports] == [(ID,)]


def test_without_returned_headers_what_it_answers_to_is_taken() -> None:
    raw = report(ID, recipient(ANA), returned="", headers=f"In-Reply-To: {ID}\n")
    assert read(raw).reports[0].message_ids == (ID,)
    misleading = report("<other@x.example>", recipient(ANA), headers=f"In-Reply-To: {ID}\n")
    assert read(misleading).reports[0].message_ids == ("<other@x.example>",)


def test_the_newer_kind_of_report_is_read_too() -> None:
    raw = report(ID, recipient(ANA)).replace(
        b"message/delivery-status", b"message/global-delivery-status"
    )
    (one,) = read(raw).reports
    assert [each.addresses for each in one.recipients] == [{ANA}]


def test_a_report_inside_the_mail_that_came_back_is_not_about_it() -> None:
    """Else anybody could kill an address by having a forged report returned to us."""
    inner = report("<victim23def5@school.example.org>", recipient("victim@example.org")).decode()
    outer = report(ID, recipient(ANA)).decode().replace("\nDear parent\n", "\n")
    nested = outer.replace("Subject: Hello\n", inner.replace("--b", "--c").replace('"b"', '"c"'))
    assert [each.message_ids for each in read(nested.encode()).reports] == [(ID,)]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (AWAY, MessageKind.AUTO_REPLY),
        (b"From: ana@example.org\nSubject: Thanks\n\nThank you", MessageKind.OTHER),
        (b"From: a@b.example\nPrecedence: auto_reply\n\nAway", MessageKind.AUTO_REPLY),
        (b"", MessageKind.BROKEN),
        (b"\xd0\xcf\x11\xe0\x00\x00 an Outlook file", MessageKind.BROKEN),
        (b"no header at all\n\n", MessageKind.BROKEN),
        (b"A: b\n" + b"x" * LARGEST, MessageKind.BROKEN),
        (report(ID).replace(b"report-type=delivery", b"report-type=dis"), MessageKind.AUTO_REPLY),
    ],
)
def test_what_is_no_report_is_told_apart(raw: bytes, kind: MessageKind) -> None:
    assert read(raw).kind is kind
    assert read(raw).reports == ()


@given(st.binary(max_size=400), st.integers(0, 1200), st.integers(0, 60))
def test_no_damage_makes_the_reader_stumble(noise: bytes, at: int, cut: int) -> None:
    whole = report(ID, recipient(ANA))
    damaged = whole[:at] + noise + whole[at + cut :]
    assert read(damaged).kind in set(MessageKind)
