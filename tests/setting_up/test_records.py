"""SPF, DKIM and DMARC, asked of a real name server on loopback."""

import pytest

from parentcomms.mail_settings import MailSettings, read_mail
from parentcomms.setting_up.record_rules import Found, Record, dmarc_names
from parentcomms.setting_up.records import look_up
from tests.names import name_server

SENDER = "office@mail.elmpark.example.org"
DOMAIN = "mail.elmpark.example.org"
KEY = f"selector1._domainkey.{DOMAIN}"
OUTLOOK = "include:spf.protection.outlook.com"
SOUND = {
    DOMAIN: ["some-verification=1", f"v=spf1 {OUTLOOK} -all"],
    KEY: ["v=DKIM1; k=rsa; p=" + "MIGf" * 90],
    "_dmarc.elmpark.example.org": ["v=DMARC1; p=quarantine"],
}


def _mail(names: str, **others: object) -> MailSettings:
    said = {"preset": "microsoft365", "sender": SENDER, "name_server": names}
    return read_mail({**said, **others})


def _found(texts: dict[str, list[str]], *, broken: tuple[str, ...] = ()) -> dict[Record, Found]:
    with name_server(texts, broken=broken) as server:
        return {each.record: each.found for each in look_up(_mail(server.address))}


def test_all_three_are_found_a_long_key_in_pieces_and_the_policy_of_the_domain_above() -> None:
    assert set(_found(SOUND).values()) == {Found.THERE}


@pytest.mark.parametrize(
    ("change", "record", "found"),
    [
        ({DOMAIN: []}, Record.SPF, Found.MISSING),
        ({DOMAIN: ["v=spf1 a -all"]}, Record.SPF, Found.WRONG),
        ({DOMAIN: [f"v=spf1 {OUTLOOK} +all"]}, Record.SPF, Found.WRONG),
        ({DOMAIN: [f"v=spf1 {OUTLOOK} -all", "v=spf1 a -all"]}, Record.SPF, Found.TWICE),
        ({DOMAIN: ["v=spf10 nothing of the kind"]}, Record.SPF, Found.MISSING),
        ({KEY: []}, Record.DKIM, Found.MISSING),
        ({KEY: ["v=DKIM1; p="]}, Record.DKIM, Found.MISSING),
        ({"_dmarc.elmpark.example.org": []}, Record.DMARC, Found.MISSING),
        ({"_dmarc.elmpark.example.org": ["v=DMARC1"]}, Record.DMARC, Found.WRONG),
    ],
)
def test_each_record_that_is_not_right_is_named(
    change: dict[str, list[str]], record: Record, found: Found
) -> None:
    result = _found({**SOUND, **change})
    assert result.pop(record) is found
    assert set(result.values()) == {Found.THERE}


def test_a_name_server_that_fails_is_a_doubt_and_never_in_place() -> None:
    found = _found(SOUND, broken=(DOMAIN, KEY, "_dmarc.elmpark.example.org"))
    assert set(found.values()) == {Found.NO_ANSWER}


def test_the_provider_may_be_named_by_a_record_that_is_taken_in() -> None:
    others = {DOMAIN: ["v=spf1 include:_spf.example.net ~all"]}
    taken_in = {"_spf.example.net": [f"v=spf1 {OUTLOOK} ~all"]}
    assert _found({**SOUND, **others, **taken_in})[Record.SPF] is Found.THERE


def test_records_that_take_each_other_in_come_to_an_end() -> None:
    with name_server({**SOUND, DOMAIN: [f"v=spf1 include:{DOMAIN} -all"]}) as server:
        found = look_up(_mail(server.address))
    assert found[0].found is Found.WRONG
    assert len(server.asked) < 20


def test_what_is_missing_is_said_with_the_record_to_add() -> None:
    texts = {DOMAIN: ["v=spf1 ip4:192.0.2.1 -all"], KEY: [], f"_dmarc.{DOMAIN}": []}
    with name_server(texts) as server:
        spf, dkim, dmarc = look_up(_mail(server.address))
    assert (spf.name, spf.add) == (DOMAIN, f"v=spf1 {OUTLOOK} ip4:192.0.2.1 -all")
    assert (dkim.name, dkim.add) == (KEY, "")
    assert dmarc.name == f"_dmarc.{DOMAIN}"
    assert dmarc.add == f"v=DMARC1; p=none; rua=mailto:{SENDER}"


def test_a_relay_of_the_schools_own_is_asked_for_a_record_and_a_selector_is_not_guessed() -> None:
    with name_server({**SOUND, DOMAIN: ["v=spf1 mx -all"]}) as server:
        mail = _mail(server.address, preset="relay", server="smtp.elmpark.example.org")
        spf, dkim, _ = look_up(mail)
    assert (spf.found, dkim.found) == (Found.THERE, Found.NOT_NAMED)
    assert not any("_domainkey" in name for name in server.asked)


def test_the_policy_is_looked_for_up_to_the_name_below_the_last() -> None:
    assert dmarc_names("a.b.sch.uk") == ["_dmarc.a.b.sch.uk", "_dmarc.b.sch.uk", "_dmarc.sch.uk"]
    assert dmarc_names("localhost") == ["_dmarc.localhost"]
