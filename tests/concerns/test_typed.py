"""What people type, whom it names, and whether anybody reads at this hour."""

from datetime import date, datetime
from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.clock import LONDON
from parentcomms.concerns.hours import reading
from parentcomms.concerns.naming import named_in
from parentcomms.concerns.rules import AboutWhom
from parentcomms.concerns.typed import is_email, shown, tidy_line, tidy_story
from parentcomms.school.rules import SchoolCalendar, Term

STAFF = {1: "Hana Kowalska", 2: "Tom O'Brien", 3: "Ann Smith-Jones", 4: "Zoë Müller", 5: "Bo X"}


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Mrs Kowalska", {1}),
        ("kowalska, the head", {1}),
        ("Mr OBrien", {2}),
        ("Mr O’Brien in Year 3", {2}),
        ("Mrs Smith Jones", {3}),
        ("Ms Muller and Mrs Kowalska", {1, 4}),
        ("Mr X", set()),
        ("the dinner lady", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_a_surname_in_the_box_names_its_owner(typed: str | None, named: set[int]) -> None:
    assert named_in(AboutWhom.STAFF, typed, STAFF) == named


def test_a_childs_name_in_the_box_names_nobody_on_the_staff() -> None:
    assert named_in(AboutWhom.PUPIL, "Jan Kowalska", STAFF) == set()


@given(st.text())
def test_a_line_never_breaks_and_a_story_keeps_no_sign_a_database_refuses(text: str) -> None:
    assert (
        len(tidy_line(text).splitlines()) <= 1
        or "\x1c" in text
        or "\u2028" in text
        or "\u2029" in text
    )
    assert "\x00" not in tidy_story(text)
    assert "\r" not in tidy_line(text)
    assert "\n" not in tidy_line(text)


@given(st.emails() | st.text(alphabet='ab.@-+,<> \n"é', max_size=12))
def test_whatever_passes_for_an_address_is_one_a_message_can_carry(text: str) -> None:
    if is_email(text):
        assert Address(addr_spec=text).addr_spec == text


@pytest.mark.parametrize("good", ["grace@example.org", "a.b+c@mail.example.co.uk"])
def test_ordinary_addresses_pass(good: str) -> None:
    assert is_email(good)


@pytest.mark.parametrize(
    "bad",
    ["", "grace", "a@b", "a@example.org, b@example.org", "a b@example.org", "a@example.org\n",
     ".a@example.org", "a..b@example.org", "<a@example.org>", "a@-example.org", "a@exa mple.org"],
)  # fmt: skip
def test_anything_else_does_not(bad: str) -> None:
    assert not is_email(bad)


def test_signs_that_turn_the_writing_round_are_not_shown() -> None:
    assert shown("invoice\u202excod.exe") == "invoicexcod.exe"
    assert shown("السلام عليكم") == "السلام عليكم"


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


CALENDAR = SchoolCalendar(
    terms=(
        Term(starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),
        Term(starts_on=date(2027, 1, 5), ends_on=date(2027, 3, 25)),
    )
)


@pytest.mark.parametrize(
    ("moment", "now", "next_day"),
    [
        (london(2026, 11, 23, 10, 0), True, date(2026, 11, 23)),
        (london(2026, 11, 23, 7, 0), False, date(2026, 11, 23)),
        (london(2026, 11, 23, 16, 0), False, date(2026, 11, 24)),
        (london(2026, 11, 21, 10, 0), False, date(2026, 11, 23)),
        (london(2026, 12, 18, 17, 0), False, date(2027, 1, 5)),
        (london(2026, 12, 23, 10, 0), False, date(2027, 1, 5)),
    ],
)
def test_nobody_is_said_to_read_at_night_at_weekends_or_in_the_holidays(
    moment: datetime, now: bool, next_day: date
) -> None:
    found = reading(moment, CALENDAR)
    assert (found.now, found.next_day) == (now, next_day)
    assert found.later_today is (not now and next_day == moment.date())
