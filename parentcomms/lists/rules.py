"""What a sheet on paper is still worth, and how far a child's answers have come. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from parentcomms.consent.kinds import Standing

# What a teacher holding the sheet may do: anything, hide the face, or leave the child out. A no
# where the sheet says "not answered" changes nothing that anybody would do with it.
ALLOWS: dict[Standing, int] = {
    Standing.YES: 2,
    Standing.NO_OBJECTION: 2,
    Standing.UNRECOGNISABLE: 1,
    Standing.NOT_ANSWERED: 0,
    Standing.NO: 0,
}
Said = Mapping[int, Mapping[str, Standing]]  # child → use → what the sheet says
Now = Mapping[tuple[int, str], Standing]  # (child, use) → what stands today


class SheetState(StrEnum):
    """What the code on a sheet says about it."""

    STILL_SAFE = "still_safe"
    NO_LONGER_SAFE = "no_longer_safe"


class HowFar(StrEnum):
    """Of a child: everything is answered, an old form's yes waits, or nobody has said a word."""

    ANSWERED = "answered"
    WAITING = "waiting"
    SILENT = "silent"


def stricter_now(said: Said, now: Now) -> frozenset[int]:
    """The children of whom the sheet allows more than the school may do today.

    A child or a question that is gone counts as such: nothing stands for them any more.
    """
    return frozenset(
        child
        for child, uses in said.items()
        if any(
            ALLOWS[printed] > ALLOWS[now.get((child, use), Standing.NOT_ANSWERED)]
            for use, printed in uses.items()
        )
    )


def still_safe(said: Said, now: Now) -> bool:
    """Whether whoever follows the sheet still does nothing that a family does not want."""
    return not stricter_now(said, now)


def how_far(standings: Mapping[str, Standing], *, old_yes: frozenset[str]) -> HowFar:
    """How far one child has come; `old_yes` are the uses an old form said yes to.

    A no of any kind is an answer, so that nothing shows why it stands.
    """
    open_uses = {use for use, found in standings.items() if found is Standing.NOT_ANSWERED}
    if not open_uses:
        return HowFar.ANSWERED
    return HowFar.WAITING if open_uses & old_yes or _some(standings) else HowFar.SILENT


def _some(standings: Mapping[str, Standing]) -> bool:
    return any(found is not Standing.NOT_ANSWERED for found in standings.values())
