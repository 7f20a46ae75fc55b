"""Single cells: what each means, and that doubt is never permission."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.words import (
    BadCell,
    names_in_normal_case,
    plain,
    read_care,
    read_date,
    read_email,
    read_phone,
    read_responsibility,
    safe_text,
    split_full_name,
)
from parentcomms.people.importing.year_groups import read_year_group
from parentcomms.people.names import normalised_name
from parentcomms.people.rules import Care, ParentalResponsibility


def test_a_surname_alone_in_capitals_is_repaired_and_initials_are_left() -> None:
    assert names_in_normal_case("John", "SMITH") == ("John", "Smith")
    assert names_in_normal_case("AJ", "Smith") == ("AJ", "Smith")
    assert names_in_normal_case("JO", "O'BRIEN") == ("Jo", "O'Brien")


def test_a_full_name_is_cut_at_its_comma_or_before_its_last_word() -> None:
    assert split_full_name("Lee, Ann Mary") == ("Ann Mary", "Lee")
    assert split_full_name("Ann Mary Lee") == ("Ann Mary", "Lee")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", None),
        ("03/09/2018", date(2018, 9, 3)),
        ("3.9.18", date(2018, 9, 3)),
        ("31-12-2018", date(2018, 12, 31)),
        ("2018-12-31", date(2018, 12, 31)),
        ("2018-12-31T00:00:00", date(2018, 12, 31)),
        ("31/12/2018 00:00:00", date(2018, 12, 31)),
        ("3 Sep 2018", date(2018, 9, 3)),
        ("3rd September 2018", date(2018, 9, 3)),
        ("43346", date(2018, 9, 3)),
    ],
)
def test_dates_are_read_day_first(written: str, read: date | None) -> None:
    assert read_date(written, what="date of birth", row=2) == read


@pytest.mark.parametrize("written", ["31/02/2018", "0/1/2018", "soon", "40/40/2018", "2018", "9e9"])
def test_what_is_no_date_is_said(written: str) -> None:
    with pytest.raises(BadCell, match="is not a date"):
        read_date(written, what="date of birth", row=2)


def test_a_month_first_date_refuses_the_whole_file() -> None:
    with pytest.raises(UnreadableFile, match=r"row 7 is “04/25/2018”.*month comes first"):
        read_date("04/25/2018", what="date of birth", row=7)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Jo.Bloggs@EXAMPLE.org", "Jo.Bloggs@example.org"),
        ("mailto:a@example.org", "a@example.org"),
        ("Jo <jo@example.org>", "jo@example.org"),
        ("a@example.org; b@example.org", "a@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("none", ""),
        ("a@b", ""),
        ("a..b@example.org", ""),
        ("a@example.org\nBcc: b@example.org", "a@example.org"),
        ("=cmd@example.org", ""),
        ("+x@example.org", ""),
    ],
)
def test_email_addresses(written: str, read: str) -> None:
    assert read_email(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07700 900123", "07700 900123"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("7700900123", "07700900123"),
        ("7.70E+09", ""),
        ("=1+1", ""),
        ("12", ""),
        ('="07700900123"', "07700900123"),
    ],
)
def test_telephone_numbers(written: str, read: str) -> None:
    assert read_phone(written) == read


@pytest.mark.parametrize("written", ["=1+1", "+cmd", "-2", "@SUM(A1)", "'=1+1", " =HYPERLINK(1)"])
def test_a_formula_is_refused(written: str) -> None:
    with pytest.raises(BadCell, match="formula"):
        safe_text(written, what="surname")


def test_text_is_cleaned() -> None:
    assert safe_text('="0123"', what="number") == "0123"
    assert safe_text("Ann​\u202e  Lee\n", what="name") == "Ann Lee"
    assert safe_text("-", what="class") == ""
    assert safe_text("Anne-Marie", what="name") == "Anne-Marie"
    with pytest.raises(BadCell, match="damaged"):
        safe_text("ZoÃ«", what="forename")
    with pytest.raises(BadCell, match="longer than"):
        safe_text("x" * 101, what="forename")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("T", "yes"),
        ("Y", "yes"),
        ("Yes", "yes"),
        ("TRUE", "yes"),
        ("1", "yes"),
        ("F", "no"),
        ("No", "no"),
        ("0", "no"),
        ("", "unknown"),
        ("perhaps", "unknown"),
        ("Y?", "unknown"),
    ],
)
def test_parental_responsibility(written: str, read: str) -> None:
    assert read_responsibility(written) is ParentalResponsibility(read)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", None),
        ("No", Care.NONE),
        ("F", Care.NONE),
        ("Yes", Care.NOT_KNOWN),
        ("Care Order", Care.CARE_ORDER),
        ("S.20", Care.ACCOMMODATED),
        ("Section 20", Care.ACCOMMODATED),
        ("Placed for adoption", Care.PLACED_FOR_ADOPTION),
        ("Adopted", Care.NOT_KNOWN),
        ("mystery", Care.NOT_KNOWN),
    ],
)
def test_care_in_doubt_is_not_known_and_never_none(written: str, read: Care | None) -> None:
    assert read_care(written) is read


PLAIN_NOES = {"n", "no", "f", "false", "0", "none", "not ticked"}


@given(st.text() | st.sampled_from(sorted(PLAIN_NOES)))
def test_only_a_plain_no_reads_as_not_in_care(text: str) -> None:
    if read_care(text) is Care.NONE:
        said = plain(text).casefold()
        assert said in PLAIN_NOES or normalised_name(said) in ("notincare", "notlookedafter")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Year 4", "4"),
        ("Y4", "4"),
        ("Yr 04", "4"),
        ("4", "4"),
        ("4.0", "4"),
        ("Reception", "R"),
        ("Year R", "R"),
        ("YR", "R"),
        ("0", "R"),
        ("N1", "N1"),
        ("Nursery", "N2"),
        ("Year 13", "13"),
        ("Mixed 3/4", "Mixed 3/4"),
        ("", ""),
    ],
)
def test_year_groups(written: str, read: str) -> None:
    assert read_year_group(written) == read
