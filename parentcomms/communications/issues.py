"""What is special about a newsletter among communications: its reference, its page, its pictures.

Pictures do not travel by e-mail. The mail holds their words and a link to the page of the issue:
a picture there can come down when a family changes its mind, one in four thousand mailboxes cannot.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import force_locale

from parentcomms.accounts.family_mails import OPEN_LINK
from parentcomms.communications.models import CommunicationVersion
from parentcomms.documents.markdown import Link, Value
from parentcomms.languages import gettext
from parentcomms.links import Purpose, address_of
from parentcomms.outbox.actions import page_value
from parentcomms.school.queries import school

PAGE = "newsletters_public.issue"
MOST_PICTURES = 12


def issue_reference(version: CommunicationVersion) -> str:
    """One name for exactly these words to exactly this audience, wherever they appear."""
    return f"{version.communication.reference}-{version.content_hash[:8]}"


def pictures_in(written: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The pictures a version carries: reference, sha256, alt, checks, nobody."""
    found: Sequence[Mapping[str, Any]] = written.get("pictures", ())
    return found


def slots_of(written: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Placeholder → the picture that stands there: `((picture_1))` is the first."""
    return {f"picture_{place}": each for place, each in enumerate(pictures_in(written), 1)}


def shared_values(version: CommunicationVersion, language: str) -> dict[str, Any]:
    """What all mails of one issue share; each reader's own link opens the page."""
    written = version.texts[language]
    with force_locale(language):
        words = {name: _picture_words(each) for name, each in slots_of(written).items()}
        found = {name: _page(version, label) for name, label in words.items()}
    return {**found, "reference": issue_reference(version)}


def page_button(version: CommunicationVersion, language: str) -> dict[str, Any]:
    """The way to the page as every mail of one issue shows it, but for the reader's own link."""
    with force_locale(language):
        return _page(version, gettext("Read it on the web"))


def own_values(button: Mapping[str, Any], link: str) -> dict[str, Any]:
    """What one adult's mail has of its own: that button, opened by their link if it needs one."""
    if "as" not in button:
        return {"newsletter_page": dict(button)}
    page = {name: part for name, part in button.items() if name != "as"}
    return {"newsletter_page": page | {"reference": link}}


def _page(version: CommunicationVersion, label: str) -> dict[str, Any]:
    reference = version.communication.reference
    if school().archive_is_public:
        return page_value(PAGE, label=label, reference=reference)
    return {
        "endpoint": OPEN_LINK,
        "purpose": Purpose.FAMILY_LINK.value,
        "as": "newsletter_page",
        "parameters": {"newsletter": reference},
        "label": label,
    }


def values_to_look_at(version: CommunicationVersion, language: str) -> dict[str, Value]:
    """The same for a preview, a page or a sheet of paper, where nobody's own link is needed."""
    address = address_of(PAGE, reference=version.communication.reference)
    with force_locale(language):
        found: dict[str, Value] = {
            name: Link(address, _picture_words(each))
            for name, each in slots_of(version.texts[language]).items()
        }
        found["newsletter_page"] = Link(address, gettext("Read it on the web"))
    return {**found, "reference": issue_reference(version)}


def _picture_words(picture: Mapping[str, Any]) -> str:
    return gettext("Picture: %(what)s", what=picture["alt"])
