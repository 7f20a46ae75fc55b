"""Whether a domain vouches for the school's e-mail: SPF, DKIM and DMARC records read. Pure.

Without them a provider cannot tell the school's letters from a forger's, and files them as spam
(RFC 7208, RFC 6376, RFC 7489). What could not be looked up is a doubt, never "in place".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.mail_settings import MailSettings

_INCLUDES = {
    "microsoft365": "include:spf.protection.outlook.com",
    "google-workspace": "include:_spf.google.com",
    "google-relay": "include:_spf.google.com",
}
Texts = Sequence[str] | None
"""The TXT records of one name; None where nobody answered."""


class Record(StrEnum):
    """What vouches for an address."""

    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"


class Found(StrEnum):
    """What the look-up says."""

    THERE = "there"
    MISSING = "missing"
    WRONG = "wrong"
    TWICE = "twice"
    NOT_NAMED = "not_named"  # no selector: nobody can say where to look
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Finding:
    """One record: what was found, and the record to add (name and text)."""

    record: Record
    found: Found
    name: str = ""
    add: str = ""


def domain_of(sender: str) -> str:
    """The domain a sender's address belongs to, lower case."""
    return sender.rpartition("@")[2].strip(" >").casefold()


def mechanism(mail: MailSettings) -> str:
    """The part of an SPF record that names this school's mail server."""
    return _INCLUDES.get(mail.preset, f"a:{mail.server}")


def spf_records(texts: Sequence[str]) -> list[str]:
    """The SPF records among TXT records."""
    return [each for each in texts if each.casefold().split(" ")[0] == "v=spf1"]


def points_to(record: str) -> list[str]:
    """The names another record is taken from: `include:` and `redirect=`."""
    terms = [term.casefold().lstrip("+?~-") for term in record.split()]
    return [
        term.partition(mark)[2]
        for term in terms
        for mark in ("include:", "redirect=")
        if term.startswith(mark)
    ]


def spf(own: Texts, reached: Sequence[str], mail: MailSettings) -> Finding:
    """`reached` are all SPF records the domain's own leads to, itself included.

    A relay may be named in many ways (its addresses, its provider's record), so there only the
    record itself is asked for; of a provider we know, its own name.
    """
    name, wanted = domain_of(mail.sender), mechanism(mail)
    fresh = f"v=spf1 {wanted} ~all"
    if own is None:
        return Finding(Record.SPF, Found.NO_ANSWER, name)
    records = spf_records(own)
    if not records:
        return Finding(Record.SPF, Found.MISSING, name, fresh)
    if len(records) > 1:
        return Finding(Record.SPF, Found.TWICE, name)
    known = mail.preset in _INCLUDES
    named = any(wanted in each.casefold().split() for each in reached)
    if _lets_anyone(records[0]) or (known and not named):
        return Finding(Record.SPF, Found.WRONG, name, _with(records[0], wanted))
    return Finding(Record.SPF, Found.THERE, name)


def _lets_anyone(record: str) -> bool:
    return any(term in {"+all", "all"} for term in record.casefold().split())


def _with(record: str, wanted: str) -> str:
    """The record as it should read: our server named, and nobody let in who is not."""
    terms = [term for term in record.split()[1:] if term.casefold() not in {"+all", "all"}]
    if wanted not in terms:
        terms.insert(0, wanted)
    if not any(term.casefold().endswith("all") for term in terms):
        terms.append("~all")
    return " ".join(["v=spf1", *terms])


def dkim_name(mail: MailSettings) -> str:
    """Where the key lies with which the provider signs."""
    return f"{mail.dkim_selector}._domainkey.{domain_of(mail.sender)}"


def dkim(texts: Texts, mail: MailSettings) -> Finding:
    """The key only the provider knows; an empty `p=` is one that was taken back."""
    if not mail.dkim_selector:
        return Finding(Record.DKIM, Found.NOT_NAMED)
    if texts is None:
        return Finding(Record.DKIM, Found.NO_ANSWER, dkim_name(mail))
    keys = [each for text in texts for each in text.replace(" ", "").split(";")]
    if any(each.startswith("p=") and len(each) > 2 for each in keys):
        return Finding(Record.DKIM, Found.THERE, dkim_name(mail))
    return Finding(Record.DKIM, Found.MISSING, dkim_name(mail))


def dmarc_names(domain: str) -> list[str]:
    """Where the record may lie: at the domain, or at one above it."""
    labels = domain.split(".")
    last = max(len(labels) - 1, 1)
    return ["_dmarc." + ".".join(labels[start:]) for start in range(last)]


def dmarc(found: Sequence[Texts], mail: MailSettings) -> Finding:
    """`found` are the TXT records of each of those names, in their order."""
    domain = domain_of(mail.sender)
    name = f"_dmarc.{domain}"
    for texts in found:
        records = [each for each in texts or () if each.replace(" ", "").startswith("v=DMARC1")]
        if texts is None:
            return Finding(Record.DMARC, Found.NO_ANSWER, name)
        if records:
            policy = any("p=" in part for part in records[0].replace(" ", "").split(";"))
            good = len(records) == 1 and policy
            return Finding(Record.DMARC, Found.THERE if good else Found.WRONG, name)
    address = mail.sender.rpartition("<")[2].strip(" >")
    return Finding(Record.DMARC, Found.MISSING, name, f"v=DMARC1; p=none; rua=mailto:{address}")
