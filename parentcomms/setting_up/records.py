"""Looking up the records that vouch for the school's e-mail, with the name server of this machine.

The one place that asks a name server, and only when somebody presses the button for it.
"""

from collections.abc import Sequence

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

from parentcomms.mail_settings import MailSettings
from parentcomms.setting_up.record_rules import (
    Finding,
    Texts,
    dkim,
    dkim_name,
    dmarc,
    dmarc_names,
    domain_of,
    points_to,
    spf,
    spf_records,
)

PATIENCE = 5.0  # seconds for one name
MOST_LOOKUPS = 10  # RFC 7208 4.6.4: who follows more has gone round in a circle


def look_up(mail: MailSettings) -> list[Finding]:
    """What a receiving server would find for the sender's address."""
    ask = _resolver(mail.name_server)
    domain = domain_of(mail.sender)
    own = _texts(ask, domain)
    reached = _reached(ask, spf_records(own or ()))
    key = _texts(ask, dkim_name(mail)) if mail.dkim_selector else None
    policies = [_texts(ask, name) for name in dmarc_names(domain)]
    return [spf(own, reached, mail), dkim(key, mail), dmarc(policies, mail)]


def _resolver(server: str) -> Resolver:
    try:
        found = Resolver(configure=not server)
    except DNSException:  # this machine names none; every question goes unanswered then
        found = Resolver(configure=False)
    if server:
        host, _, port = server.rpartition(":")
        found.nameservers, found.port = [host], int(port)
    found.lifetime = PATIENCE
    return found


def _texts(ask: Resolver, name: str) -> Texts:
    try:
        answer = ask.resolve(name, "TXT")
    except (NXDOMAIN, NoAnswer):
        return []
    except (DNSException, OSError):
        return None
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def _reached(ask: Resolver, own: Sequence[str]) -> list[str]:
    """The domain's own SPF record and those it takes in, as a receiving server follows them."""
    found, waiting, asked = list(own), [name for each in own for name in points_to(each)], 0
    while waiting and asked < MOST_LOOKUPS:
        asked += 1
        for record in spf_records(_texts(ask, waiting.pop(0)) or ()):
            found.append(record)
            waiting += points_to(record)
    return found
