"""What a filled-in sheet says: silence, doubt and old wording are never a yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.consent.rules import Decision
from parentcomms.paper.rules import Row, Ticked, code_among, outcome

WEBSITE = Row("website", offers_unrecognisable=True, changed=False)
CHANGED = Row("website", offers_unrecognisable=True, changed=True)
CLASS_PHOTO = Row("class_photo", offers_unrecognisable=False, changed=False)

ROWS = st.lists(
    st.builds(Row, st.sampled_from("abcdefg"), st.booleans(), st.booleans()),
    unique_by=lambda row: row.key,
)
TICKS = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(Ticked))


@pytest.mark.parametrize(
    ("row", "ticked", "recorded"),
    [
        (WEBSITE, Ticked.YES, Decision.YES),
        (WEBSITE, Ticked.UNRECOGNISABLE, Decision.UNRECOGNISABLE),
        (WEBSITE, Ticked.NO, Decision.NO),
        (WEBSITE, Ticked.NOT_CLEAR, None),
        (WEBSITE, None, None),
        (CHANGED, Ticked.YES, None),
        (CHANGED, Ticked.UNRECOGNISABLE, None),
        (CHANGED, Ticked.NO, Decision.NO),
        (CLASS_PHOTO, Ticked.UNRECOGNISABLE, None),
    ],
)
def test_what_one_row_is_worth(row: Row, ticked: Ticked | None, recorded: Decision | None) -> None:
    ticks = {row.key: ticked} if ticked else {}
    assert outcome(ticks, [row]).recorded.get(row.key) is recorded


@given(TICKS, ROWS)
def test_nothing_is_recorded_that_was_not_ticked(ticks: dict[str, Ticked], rows: list[Row]) -> None:
    for key, decision in outcome(ticks, rows).recorded.items():
        assert ticks[key].value == decision.value


@given(TICKS, ROWS)
def test_every_tick_is_recorded_or_named_as_not_recorded(
    ticks: dict[str, Ticked], rows: list[Row]
) -> None:
    found = outcome(ticks, rows)
    named = [*found.recorded, *found.outdated, *found.unclear]
    assert sorted(named) == sorted(row.key for row in rows if row.key in ticks)


@given(TICKS, ROWS)
def test_a_no_always_counts(ticks: dict[str, Ticked], rows: list[Row]) -> None:
    recorded = outcome(ticks, rows).recorded
    for row in rows:
        if ticks.get(row.key) is Ticked.NO:
            assert recorded[row.key] is Decision.NO


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (set(), None),
        ({"OURS1"}, "OURS1"),
        ({"OURS1", "THEIRS"}, "OURS1"),
        ({"THEIRS"}, "THEIRS"),
        ({"OURS1", "OURS2"}, None),
        ({"THEIRS", "OTHERS"}, None),
    ],
)
def test_two_sheets_on_one_page_are_nobodys(codes: set[str], code: str | None) -> None:
    assert code_among(codes, {"OURS1", "OURS2"}) == code
