"""The state of a communication, derived from what happened to its exact content."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.approvals.rules import (
    CommunicationState,
    Release,
    Step,
    Verdict,
    is_approved,
    state,
)

NOW, OLD = "now", "old"
PUT_FORWARD = Step(content_hash=NOW)
APPROVED = Step(content_hash=NOW, verdict=Verdict.APPROVED)
SENT_BACK = Step(content_hash=NOW, verdict=Verdict.SENT_BACK)
OLD_APPROVED = Step(content_hash=OLD, verdict=Verdict.APPROVED)
LATER = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("history", "release", "expected"),
    [
        ([], Release(), "draft"),
        ([PUT_FORWARD], Release(), "awaiting_approval"),
        ([PUT_FORWARD, SENT_BACK], Release(), "sent_back"),
        ([PUT_FORWARD, SENT_BACK, PUT_FORWARD], Release(), "awaiting_approval"),
        ([PUT_FORWARD, APPROVED], Release(), "approved"),
        ([PUT_FORWARD, APPROVED, SENT_BACK], Release(), "sent_back"),
        ([OLD_APPROVED], Release(), "draft"),
        ([OLD_APPROVED], Release(scheduled_for=LATER), "draft"),
        ([OLD_APPROVED, PUT_FORWARD], Release(), "awaiting_approval"),
        ([APPROVED, OLD_APPROVED], Release(), "approved"),
        ([APPROVED], Release(scheduled_for=LATER), "scheduled"),
        ([APPROVED], Release(started=True, waiting=3), "sending"),
        ([APPROVED], Release(started=True, waiting=3, paused=True), "paused"),
        ([APPROVED, SENT_BACK], Release(started=True, waiting=3), "paused"),
        ([OLD_APPROVED], Release(started=True, waiting=3), "paused"),
        ([APPROVED], Release(started=True, waiting=0), "sent"),
        ([APPROVED], Release(started=True, waiting=0, paused=True), "sent"),
    ],
)
def test_the_state_follows_from_the_facts(history, release: Release, expected: str):
    assert state(NOW, history, release) is CommunicationState(expected)


steps = st.lists(
    st.builds(
        Step,
        content_hash=st.sampled_from([NOW, OLD]),
        verdict=st.none() | st.sampled_from(Verdict),
    ),
    max_size=6,
)
releases = st.builds(
    Release,
    scheduled_for=st.none() | st.just(LATER),
    started=st.booleans(),
    paused=st.booleans(),
    waiting=st.integers(min_value=0, max_value=2),
)


@given(steps, releases)
def test_an_edit_voids_every_approval_before_it(history: list[Step], release: Release):
    assert not is_approved("edited", history)
    going = {
        CommunicationState.APPROVED,
        CommunicationState.SCHEDULED,
        CommunicationState.SENDING,
    }
    assert state("edited", history, release) not in going


@given(steps, releases)
def test_nothing_is_on_its_way_without_a_standing_approval(history: list[Step], release: Release):
    found = state(NOW, history, release)
    if found in {CommunicationState.SCHEDULED, CommunicationState.SENDING}:
        assert is_approved(NOW, history)
