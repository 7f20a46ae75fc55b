"""Passwords, waits, school years, initials and ways out: by table and by property."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parentcomms.access import Role
from parentcomms.accounts.rules import (
    SLOWING,
    Counter,
    LinkState,
    PasswordProblem,
    Standing,
    end_of_school_year,
    initials,
    link_state,
    local_path,
    may_be_mailed,
    may_be_shown,
    network_of,
    open_again_at,
    password_problem,
    someone_manages,
)
from parentcomms.people.rules import ContactDecision

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ABOUT = ("Hana Featherstone", "h.featherstone@elmpark.example.org")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("purple tractor lunch", None),
        ("żółta łódź pływa", None),
        ("短い 短くない 合言葉 とても", None),
        ("eleven char", PasswordProblem.TOO_SHORT),
        ("x" * 201, PasswordProblem.TOO_LONG),
        ("aaaaaaaaaaaa", PasswordProblem.TOO_COMMON),
        ("Password123456", PasswordProblem.TOO_COMMON),
        ("password password", PasswordProblem.TOO_COMMON),
        ("September2026", PasswordProblem.TOO_COMMON),
        ("Qwerty123456!", PasswordProblem.TOO_COMMON),
        ("featherstone1", PasswordProblem.ABOUT_YOU),
        ("HanaFeatherstone!", PasswordProblem.ABOUT_YOU),
        ("elmpark.example", PasswordProblem.ABOUT_YOU),
        ("featherstone rides a bicycle", None),
    ],
)
def test_a_password_is_long_and_not_easily_guessed(
    password: str, problem: PasswordProblem | None
) -> None:
    assert password_problem(password, about=ABOUT) is problem


moments = some.lists(
    some.timedeltas(timedelta(0), timedelta(days=2)).map(lambda ago: NOW - ago), max_size=40
)
counters = some.sampled_from(Counter)


@given(moments, counters)
def test_one_more_failure_never_shortens_the_wait(failures: list[datetime], kind: Counter) -> None:
    before = open_again_at(failures, SLOWING[kind], now=NOW) or NOW
    after = open_again_at([*failures, NOW], SLOWING[kind], now=NOW) or NOW
    assert after >= before


@given(moments, counters)
def test_nobody_waits_longer_than_the_longest_wait(failures: list[datetime], kind: Counter) -> None:
    opens = open_again_at(failures, SLOWING[kind], now=NOW) or NOW
    assert opens - NOW <= SLOWING[kind].longest_wait


@given(moments, counters, some.randoms())
def test_the_order_in_which_failures_are_read_does_not_matter(
    failures: list[datetime], kind: Counter, random: object
) -> None:
    shuffled = list(failures)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    slowing = SLOWING[kind]
    assert open_again_at(failures, slowing, now=NOW) == open_again_at(shuffled, slowing, now=NOW)


@pytest.mark.parametrize("kind", Counter)
def test_a_few_failures_are_free_and_old_ones_forgotten(kind: Counter) -> None:
    slowing = SLOWING[kind]
    just_now = [NOW] * slowing.free
    assert open_again_at(just_now[1:], slowing, now=NOW) is None
    assert open_again_at(just_now, slowing, now=NOW) is not None
    assert open_again_at([NOW - slowing.window] * 100, slowing, now=NOW) is None


def test_a_shared_school_network_never_waits_more_than_half_a_minute() -> None:
    for kind in (Counter.SIGN_IN_PLACE, Counter.CODE_PLACE):
        opens = open_again_at([NOW] * 1000, SLOWING[kind], now=NOW)
        assert opens is not None
        assert opens - NOW <= timedelta(seconds=30)


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        ("2026-09-01T08:00+00:00", "2027-08-31T23:00+00:00"),
        ("2026-12-31T23:59+00:00", "2027-08-31T23:00+00:00"),
        ("2027-06-30T22:59+00:00", "2027-08-31T23:00+00:00"),
        ("2027-06-30T23:00+00:00", "2028-08-31T23:00+00:00"),  # 1 July in London
        ("2027-08-31T22:59+00:00", "2028-08-31T23:00+00:00"),
    ],
)
def test_a_link_ends_with_the_school_year(made: str, ends: str) -> None:
    assert end_of_school_year(datetime.fromisoformat(made)) == datetime.fromisoformat(ends)


@given(some.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=some.just(UTC)))  # noqa: DTZ001
def test_a_link_lasts_between_two_and_fourteen_months(made: datetime) -> None:
    lasts = end_of_school_year(made) - made
    assert timedelta(days=61) <= lasts <= timedelta(days=62 + 366)


@pytest.mark.parametrize(
    ("revoked", "expires_in", "shown", "state"),
    [
        (False, 1, True, LinkState.OPENS),
        (True, 1, True, LinkState.ENDED),
        (False, 0, True, LinkState.ENDED),
        (False, -1, True, LinkState.ENDED),
        (False, 1, False, LinkState.ENDED),
        (True, -1, False, LinkState.ENDED),
    ],
)
def test_only_a_link_with_nothing_against_it_opens(
    revoked: bool, expires_in: int, shown: bool, state: LinkState
) -> None:
    expires_at = NOW + timedelta(seconds=expires_in)
    found = link_state(revoked=revoked, expires_at=expires_at, now=NOW, may_be_shown=shown)
    assert found is state


@pytest.mark.parametrize(
    ("decision", "current", "held", "shown", "mailed"),
    [
        (ContactDecision.WRITE, True, False, True, True),
        (ContactDecision.POST_ONLY, True, False, True, False),
        (ContactDecision.DO_NOT_CONTACT, True, False, False, False),
        (ContactDecision.NOT_REVIEWED, True, False, False, False),
        (ContactDecision.WRITE, False, False, False, False),
        (ContactDecision.WRITE, True, True, False, False),
    ],
)
def test_who_may_not_be_written_to_is_shown_nothing(
    decision: ContactDecision, current: bool, held: bool, shown: bool, mailed: bool
) -> None:
    standing = Standing(current=current, decision=decision, on_hold=held)
    assert (may_be_shown([standing]), may_be_mailed([standing])) == (shown, mailed)


standings = some.lists(
    some.builds(
        Standing,
        current=some.booleans(),
        decision=some.sampled_from(ContactDecision),
        on_hold=some.booleans(),
    ),
    max_size=5,
)


@given(standings)
def test_a_hold_on_every_child_closes_every_page(children: list[Standing]) -> None:
    held = [Standing(current=c.current, decision=c.decision, on_hold=True) for c in children]
    assert not may_be_shown(held)
    assert not may_be_mailed(held)


@given(standings)
def test_whoever_is_mailed_a_link_may_open_it(children: list[Standing]) -> None:
    assert may_be_shown(children) or not may_be_mailed(children)


@pytest.mark.parametrize(
    ("forename", "surname", "shown"),
    [
        ("Anna Maria", "Kowalska", "A.K."),
        ("łucja", "żak", "Ł.Ż."),
        ("", "Khan", "K."),
        ("Zoe", "", "Z."),
        ("E\u0301lise", "Roy", "É.R."),
        ("নীলা", "রায়", "নী.রা."),
        (" Sam ", " O'Neill ", "S.O."),
    ],
)
def test_initials_are_first_letters_as_their_script_writes_them(
    forename: str, surname: str, shown: str
) -> None:
    assert initials(forename, surname) == shown


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/staff/accounts?page=2", "/staff/accounts?page=2"),
        ("/", "/"),
        ("", None),
        (None, None),
        ("staff", None),
        ("//evil.example/x", None),
        ("/\\evil.example", None),
        ("/x\\..\\y", None),
        ("/x\r\nSet-Cookie: a=b", None),
        ("/\tx", None),
        ("https://evil.example", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_a_page_of_this_service_is_gone_to(address: str | None, path: str | None) -> None:
    assert local_path(address) == path


@given(some.text(max_size=30))
def test_no_text_leads_to_another_site(address: str) -> None:
    path = local_path(address)
    assert path is None or (path.startswith("/") and not path.startswith(("//", "/\\")))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("no address", "unknown"),
    ],
)
def test_one_home_or_school_is_one_place(address: str | None, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("holders", "managed"),
    [
        ([], False),
        ([{Role.OFFICE}, {Role.DSL}], False),
        ([{Role.OFFICE}, {Role.HEAD}], True),
        ([{Role.ADMINISTRATOR}], True),
    ],
)
def test_a_school_needs_somebody_who_manages_staff(holders: list[set[Role]], managed: bool) -> None:
    assert someone_manages(holders) is managed
