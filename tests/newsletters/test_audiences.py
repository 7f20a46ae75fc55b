"""Whom an issue is for, and what an approval of it covers."""

import pytest

from parentcomms.approvals.rules import CommunicationState
from parentcomms.communications import sending
from parentcomms.communications.reach import plan_for
from parentcomms.errors import Refused
from parentcomms.newsletters import actions, queries
from parentcomms.newsletters.rules import Audience
from tests import make
from tests.newsletters.builders import BODY, issue, state_of
from tests.newsletters.conftest import Desk


def test_the_whole_school_year_groups_classes_and_clubs_are_reached_as_chosen(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    one = make.pupil("One", in_class=oak, year_group="4")
    two = make.pupil("Two", in_class=elm, year_group="5")
    three = make.pupil("Three", in_class=elm, year_group="6")
    people = [make.parent(of=each).id for each in (one, two, three)]
    club = make.group("Chess", three)

    def reached(**audience: object) -> list[bool]:
        found = plan_for(issue(desk, **audience)).everyone
        return [person in found for person in people]

    assert reached(whole_school=True) == [True, True, True]
    assert reached(classes=[elm.reference]) == [False, True, True]
    assert reached(year_groups=["4", "5"]) == [True, True, False]
    assert reached(groups=[club.reference]) == [False, False, True]
    assert reached(year_groups=["4"], groups=[club.reference]) == [True, False, True]


def test_another_audience_is_another_content_to_approve(desk: Desk) -> None:
    make.parent(of=make.pupil(in_class=make.school_class()))
    row = issue(desk)
    desk.approve(row)
    assert state_of(row) is CommunicationState.APPROVED
    narrower = actions.Written(title="Autumn news", body=BODY, audience=Audience(year_groups=["4"]))
    actions.rewrite(row, narrower, by=desk.office_id)
    assert state_of(row) is CommunicationState.DRAFT
    with pytest.raises(Refused, match="not approved"):
        sending.send(row)


def test_a_saved_list_copies_its_rule_and_a_later_change_of_it_changes_nothing(desk: Desk) -> None:
    saved = actions.save_audience("Years 4 and 5", Audience(year_groups=["5", "4"]))
    row = issue(desk, year_groups=["4", "5"], saved=saved.name)
    actions.end_audience(saved)
    assert row.versions[-1].audience == {"saved": "Years 4 and 5", "year_groups": ["4", "5"]}
    assert queries.saved_audiences() == []
