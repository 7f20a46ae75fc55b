"""What the views of this room share: its blueprint, and finding what a page is about."""

from flask import Blueprint, g, render_template

from parentcomms.access import may
from parentcomms.approvals.queries import delegation_to
from parentcomms.clock import today
from parentcomms.communications import content, queries
from parentcomms.communications import staff_words as words
from parentcomms.communications.models import Communication
from parentcomms.communications.preview import previews
from parentcomms.communications.rules import CommunicationKind
from parentcomms.errors import NotFound
from parentcomms.school.queries import school

blueprint = Blueprint("communications_staff", __name__)


@blueprint.context_processor
def names() -> dict[str, object]:
    """What things are called on every page of this room."""
    return {
        "KIND_NAMES": words.KIND_NAMES,
        "STATE_NAMES": words.STATE_NAMES,
        "STATE_COLOURS": words.STATE_COLOURS,
        "HELD_BACK_WORDS": words.HELD_BACK_WORDS,
    }


def found(reference: str, *kinds: CommunicationKind) -> Communication:
    """The communication a page is about."""
    communication = queries.communication_by_reference(reference)
    if communication is None or (kinds and communication.kind not in kinds):
        raise NotFound
    return communication


def may_decide() -> bool:
    """The head, or somebody with the head's delegation in force."""
    if may("approve_communication"):
        return True
    delegation = delegation_to(g.staff.id)
    return delegation is not None and delegation.in_force(today())


def text_page(template: str, communication: Communication, **others: object) -> str:
    """A page that shows the newest version as it will be read, and what its check found."""
    version = communication.versions[-1]
    reports = content.reports(communication.kind, version.texts, names=[school().name])
    return render_template(
        template,
        communication=communication,
        version=version,
        stands=queries.listed(communication),
        previews=previews(communication.kind, version.texts),
        blocking={code: words.blocking(report) for code, report in reports.items()},
        hints={code: words.hints(report) for code, report in reports.items()},
        blocked=any(report.blocks for report in reports.values()),
        **others,
    )
