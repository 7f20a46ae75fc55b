"""The check letter of a Unique Pupil Number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.upn import (
    CHECK_LETTERS,
    check_letter,
    is_temporary,
    tidy_upn,
    upn_problem,
)

digits = st.text(alphabet="0123456789", min_size=12, max_size=12)


def with_letter(twelve: str) -> str:
    return check_letter(f"A{twelve}") + twelve


def test_a_number_known_to_be_right_is_right():
    assert upn_problem("R674123101121") is None


@pytest.mark.parametrize(
    "upn",
    [
        "",
        "R67412310112",
        "R6741231011211",
        "r674123101121",
        "6674123101121",
        "R67412310112O",
        "R674123A01121",
        "R674123101121\n",
        "R67412310112٣",
        " R674123101121",
    ],
)
def test_another_shape_is_a_problem(upn: str):
    problem = upn_problem(upn)
    assert problem is not None
    assert "13 characters" in problem


@given(digits)
def test_only_one_of_the_letters_is_right_for_twelve_digits(twelve: str):
    right = [letter for letter in CHECK_LETTERS if upn_problem(letter + twelve) is None]
    assert right == [check_letter(f"A{twelve}")]


@given(digits, st.integers(min_value=1, max_value=12), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_always_noticed(twelve: str, place: int, digit: str):
    upn = with_letter(twelve)
    typed = upn[:place] + digit + upn[place + 1 :]
    assert (upn_problem(typed) is None) == (typed == upn)


@given(digits, st.sampled_from(CHECK_LETTERS))
def test_a_temporary_number_ends_in_a_letter_that_counts(twelve: str, last: str):
    temporary = with_letter(twelve[:11] + last)
    assert upn_problem(temporary) is None
    assert is_temporary(temporary)
    assert not is_temporary(with_letter(twelve))


def test_spaces_and_small_letters_are_tidied_before_checking():
    assert upn_problem(tidy_upn(" r674 1231 01121 ")) is None
