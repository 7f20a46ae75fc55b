"""A message is put together from parts encoded once, and reads as if it had been encoded whole."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentcomms.database import db
from parentcomms.documents.characters import one_line
from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import fill_holes
from parentcomms.outbox.actions import MailText, Recipient, link_value, queue_mail
from parentcomms.outbox.frames import frame_for
from parentcomms.outbox.headers import mailbox
from parentcomms.outbox.messages import bytes_of, filled_values
from parentcomms.outbox.moulds import Door, Shared, mould_for, quoted
from parentcomms.school.actions import decide

BODY = """# Hello ((parent_name))

Ring ((phone)) or ask ((head_name)). ((parent_name)), *((note))* says ((school_name)).

((link))

- one for ((note))
- two, plain, and long enough that quoted-printable has to break the line somewhere along its way

> ((note)) and [a page](((link)))
"""
values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=values, note=values, phone=values)
def test_parts_encoded_once_are_the_bytes_of_encoding_it_whole(
    name: str, note: str, phone: str
) -> None:
    document = parse("Dear ((parent_name)),\n\n= ((phone)) =\n\n- ((note))\n\n.\n\nEnd.")
    page = "<p>\ue000slot:parent_name\ue001</p>\n<b>fixed = é</b>\n\ue000slot:note\ue001"
    alike, own = {"phone": phone}, {"parent_name": name, "note": note}
    mould = mould_for(Shared(document.source, page, tuple(alike.items())))
    text, html = mould.cast(alike | own, {})
    assert text == quoted(to_text(document, alike | own))
    assert html == quoted(fill_holes(page, alike | own))


@given(
    before=st.text("abc/=?.", max_size=90),
    after=st.sampled_from(["", "/page", "?newsletter=xy"]),
    label=values,
    tokens=st.lists(st.text("abcxyz234-", min_size=1, max_size=50), min_size=2, max_size=2).filter(
        lambda two: len(two[0]) == len(two[1])
    ),
)
def test_a_token_in_its_gap_gives_the_bytes_of_encoding_it_whole(
    before: str, after: str, label: str, tokens: list[str]
) -> None:
    document = parse("Dear all,\n\n((link))\n\nOr [here](((link))) and ((link)).")
    page = "<p>é\n\ue000button:link\ue001 and \ue000link:link\ue001 and more</p>"
    door = Door("https://" + before, after, label, len(tokens[0]))
    mould = mould_for(Shared(document.source, page, (), (("link", door),)))
    for token in tokens:
        filled = {"link": door.opened_by(token)}
        text, html = mould.cast(filled, {"link": token.encode()})
        assert text == quoted(to_text(document, filled))
        assert html == quoted(fill_holes(page, filled))


def test_a_message_reads_as_its_text_and_its_page(app: Flask) -> None:
    with app.app_context():
        decide(name="Elm Park", phone="01452 = 0", head_name="Hélène", email="o@example.org")
        link = link_value(
            "accounts_public.family_link", purpose="family-link", reference="abc", label="Open"
        )
        own = {"parent_name": "Ana ☺", "note": "=20", "link": link}
        mail = queue_mail(MailText("Hi", BODY), Recipient("Ana", "ana@example.org"), own)
        db.session.commit()
        frame = frame_for(mail.content)
        message = message_from_bytes(bytes_of(mail, frame), policy=policy.default)  # type: ignore[arg-type]
        assert isinstance(message, EmailMessage)
        parts = [message.get_body((kind,)) for kind in ("plain", "html")]
        plain, html = (part.get_content().replace("\r\n", "\n") for part in parts if part)
        assert plain == to_text(parse(mail.content.body), filled_values(mail))
        assert html == fill_holes(frame.html, filled_values(mail))


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=120))
def test_whatever_a_name_is_written_with_the_head_reads_as_that_name(name: str) -> None:
    head = f"To: {mailbox(name, 'ana@example.org', 'To')}\r\nSubject: Hello\r\n\r\n"
    message = message_from_bytes(head.encode("ascii"), policy=policy.default)  # type: ignore[arg-type]
    (found,) = message["To"].addresses
    assert found.addr_spec == "ana@example.org"
    assert found.display_name == one_line(name)
    assert message["Subject"] == "Hello"
