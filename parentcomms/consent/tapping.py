"""How an adult's own tap reached us: by their own link, or in person on the school's tablet."""

from typing import Any, TypedDict

from flask import g

from parentcomms.consent.kinds import AnswerRoute


class Road(TypedDict):
    """What is kept with each answer of how it came."""

    route: AnswerRoute
    evidence: dict[str, Any] | None


def road() -> Road:
    """On a shared tablet it is in person, and names the member of staff who opened the page."""
    family = g.get("family")
    if family is None or family.opened_by is None:
        return Road(route=AnswerRoute.OWN_LINK, evidence=None)
    return Road(route=AnswerRoute.IN_PERSON, evidence={"opened_by": f"staff:{family.opened_by}"})
