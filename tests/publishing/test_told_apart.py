"""Two children of one name in one list can be told apart, by as little as it takes."""

from datetime import date

from parentcomms.publishing.queries import find_pupils, pupils_of_class
from tests import make


def test_two_of_one_name_in_a_class_have_their_birthday_beside_it(session: object) -> None:
    oak = make.school_class("Oak")
    for born in (date(2017, 5, 14), date(2017, 11, 2)):
        make.pupil("George", surname="Brown", in_class=oak, date_of_birth=born)
    make.pupil("Ada", surname="Lis", in_class=oak)
    names = sorted(each.name for each in pupils_of_class(oak.reference))
    assert names == ["Ada Lis", "George Brown, born 14 May", "George Brown, born 2 November"]


def test_the_class_is_enough_where_it_differs(session: object) -> None:
    for name in ("Oak", "Elm"):
        make.pupil("George", surname="Brown", in_class=make.school_class(name))
    assert {each.name for each in find_pupils("George")} == {"George Brown"}
