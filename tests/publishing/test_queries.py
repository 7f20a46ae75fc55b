"""Who can be ticked, who is found by name, and where somebody left off."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from parentcomms.channels.actions import Place, add, approve, install_shipped_channels
from parentcomms.channels.queries import open_channels
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.clock import today
from parentcomms.consent.naming import not_named
from parentcomms.database import db
from parentcomms.people.models import Enrolment, Pupil
from parentcomms.publishing import queries
from parentcomms.publishing.actions import Question, check
from tests import make

PUBLIC = ChannelAudience.PUBLIC

pytestmark = pytest.mark.usefixtures("session")


def _ends(child: Pupil, days: int) -> None:
    enrolment = db.session.scalars(select(Enrolment).filter_by(pupil_id=child.id)).one()
    enrolment.ends_on = today() + timedelta(days=days)


def _names(found: list[queries.PupilToTick]) -> list[str]:
    return [each.name for each in found]


def test_a_class_lists_who_is_in_it_today_by_first_name() -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    make.pupil("Zofia", in_class=oak, surname="A")
    make.pupil("Ada", in_class=oak, surname="B")
    make.pupil("Elsewhere", in_class=elm)
    _ends(make.pupil("Gone", in_class=oak), -1)
    _ends(make.pupil("Lastday", in_class=oak, surname="C"), 0)
    found = queries.pupils_of_class(oak.reference)
    assert _names(found) == ["Ada B", "Lastday C", "Zofia A"]
    assert queries.pupils_by_class()[oak.reference] == found


def test_classes_come_by_age_and_only_with_children_in_them() -> None:
    for name, year in (("Oak", "4"), ("Acorn", "R"), ("Nobody", "1"), ("Elm", "4")):
        made = make.school_class(name, year_group=year)
        if name != "Nobody":
            make.pupil(in_class=made)
    assert [each.name for each in queries.classes()] == ["Acorn", "Elm", "Oak"]


def test_a_child_who_changed_class_yesterday_is_in_the_new_one_only() -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    child = make.pupil("Ada", in_class=oak)
    _ends(child, -1)
    db.session.add(Enrolment(pupil_id=child.id, class_id=elm.id, starts_on=today()))
    db.session.flush()
    assert queries.pupils_of_class(oak.reference) == []
    assert [each.class_name for each in queries.find_pupils("ada")] == ["Elm"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zof", "Zofia Łukasiewicz-Brown"),
        ("luka", "Zofia Łukasiewicz-Brown"),
        ("brown zof", "Zofia Łukasiewicz-Brown"),
        ("OBRIEN", "Aysha O’Brien"),
        ("aisha", "Aysha O’Brien"),
        ("ciaran", "Ciarán Doe"),
    ],
)
def test_part_of_a_name_is_enough_in_any_spelling(typed: str, found: str) -> None:
    for name in ("Zofia Łukasiewicz-Brown", "Aysha O’Brien", "Ciarán Doe"):
        forename, surname = name.split(" ")
        make.pupil(forename, surname=surname)
    assert _names(queries.find_pupils(typed)) == [found]


@pytest.mark.parametrize("typed", ["", "   ", "-", "xyzzy", "ada " * 5000])
def test_what_names_nobody_finds_nobody(typed: str) -> None:
    make.pupil("Bilal", surname="Khan")
    assert queries.find_pupils(typed) == []


def test_a_common_letter_does_not_list_the_whole_school() -> None:
    for _ in range(40):
        make.pupil("Ada")
    assert len(queries.find_pupils("a")) == 20


def test_somebody_who_left_is_not_found_and_can_still_be_named() -> None:
    child = make.pupil("Gone", surname="Away")
    _ends(child, -1)
    assert queries.find_pupils("gone") == []
    assert _names(queries.named_pupils([child.reference])) == ["Gone Away"]


def test_the_last_check_knows_its_place_and_the_class_most_were_in() -> None:
    make.questions()
    install_shipped_channels()
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    children = [make.pupil(in_class=each) for each in (elm, oak, oak)]
    row = check(
        Question(channel=open_channels()[0], recognisable={child.id: True for child in children})
    )
    last = queries.last_check("system")
    assert last is row
    assert queries.class_of(row) == oak.reference
    assert queries.last_check("staff:1") is None


def test_a_check_is_found_by_who_asked_and_by_nobody_else() -> None:
    make.questions()
    row = check(Question(uses=frozenset({"website"}), recognisable={make.pupil().id: True}))
    assert queries.check_for("system", row.reference) is row
    assert queries.check_for("staff:9", row.reference) is None
    assert queries.check_for("staff:9", row.reference, whoever_asked=True) is row
    assert list(queries.checks_of("staff:9")) == []
    assert queries.children_counted([row]) == {row.id: 1}


def test_an_account_is_not_named_by_the_name_of_a_longer_one(session: object) -> None:
    make.questions()
    places = [
        add(ChannelKind.SOCIAL_ACCOUNT, Place(name=name, platform="Facebook", audience=PUBLIC))
        for name in ("Elm Park on Facebook", "Park on Facebook")
    ]
    for place in places:
        approve(place, by="system")
    assert [not_named(place) for place in places] == [False, True]
