"""What the board counts of one adult, and how adults add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentcomms.communications.rules import Step
from parentcomms.coverage.rules import Known, Mark, Part, marks_of, part_of, tally

STEPS = st.frozensets(st.sampled_from(Step), max_size=3)
KNOWN = st.builds(
    Known, told=st.booleans(), acknowledged=st.booleans(), bounced=st.booleans(),
    sent_elsewhere=st.booleans(), chose_not=st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "known", "marks", "part"),
    [
        ({Step.DUE}, Known(), {Mark.DUE}, Part.NOT_REACHED),
        ({Step.HELD_BACK}, Known(), {Mark.HELD_BACK}, Part.NOT_REACHED),
        ({Step.WAITING}, Known(), {Mark.WAITING}, Part.NOT_REACHED),
        ({Step.TO_PRINT}, Known(), {Mark.TO_PRINT}, Part.NOT_REACHED),
        ({Step.SENT}, Known(), {Mark.SENT, Mark.DELIVERED}, Part.NO_SIGN),
        ({Step.SENT}, Known(bounced=True), {Mark.SENT, Mark.BOUNCED}, Part.NOT_REACHED),
        ({Step.FAILED}, Known(bounced=True), {Mark.BOUNCED}, Part.NOT_REACHED),
        ({Step.DUE}, Known(bounced=True), {Mark.DUE, Mark.BOUNCED}, Part.NOT_REACHED),
        ({Step.KEPT}, Known(), {Mark.KEPT}, Part.NOT_REACHED),
        ({Step.FAILED}, Known(), {Mark.FAILED}, Part.NOT_REACHED),
        ({Step.PRINTED}, Known(), {Mark.PRINTED}, Part.NOT_REACHED),
        ({Step.HANDED_OUT}, Known(told=True), {Mark.HANDED_OUT, Mark.TOLD}, Part.TOLD),
        (
            {Step.DUE}, Known(sent_elsewhere=True), {Mark.DUE, Mark.SENT_ELSEWHERE}, Part.NO_SIGN,
        ),
    ],
)  # fmt: skip
def test_each_step_is_counted_where_it_belongs(
    steps: set[Step], known: Known, marks: set[Mark], part: Part
) -> None:
    assert marks_of(steps, known) == marks
    assert part_of(marks_of(steps, known)) is part


@given(STEPS, KNOWN)
def test_sent_is_never_told_and_kept_is_never_sent(steps: frozenset[Step], known: Known) -> None:
    marks = marks_of(steps, known)
    assert (Mark.TOLD in marks) == known.told
    assert (Mark.SENT in marks) == (Step.SENT in steps)
    assert (Mark.DELIVERED in marks) == (Step.SENT in steps and not known.bounced)
    assert (part_of(marks) is Part.TOLD) == known.told


@settings(max_examples=25)
@given(st.lists(st.tuples(STEPS, KNOWN), max_size=6))
def test_every_adult_stands_in_exactly_one_part(
    adults: list[tuple[frozenset[Step], Known]],
) -> None:
    row = tally("Oak", "oak", [marks_of(steps, known) for steps, known in adults])
    assert sum(row.parts.values()) == row.adults == len(adults)
    assert all(row.of(mark) <= row.adults for mark in Mark)
