"""Which way a letter goes, and who shares its envelope: by table, by property, on paper."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.clock import today
from parentcomms.communications.envelopes import Sheet, same_place, together
from parentcomms.communications.rules import Tie, in_book_bag
from parentcomms.communications.sending import send
from parentcomms.people.models import Person
from parentcomms.people.rules import ContactDecision
from tests import make
from tests.communications.conftest import Desk
from tests.communications.test_printing import _code, _print

BAG = {"lives_with": True, "decision": ContactDecision.WRITE}


def _tie(**changes: object) -> Tie:
    facts = {"relationship_id": 1, "person_id": 1, "pupil_id": 1, "joined_on": today(), **BAG}
    return Tie(**(facts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "bag"),
    [
        ({}, True),
        ({"lives_with": False}, False),
        ({"lives_with": None}, False),
        ({"held": True}, False),
        ({"looked_after": True}, False),
        ({"decision": ContactDecision.POST_ONLY}, False),
        ({"decision": ContactDecision.NOT_REVIEWED}, False),
        ({"here_now": False}, False),
    ],
)
def test_book_bag_or_post_is_one_rule(changes: dict[str, object], bag: bool) -> None:
    assert in_book_bag([_tie(**changes)]) is bag


TIES = st.builds(
    _tie,
    lives_with=st.sampled_from([True, False, None]),
    held=st.booleans(),
    looked_after=st.booleans(),
    here_now=st.booleans(),
    decision=st.sampled_from(list(ContactDecision)),
)


@given(st.lists(TIES, max_size=4))
def test_held_looked_after_and_not_resident_never_go_in_a_bag(ties: list[Tie]) -> None:
    if in_book_bag(ties):
        assert any(tie.lives_with and tie.here_now for tie in ties)
        assert not any(tie.held or tie.looked_after for tie in ties)


SHEETS = st.lists(
    st.builds(
        Sheet,
        delivery_id=st.integers(1, 10_000),
        address=st.sampled_from(["", "1elm", "2oak"]),
        own_envelope=st.booleans(),
        at_home=st.booleans(),
        in_bag=st.booleans(),
        says=st.sampled_from(["en", "pl"]),
    ),
    unique_by=lambda sheet: sheet.delivery_id,
    max_size=8,
)


@given(SHEETS)
def test_every_letter_is_in_one_envelope_and_nobody_shares_who_should_not(
    sheets: list[Sheet],
) -> None:
    found = together(sheets)
    assert sorted(each.delivery_id for some in found for each in some) == sorted(
        each.delivery_id for each in sheets
    )
    for some in found:
        if len(some) > 1:
            assert not any(each.own_envelope or not each.address for each in some)
            assert all(each.at_home for each in some)
            assert len({(each.address, each.in_bag, each.says) for each in some}) == 1


def test_an_address_is_the_same_however_it_is_typed() -> None:
    assert same_place("1 Elm Road,\nGloucester", "GL1 1AA") == same_place(
        "1 elm road Gloucester.", "gl11aa"
    )
    assert same_place(None, None) == ""


HOME = {"address": "1 Elm Road\nGloucester", "postcode": "GL1 1AA"}


def _parents(**second: object) -> tuple[Person, Person]:
    """Two adults of one child at one address; `second` is what the other differs in."""
    child = make.pupil("Zofia")
    of_adult = {key: second.pop(key) for key in list(second) if hasattr(Person, key)}
    adults = (
        make.parent(of=child, forename="Ada", surname="Rowan", email=None),
        make.parent(of=child, forename="Ben", surname="Rowan", email=None, **second),
    )
    for adult, facts in zip(adults, ({}, of_adult), strict=True):
        for name, value in (HOME | facts).items():
            setattr(adult, name, value)
    return adults


def test_two_adults_of_one_address_share_a_letter_with_a_slip_each(
    desk: Desk, tmp_path: Path
) -> None:
    adults = _parents()
    send(desk.approve(desk.letter))
    pages = _print(desk, tmp_path / "letters.pdf")
    page = " ".join(pages)
    assert page.count("We ask three things") == 1
    for adult in adults:
        assert adult.full_name in page
        assert f"{adult.full_name}: Open my page" in page
        assert _code(adult) in page
    assert "Dear Ada Rowan and Ben Rowan," in page


@pytest.mark.parametrize(
    "second",
    [
        {"own_envelope": True},
        {"postcode": "GL2 2BB"},
        {"lives_with": False},
        {"large_print": True},
        {"decision": ContactDecision.POST_ONLY},
    ],
)
def test_whoever_asked_otherwise_or_gets_another_letter_has_one_alone(
    desk: Desk, tmp_path: Path, second: dict[str, object]
) -> None:
    adults = _parents(**second)
    send(desk.approve(desk.letter))
    pages = _print(desk, tmp_path / "letters.pdf")
    assert all(sum(_code(adult) in page for page in pages) == 1 for adult in adults)
    assert " ".join(pages).count("We ask three things") == 2


def test_by_post_an_envelope_is_shared_only_by_two_who_live_with_the_child() -> None:
    facts = {"address": "1elm", "own_envelope": False, "in_bag": False, "says": "en"}

    def sheet(number: int, *, at_home: bool) -> Sheet:
        return Sheet(delivery_id=number, at_home=at_home, **facts)  # type: ignore[arg-type]

    both = (sheet(1, at_home=True), sheet(2, at_home=True))
    assert together(both) == [both]
    for away in ((True, False), (False, False)):
        some = [sheet(number, at_home=home) for number, home in enumerate(away)]
        assert together(some) == [(each,) for each in some]


def test_everything_can_be_printed_large(desk: Desk, tmp_path: Path) -> None:
    make.parent(of=make.pupil(), email=None)
    send(desk.approve(desk.letter))
    plain = _print(desk, tmp_path / "plain.pdf")
    large = _print(desk, tmp_path / "large.pdf", large=True)
    assert len(large) > len(plain)
