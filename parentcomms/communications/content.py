"""The words of a communication: put together, checked, hashed, and taken apart for paper. Pure."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parentcomms.approvals.rules import ApprovalKind, Content, Wording, content_hash
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import to_html
from parentcomms.policies import words
from parentcomms.policies.words import WordsReport
from parentcomms.texts.kinds import ALLOWED, Kind
from parentcomms.texts.shipped import text

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 150
SLOT = "((newsletter))"
PACK: dict[str, Kind] = {
    "programme": Kind.EVENT_PROGRAMME,
    "poster": Kind.EVENT_POSTER,
    "slide": Kind.EVENT_SLIDE,
    "spoken": Kind.EVENT_SPOKEN,
}
"""What goes with an insert at an event; `heading` stands above poster and slide."""

TEXT_KIND: dict[CommunicationKind, Kind] = {
    CommunicationKind.JOINING_LETTER: Kind.JOINING_LETTER,
    CommunicationKind.CONSENT_REQUEST: Kind.CONSENT_REQUEST,
    CommunicationKind.INSERT: Kind.INSERT,
    CommunicationKind.NOTICE: Kind.WEBSITE_NOTICE,
    CommunicationKind.NEWSLETTER: Kind.NEWSLETTER_MAIL,
    CommunicationKind.ABOUT_A_POST: Kind.ABOUT_A_POST,
}
APPROVAL_KIND: dict[CommunicationKind, ApprovalKind] = {
    CommunicationKind.JOINING_LETTER: ApprovalKind.LETTER,
    CommunicationKind.CONSENT_REQUEST: ApprovalKind.CONSENT_REQUEST,
    CommunicationKind.INSERT: ApprovalKind.INSERT,
    CommunicationKind.NOTICE: ApprovalKind.NOTICE,
    CommunicationKind.NEWSLETTER: ApprovalKind.NEWSLETTER,
    CommunicationKind.ABOUT_A_POST: ApprovalKind.ABOUT_A_POST,
}

Texts = Mapping[str, Mapping[str, Any]]
"""Language → subject and body; a newsletter also keeps the insert it carries, word for word."""


def allowed_placeholders(kind: CommunicationKind) -> frozenset[str]:
    """What the office may write between double brackets in a text of this kind."""
    return ALLOWED[TEXT_KIND[kind]] - {"newsletter", "post_place"}


def whole_body(kind: CommunicationKind, written: Mapping[str, Any], language: str) -> str:
    """The Markdown that goes out: what was written, and round a newsletter its insert and frame."""
    body = tidy(str(written["body"]))
    if kind is not CommunicationKind.NEWSLETTER:
        return body
    if written.get("insert_body"):
        body += f"\n\n## {written['insert_subject']}\n\n{written['insert_body']}"
    return text("mail_newsletter", language=language).body.replace(SLOT, body, 1)


def tidy(body: str) -> str:
    """One kind of line end, no space at the ends of lines: what a browser adds is no edit."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def rendered(kind: CommunicationKind, texts: Texts, audience: Mapping[str, Any]) -> Content:
    """Everything an approval covers: subject, text and HTML per language, and the audience rule."""
    wordings = {
        language: _wording(str(written["subject"]), whole_body(kind, written, language))
        for language, written in texts.items()
    }
    for language, written in texts.items():
        pack = written.get("pack") or {}
        wordings |= {f"{language}/{part}": _wording(*words_of(pack, part)) for part in pack}
    return Content(
        wordings=wordings,
        attachment_hashes=[each for written in texts.values() for each in _attached(written)],
        audience=json.dumps({"kind": kind.value, **audience}, sort_keys=True),
    )


def _attached(written: Mapping[str, Any]) -> list[str]:
    """Each picture and the file it carries, with all that is said of it and its checks."""
    files = [*written.get("pictures", ()), *([written["file"]] if written.get("file") else [])]
    return [json.dumps(each, sort_keys=True) for each in files]


