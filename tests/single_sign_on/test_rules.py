"""Whose sign-on counts: Microsoft's and Google's claims as they come, and as they may be forged."""

from typing import Any

import pytest

from parentcomms.access import Role
from parentcomms.doors import SingleSignOnSettings
from parentcomms.single_sign_on.rules import Identity, Problem, identity

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
ENTRA = SingleSignOnSettings(
    provider="entra", tenant=TENANT, domains=("elmpark.example",), groups={"0000-1": "dsl"}
)
GOOGLE = SingleSignOnSettings(provider="google", domains=("elmpark.example",))
AT_SCHOOL = "hana@elmpark.example"


def _entra(**claims: Any) -> dict[str, Any]:
    return {"tid": TENANT, "oid": "o-1", "sub": "s-1", "name": "Hana"} | claims


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"preferred_username": AT_SCHOOL}, AT_SCHOOL),
        ({"preferred_username": AT_SCHOOL, "acct": 1}, ""),  # a guest
        ({"preferred_username": "hana@elsewhere.example"}, ""),
        ({"email": AT_SCHOOL}, ""),  # anybody's directory may say so
        ({"email": AT_SCHOOL, "email_verified": "true"}, ""),
        ({"email": AT_SCHOOL, "xms_edov": True}, AT_SCHOOL),
        ({"email": AT_SCHOOL, "xms_edov": "1"}, AT_SCHOOL),
        ({"email": AT_SCHOOL, "xms_edov": False}, ""),
        ({"email": "hana@elsewhere.example", "xms_edov": True}, ""),
        ({}, ""),
    ],
)
def test_an_address_counts_only_where_the_school_itself_gives_it_out(
    claims: dict[str, Any], email: str
) -> None:
    found = identity(_entra(**claims), said=ENTRA)
    assert isinstance(found, Identity)
    assert (found.subject, found.email) == ("o-1", email)


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"groups": ["0000-1", "0000-2"]}, {Role.DSL}),
        ({"roles": ["0000-1"]}, {Role.DSL}),
        ({"groups": []}, set()),
        ({}, set()),
        ({"groups": "0000-1"}, set()),
        ({"groups": [None, 7, {"a": 1}]}, set()),
        ({"_claim_names": {"groups": "src1"}}, set()),  # too many to tell: that gives nothing
    ],
)
def test_groups_give_what_the_settings_say_and_silence_gives_nothing(
    claims: dict[str, Any], roles: set[Role]
) -> None:
    found = identity(_entra(**claims), said=ENTRA)
    assert isinstance(found, Identity)
    assert (found.roles, found.groups_decide) == (roles, True)


@pytest.mark.parametrize(
    ("claims", "said", "problem"),
    [
        (_entra(tid="another"), ENTRA, Problem.OTHER_SCHOOL),
        ({"oid": "o-1", "sub": "s-1"}, ENTRA, Problem.OTHER_SCHOOL),
        ({"tid": TENANT, "sub": "s-1"}, ENTRA, Problem.NOT_TRUSTED),
        ({"sub": "s", "email": AT_SCHOOL, "email_verified": True}, GOOGLE, Problem.OTHER_SCHOOL),
        ({"sub": "s", "hd": "gmail.com"}, GOOGLE, Problem.OTHER_SCHOOL),
        ({"hd": "elmpark.example", "sub": ""}, GOOGLE, Problem.NOT_TRUSTED),
    ],
)
def test_another_school_s_account_and_one_without_a_subject_are_refused(
    claims: dict[str, Any], said: SingleSignOnSettings, problem: Problem
) -> None:
    assert identity(claims, said=said) is problem


def test_google_counts_an_address_only_when_it_says_that_it_was_checked() -> None:
    claims = {"sub": "s", "hd": "elmpark.example", "email": AT_SCHOOL}
    for verified, email in ((True, AT_SCHOOL), (False, ""), ("true", ""), (None, "")):
        found = identity(claims | {"email_verified": verified}, said=GOOGLE)
        assert isinstance(found, Identity)
        assert found.email == email
