"""What an export says, and what counts as changed since the last one."""

from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.kinds import Standing
from parentcomms.lists.export_rules import (
    LEFT,
    SINCE,
    Standings,
    changed,
    say,
    still_to_export,
)

S = Standing


def _said(before, now, today="2026-11-22"):
    return say(
        {child: Standings(*found) for child, found in now.items()}, before=before, today=today
    )


def test_a_row_that_reads_the_same_keeps_its_day() -> None:
    first = _said({}, {1: ({"website": S.YES}, True)}, today="2026-10-01")
    again = _said(first, {1: ({"website": S.YES}, True)})
    assert again == {"1": {"website": "yes", SINCE: "2026-10-01"}}
    assert not changed(again, first)


def test_a_row_that_reads_differently_is_changed_from_today() -> None:
    first = _said({}, {1: ({"website": S.YES}, True)}, today="2026-10-01")
    again = _said(first, {1: ({"website": S.NO}, True)})
    assert again["1"][SINCE] == "2026-11-22"
    assert changed(again, first) == {1}


def test_a_leaver_is_exported_as_left_once() -> None:
    first = _said({}, {1: ({"website": S.YES}, True)})
    assert still_to_export(first, on_roll=[]) == {1}
    left = _said(first, {1: ({"website": S.NOT_ANSWERED}, False)})
    assert left["1"][LEFT] == "yes"
    assert changed(left, first) == {1}
    assert still_to_export(left, on_roll=[]) == set()


standings = st.dictionaries(st.sampled_from(["website", "video_voice"]), st.sampled_from(S))
everybody = st.dictionaries(st.integers(1, 5), st.tuples(standings, st.booleans()))


@given(first=everybody, second=everybody)
def test_the_changes_on_top_of_the_last_export_are_the_whole(first, second) -> None:
    before, after = _said({}, first), _said(_said({}, first), second)
    merged = {child: before.get(child) for child in after} | {
        str(child): after[str(child)] for child in changed(after, before)
    }
    assert merged == after