def _wording(subject: str, body: str) -> Wording:
    document = parse(body)
    return Wording(subject=subject, text=to_text(document, None), html=to_html(document, None))


def hash_of(kind: CommunicationKind, texts: Texts, audience: Mapping[str, Any]) -> str:
    """The hash of exactly this content; sending renders again and compares."""
    return content_hash(rendered(kind, texts, audience))


def check(
    kind: CommunicationKind, written: Mapping[str, Any], language: str, *, names: Collection[str]
) -> WordsReport:
    """What the check of words finds in one language."""
    body = whole_body(kind, written, language)
    if kind is CommunicationKind.NEWSLETTER and SLOT in body:
        body = body.replace(SLOT, "((a newsletter cannot hold itself))")
    for place in range(1, len(written.get("pictures", ())) + 1):
        body = body.replace(f"((picture_{place}))", "")
    if kind is CommunicationKind.ABOUT_A_POST:
        body = body.replace("((post_place))", "((where the post is))")  # filled when it is begun
    subject = str(written["subject"])
    return words.check(subject, body, kind=TEXT_KIND[kind], language=language, names=names)


def words_of(pack: Mapping[str, str], part: str) -> tuple[str, str]:
    """Title and text of one part of an event pack."""
    return (pack.get("heading", "") if part in {"poster", "slide"} else ""), pack[part]


def pack_reports(
    written: Mapping[str, Any], language: str, *, names: Collection[str] = ()
) -> dict[str, WordsReport]:
    """Part → what the check of its words finds; nothing for a text without an event pack."""
    pack = written.get("pack") or {}
    return {
        part: words.check(*words_of(pack, part), kind=kind, language=language, names=names)
        for part, kind in PACK.items()
        if part in pack
    }


def blocks(kind: CommunicationKind, texts: Texts) -> bool:
    """Whether something the policy asks for is missing, or cannot be filled, in any of it."""
    packs = (pack_reports(written, language) for language, written in texts.items())
    every = [*reports(kind, texts).values(), *(each for pack in packs for each in pack.values())]
    return any(report.blocks for report in every)


def reports(
    kind: CommunicationKind, texts: Texts, *, names: Collection[str] = ()
) -> dict[str, WordsReport]:
    """The report of each language."""
    return {
        language: check(kind, written, language, names=names) for language, written in texts.items()
    }


def with_lists(body: str, lists: Mapping[str, Sequence[str]]) -> str:
    """Each ((list)) that stands alone in its paragraph as a list, its items escaped as words."""

    def bullets(found: re.Match[str]) -> str:
        items = lists.get(found[1])
        return "\n".join(f"- {escaped(item)}" for item in items) if items else found[0]

    return re.sub(r"^\(\((\w+)\)\)$", bullets, body, flags=re.MULTILINE)


def escaped(words_: str) -> str:
    """Words as Markdown that means exactly these words: a name is not Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(words_.split()))


@dataclass(frozen=True)
class PaperParts:
    """A text as a letter on paper has it: salutation and signature have places of their own."""

    salutation: str
    body: str
    closing: str
    role: str


def for_paper(body: str) -> PaperParts:
    """Take the salutation off the top and the signature off the end, where there are any.

    The link is no button on paper: its sentence says where on the page to find it.
    """
    parts = body.replace("\n\n((link))", " ((link))").split("\n\n")
    salutation = parts.pop(0) if len(parts) > 1 and _greets(parts[0]) else ""
    closing = role = ""
    signed = [place for place, part in enumerate(parts) if part.strip() == "((head_name))"]
    if signed and len(parts) - signed[-1] <= 2:
        role = " ".join(parts[signed[-1] + 1 :])
        closing = parts[signed[-1] - 1] if signed[-1] else ""
        parts = parts[: max(signed[-1] - 1, 0)]
    return PaperParts(salutation, "\n\n".join(parts), closing, role)


def _greets(paragraph: str) -> bool:
    """A short line ending in a comma, as letters begin in every language we ship."""
    return paragraph.endswith((",", "،")) and "\n" not in paragraph and len(paragraph) < 80
