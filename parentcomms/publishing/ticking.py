"""Who can be ticked on the one screen: a class, a group, and what a list of names came to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parentcomms.people.models import PupilGroup
from parentcomms.people.pasted import Found, Known
from parentcomms.people.picking import children_of_groups
from parentcomms.publishing.queries import ClassToPick, PupilToTick, pupils_of_class, told_apart


@dataclass(frozen=True)
class Showing:
    """The class or the group whose children the screen lists."""

    reference: str
    name: str
    children: tuple[PupilToTick, ...]


@dataclass(frozen=True)
class OfferToTick:
    """A name nobody has exactly, and whom it could mean; each child stands on a screen once."""

    typed: str
    children: tuple[PupilToTick, ...]


def showing(
    reference: str, classes: Sequence[ClassToPick], groups: Sequence[PupilGroup]
) -> Showing | None:
    """What was chosen to be listed, if it is still there."""
    for each in classes:
        if each.reference == reference:
            return Showing(reference, each.name, tuple(pupils_of_class(reference)))
    for group in groups:
        if group.reference == reference:
            children = (_to_tick(child) for child in children_of_groups([reference]))
            return Showing(reference, group.name, tuple(told_apart(list(children))))
    return None


def offers(found: Found, ticked: Collection[str]) -> list[OfferToTick]:
    """What is offered and not ticked yet."""
    seen = set(ticked)
    shown = []
    for offer in found.offers:
        fresh = [child for child in offer.children if child.reference not in seen]
        seen |= {child.reference for child in fresh}
        shown.append(
            OfferToTick(offer.typed, tuple(told_apart([_to_tick(child) for child in fresh])))
        )
    return shown


def _to_tick(child: Known) -> PupilToTick:
    return PupilToTick(child.reference, child.name, "", child.class_name)
