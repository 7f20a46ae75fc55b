"""A pasted list of names: exact is taken, less is offered, nothing is guessed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.pasted import MOST_NAMES, Found, Known, match_names


def _known(name: str, class_name: str = "Oak", reference: str = "") -> Known:
    forename, _, surname = name.partition(" ")
    return Known(reference or f"{name}-{class_name}", forename, surname, class_name)


SCHOOL = [
    _known(name)
    for name in (
        "Ada Lovelace", "Bilal Khan", "Aysha O’Brien", "Zofia Łukasiewicz-Brown", "Ciarán Doe",
        "Thomas James", "Mary-Ann Smith", "Sam Jones",
    )
] + [_known("Sam Jones", "Elm")]  # fmt: skip


def _exact(found: Found) -> list[str]:
    return [each.name for each in found.exact]


def _offered(found: Found) -> dict[str, list[str]]:
    return {each.typed: [child.name for child in each.children] for each in found.offers}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("ADA LOVELACE\nbilal khan", ["Ada Lovelace", "Bilal Khan"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Lovelace, Ada\nKhan, Bilal", ["Ada Lovelace", "Bilal Khan"]),
        ("Ada Lovelace, Bilal Khan, Thomas James", ["Ada Lovelace", "Bilal Khan", "Thomas James"]),
        ("Lovelace, Ada, Khan, Bilal", ["Ada Lovelace", "Bilal Khan"]),
        ("Ada Lovelace; Bilal Khan", ["Ada Lovelace", "Bilal Khan"]),
        ("1. Ada Lovelace\r\n- Bilal Khan", ["Ada Lovelace", "Bilal Khan"]),
        ("Ada\tLovelace", ["Ada Lovelace"]),
        ("aysha obrien", ["Aysha O’Brien"]),
        ("Zofia Lukasiewicz Brown", ["Zofia Łukasiewicz-Brown"]),
        ("Lukasiewicz-Brown, Zofia", ["Zofia Łukasiewicz-Brown"]),
        ("Ciaran Doe", ["Ciarán Doe"]),
        ("maryann smith", ["Mary-Ann Smith"]),
        (" , ,\n;;\n", []),
    ],
)  # fmt: skip
def test_a_full_name_is_taken_in_any_spelling(text: str, names: list[str]) -> None:
    found = match_names(text, SCHOOL)
    assert _exact(found) == names
    assert found.is_clear


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Ada", ["Ada Lovelace"]),
        ("Khan", ["Bilal Khan"]),
        ("Aisha O'Brian", ["Aysha O’Brien"]),
        ("James Thomas", ["Thomas James"]),
        ("Ada Grace Lovelace", ["Ada Lovelace"]),
    ],
)
def test_less_than_an_exact_name_is_offered_and_not_taken(text: str, offered: list[str]) -> None:
    found = match_names(text, SCHOOL)
    assert _exact(found) == []
    assert _offered(found) == {text: offered}


def test_two_children_of_one_name_are_both_offered_with_their_class() -> None:
    found = match_names("Sam Jones", SCHOOL)
    assert _exact(found) == []
    assert [child.class_name for child in found.offers[0].children] == ["Oak", "Elm"]


def test_a_name_nobody_has_is_named_back() -> None:
    found = match_names("Ada Lovelace\nXyzzy Plugh", SCHOOL)
    assert found.unknown == ("Xyzzy Plugh",)
    assert _exact(found) == ["Ada Lovelace"]


@pytest.mark.parametrize("text", ["Ada Lovelace\nAda Lovelace", "Ada Lovelace\nLovelace, Ada"])
def test_a_child_written_twice_is_taken_once_and_said_so(text: str) -> None:
    found = match_names(text, SCHOOL)
    assert _exact(found) == ["Ada Lovelace"]
    assert len(found.twice) == 1


def test_five_thousand_names_are_counted_and_not_looked_up() -> None:
    found = match_names("Ada Lovelace, " * 5000, SCHOOL)
    assert found == Found(too_many=5000)


def test_as_many_names_as_may_be_pasted_are_found_in_a_large_school_in_a_moment() -> None:
    school = [_known(f"Forename{n % 97} Surname{n}", reference=str(n)) for n in range(2000)]
    text = "\n".join(f"Forenam{n % 97} Surnam{n}" for n in range(MOST_NAMES))
    began = time.monotonic()
    found = match_names(text, school)
    assert time.monotonic() - began < 5
    assert found.exact == ()
    assert len(found.offers) + len(found.unknown) == MOST_NAMES


@given(st.text(alphabet="Adalovceb KhnSmJo,;\n", max_size=200))
def test_whatever_is_pasted_takes_nobody_whose_full_name_is_not_in_it(text: str) -> None:
    letters = "".join(each for each in text.casefold() if each.isalpha())
    for child in match_names(text, SCHOOL).exact:
        first, last = child.forename.casefold(), child.surname.casefold()
        assert first + last in letters or last + first in letters
