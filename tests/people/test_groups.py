"""Clubs, trips and saved lists, and who is given which."""

from datetime import timedelta

import pytest

from parentcomms.clock import today
from parentcomms.database import db
from parentcomms.people import groups, picking
from parentcomms.people.models import GroupMember
from parentcomms.people.rules import GroupKind
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def test_a_child_is_in_a_group_once_and_coming_out_keeps_the_row() -> None:
    ada, ben = make.pupil("Ada"), make.pupil("Ben")
    club = groups.make_group(GroupKind.CLUB, "Chess", [ada.id, ada.id, ben.id])
    groups.add_to_group(club, [ada.id])
    assert [each.forename for each in groups.members_of(club)] == ["Ada", "Ben"]
    groups.take_out(club, [ada.id])
    assert [each.forename for each in groups.members_of(club)] == ["Ben"]
    assert db.session.query(GroupMember).count() == 2
    groups.add_to_group(club, [ada.id])
    assert [each.forename for each in groups.members_of(club)] == ["Ada", "Ben"]


def test_a_child_who_left_this_morning_is_in_no_group_any_more() -> None:
    ada = make.pupil("Ada")
    club = groups.make_group(GroupKind.CLUB, "Chess", [ada.id])
    ada.enrolments[0].ends_on = today() - timedelta(days=1)
    db.session.flush()
    assert groups.members_of(club) == []
    assert groups.groups_seen_by(1, everything=True)[0].number == 0


def test_children_picked_three_ways_are_each_there_once_by_first_name() -> None:
    oak = make.school_class("Oak")
    ada, ben, cai = make.pupil("Ada", in_class=oak), make.pupil("Ben"), make.pupil("Cai")
    club = groups.make_group(GroupKind.CLUB, "Chess", [ada.id, ben.id])
    found = picking.chosen(
        classes=[oak.reference], groups=[club.reference], pupils=[cai.reference, ada.reference]
    )
    assert [each.forename for each in found] == ["Ada", "Ben", "Cai"]


def test_a_saved_list_is_its_makers_and_a_club_is_everybodys_to_pick() -> None:
    groups.make_group(GroupKind.LIST, "Tuesday picture")
    groups.make_group(GroupKind.CLUB, "Chess")
    assert [each.name for each in groups.groups_to_pick("system")] == ["Chess", "Tuesday picture"]
    assert [each.name for each in groups.groups_to_pick("staff:7")] == ["Chess"]


def test_a_group_is_seen_by_who_made_it_who_is_given_it_and_who_looks_after_all() -> None:
    teacher, other = make.staff("Tess"), make.staff("Otis")
    club = groups.make_group(GroupKind.CLUB, "Chess")
    assert groups.group_by_reference(club.reference, staff_id=teacher.id) is None
    row = groups.put_in_charge(teacher.id, group_id=club.id)
    assert groups.put_in_charge(teacher.id, group_id=club.id) is row
    assert groups.group_by_reference(club.reference, staff_id=teacher.id) is club
    assert groups.group_by_reference(club.reference, staff_id=other.id) is None
    assert groups.group_by_reference(club.reference, staff_id=other.id, everything=True) is club
    groups.end_charge(row)
    assert groups.group_by_reference(club.reference, staff_id=teacher.id) is None


def test_a_teacher_is_given_classes_and_groups_and_an_ended_group_is_gone() -> None:
    teacher, oak = make.staff("Tess"), make.school_class("Oak")
    trip = groups.make_group(GroupKind.TRIP, "Museum")
    groups.put_in_charge(teacher.id, class_id=oak.id)
    groups.put_in_charge(teacher.id, group_id=trip.id)
    assert groups.given_to(teacher.id) == ([oak], [trip])
    groups.end_group(trip)
    assert groups.given_to(teacher.id) == ([oak], [])
    assert groups.groups_to_pick("system") == []
