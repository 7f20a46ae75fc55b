"""What the views of this room share: its blueprint, and finding what a page is about."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, render_template

from parentcomms.access import may
from parentcomms.approvals.queries import delegation_to
from parentcomms.clock import today
from parentcomms.communications import content, queries
from parentcomms.communications import staff_words as words
from parentcomms.communications.issues import issue_reference
from parentcomms.communications.models import Communication, CommunicationVersion
from parentcomms.communications.preview import previews
from parentcomms.communications.rules import CommunicationKind
from parentcomms.errors import NotFound
from parentcomms.policies.marketing import marketing_words
from parentcomms.school.queries import school
from parentcomms.texts.shipped import languages

blueprint = Blueprint("communications_staff", __name__)


@blueprint.context_processor
def names() -> dict[str, object]:
    """What things are called on every page of this room."""
    return {
        "KIND_NAMES": words.KIND_NAMES,
        "STATE_NAMES": words.STATE_NAMES,
        "STATE_COLOURS": words.STATE_COLOURS,
        "PART_NAMES": words.PART_NAMES | {"heading": words.HEADING},
        "held_back_words": words.held_back,
    }


def found(reference: str, *kinds: CommunicationKind) -> Communication:
    """The communication a page is about."""
    communication = queries.communication_by_reference(reference)
    if communication is None or (kinds and communication.kind not in kinds):
        raise NotFound
    return communication


def not_written_yet(communication: Communication) -> list[str]:
    """The languages families read in which an insert of the school's own has no words yet."""
    own_insert = communication.kind is CommunicationKind.INSERT and communication.key is None
    written = communication.versions[-1].texts
    return [each for each in languages() if own_insert and each not in written]


def may_decide(kind: CommunicationKind) -> bool:
    """The head, or somebody with the head's delegation in force.

    A request about a post is shown to a delegate only where the delegation names that kind.
    """
    if may("approve_communication"):
        return True
    wanted = content.APPROVAL_KIND[kind]
    delegation = delegation_to(g.staff.id, wanted)
    if delegation is None or not delegation.in_force(today()):
        return False
    return kind is not CommunicationKind.ABOUT_A_POST or wanted in delegation.scope


def found_in_words(
    kind: CommunicationKind, written: Mapping[str, Any], language: str
) -> dict[str, list[str]]:
    """What the check of words says about one language, event pack and all, as sentences."""
    names = [school().name]
    report = content.check(kind, written, language, names=names)
    said = {"blocking": words.blocking(report), "hints": words.hints(report)}
    for part, found in content.pack_reports(written, language, names=names).items():
        where = words.PART_NAMES[part]
        said["blocking"] += [f"{where}: {each}" for each in words.blocking(found)]
        said["hints"] += [f"{where}: {each}" for each in words.hints(found)]
    return said


def text_page(template: str, communication: Communication, **others: object) -> str:
    """A page that shows the newest version as it will be read, and what its check found."""
    version = communication.versions[-1]
    found_in = {
        code: found_in_words(communication.kind, written, code)
        for code, written in version.texts.items()
    }
    return render_template(
        template,
        communication=communication,
        version=version,
        stands=queries.listed(communication),
        previews=previews(version),
        blocking={code: each["blocking"] for code, each in found_in.items()},
        hints={code: [*each["hints"], *_marketing(version)] for code, each in found_in.items()},
        blocked=content.blocks(communication.kind, version.texts),
        audience=words.audience(version.audience),
        issue_reference=issue_reference(version),
        **others,
    )


def _marketing(version: CommunicationVersion) -> list[str]:
    """Where a newsletter may have become marketing."""
    if version.communication.kind is not CommunicationKind.NEWSLETTER:
        return []
    bodies = " ".join(str(written["body"]) for written in version.texts.values())
    return words.marketing(marketing_words(bodies))
