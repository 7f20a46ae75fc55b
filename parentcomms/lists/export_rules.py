"""What an export says of each child, and what has changed since the last one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parentcomms.consent.kinds import Standing

# Marks in `said` that are no use: since which day a child's row reads as it does, and that the
# child had left. No use has a key with a space in it.
SINCE, LEFT = " since", " left"

Row = Mapping[str, str]  # use → standing, with SINCE and LEFT
Said = Mapping[str, Row]  # pupil id → row


@dataclass(frozen=True)
class Standings:
    """One child today: what stands for each use, and whether they are on roll."""

    uses: Mapping[str, Standing]
    on_roll: bool


def say(now: Mapping[int, Standings], *, before: Said, today: str) -> dict[str, dict[str, str]]:
    """Everybody's row as of today; `today` is the day from which a changed row reads so.

    The day is that of the export which first said it, and not of an answer: a never, a changed
    care status and a plain no show the same.
    """
    rows: dict[str, dict[str, str]] = {}
    for child, found in now.items():
        row = {use: standing.value for use, standing in found.uses.items()}
        if not found.on_roll:
            row[LEFT] = "yes"
        earlier = before.get(str(child))
        same = earlier is not None and _without_day(earlier) == row
        row[SINCE] = earlier[SINCE] if earlier is not None and same else today
        rows[str(child)] = row
    return rows


def _without_day(row: Row) -> dict[str, str]:
    return {key: value for key, value in row.items() if key != SINCE}


def still_to_export(before: Said, on_roll: Iterable[int]) -> frozenset[int]:
    """Everybody on roll, and whoever has left since the last export and was not shown as left."""
    known = {int(child) for child, row in before.items() if LEFT not in row}
    return frozenset({*on_roll, *known})


def changed(said: Said, before: Said) -> frozenset[int]:
    """The children whose row reads differently from the last export."""
    return frozenset(
        int(child)
        for child, row in said.items()
        if child not in before or _without_day(before[child]) != _without_day(row)
    )
