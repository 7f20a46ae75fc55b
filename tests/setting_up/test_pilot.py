"""The pilot: letters and requests go to the adults of one class, until the school ends it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parentcomms.communications.pilot import adults_after_the_pilot
from parentcomms.communications.reach import plan_for
from parentcomms.communications.rules import HeldBack, Tie, outside_the_pilot, plan
from parentcomms.communications.sending import send
from parentcomms.communications.ties import ties
from parentcomms.people.rules import ContactDecision
from parentcomms.school.actions import decide
from parentcomms.setting_up.actions import begin_pilot, end_pilot
from tests import make
from tests.communications.conftest import Desk, desk

__all__ = ["desk"]
OAK = 1
TIES = st.lists(
    st.builds(
        Tie,
        relationship_id=st.integers(1, 99),
        person_id=st.integers(1, 6),
        pupil_id=st.integers(1, 9),
        joined_on=st.just(date(2026, 9, 1)),
        decision=st.sampled_from(ContactDecision),
        held=st.booleans(),
        has_email=st.booleans(),
        class_id=st.sampled_from([OAK, 2, None]),
    )
)


@given(TIES)
def test_nobody_without_a_child_in_the_class_is_written_to_and_nobody_is_lost(
    due: list[Tie],
) -> None:
    inside = {tie.person_id for tie in due if tie.class_id == OAK}
    everybody = plan(due)
    now = plan(due, later=outside_the_pilot(due, class_id=OAK))
    assert set(now.everyone) == set(everybody.everyone) & inside
    for person_id, letter in now.everyone.items():
        assert letter == everybody.everyone[person_id]
    waiting = now.held_back.get(HeldBack.AFTER_THE_PILOT, 0)
    assert waiting == len(set(everybody.everyone) - inside)


def test_only_the_class_gets_letters_and_requests_until_the_pilot_is_ended(desk: Desk) -> None:
    oak, elm = make.school_class("Oak"), make.school_class("Elm")
    ada = make.pupil("Ada", in_class=oak)
    inside, outside = make.parent(ada), make.parent(make.pupil("Ben", in_class=elm))
    make.relationship(make.pupil("Cy", in_class=elm), inside)
    begin_pilot(oak)
    for each in (desk.letter, desk.request):
        desk.approve(each)
        assert set(plan_for(each).everyone) == {inside.id}
        assert plan_for(each).held_back == {HeldBack.AFTER_THE_PILOT: 1}
    (made,) = send(desk.letter)
    assert len(made.children) == 2
    end_pilot()
    assert set(plan_for(desk.letter).everyone) == {outside.id}
    assert {row.person_id for row in send(desk.letter)} == {outside.id}


def test_a_pilot_whose_class_is_no_more_lets_nobody_through(desk: Desk) -> None:
    make.parent(make.pupil(in_class=make.school_class("Oak")))
    assert adults_after_the_pilot(ties()) == set()
    decide(pilot_class="gone")
    assert len(adults_after_the_pilot(ties())) == 1
