"""What a saved check says about each child who stops the picture: what to do, and never why."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from flask_babel.speaklater import LazyString

from parentcomms.publishing.facts import Advice
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.queries import PupilToTick, told_apart
from parentcomms.publishing.words import ADVICE


@dataclass(frozen=True)
class StoppedTogether:
    """Children with the same advice, by name."""

    names: tuple[str, ...]
    advice: tuple[LazyString, ...]
    unanswered: bool


def stopping(row: PostCheck, left: Collection[str]) -> list[StoppedTogether]:
    """Children with the same advice together, so that it is read once.

    Nobody asks the family of a child who has left: then silence reads like any other reason.
    """

    def advice(child: PostCheckPupil) -> list[str]:
        gone = child.pupil.full_name in left
        return [each for each in child.advice if not (gone and each == Advice.NOT_ANSWERED)]

    stopped = [each for each in row.pupils if not each.allowed]
    names = _names(stopped)
    return [
        StoppedTogether(
            names=tuple(sorted(names[child.pupil.reference] for child in group)),
            advice=tuple(ADVICE[Advice(each)] for each in said if each != Advice.NOT_ANSWERED),
            unanswered=Advice.NOT_ANSWERED in said,
        )
        for said, group in groupby(sorted(stopped, key=advice), key=advice)
    ]


def _names(stopped: Collection[PostCheckPupil]) -> dict[str, str]:
    children = [PupilToTick(each.pupil.reference, each.pupil.full_name, "", "") for each in stopped]
    return {each.reference: each.name for each in told_apart(children)}
