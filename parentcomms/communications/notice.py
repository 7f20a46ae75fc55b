"""The website notice as the newest approved words: a page to link to, a fragment to paste."""

from dataclasses import dataclass
from typing import Any

from parentcomms.communications import content, queries, values
from parentcomms.communications.rules import CommunicationKind
from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import PAGE, to_html
from parentcomms.school.values import common_values


@dataclass(frozen=True)
class Notice:
    """One language of it, ready to show."""

    language: str
    title: str
    html: str


def approved_notice(language: str, *, styled: bool = True) -> Notice | None:
    """In this language, or in English where it was not written in it."""
    found = queries.standing_communication(CommunicationKind.NOTICE)
    version = queries.approved_version(found) if found else None
    if version is None:
        return None
    known = language if language in version.texts else "en"
    written = version.texts[known]
    filled: dict[str, Any] = {**common_values(), **values.shared_values(known)}
    body = parse(content.with_lists(str(written["body"]), values.lists(known)))
    return Notice(
        language=known,
        title=" ".join(to_text(parse(str(written["subject"])), filled).split()),
        html=to_html(body, filled, style=PAGE) if styled else to_html(body, filled),
    )


def notice_html(language: str) -> str | None:
    """To paste into the school's own website: plain elements with its title and its language."""
    found = approved_notice(language, styled=False)
    if found is None:
        return None
    title = to_html(parse(f"# {content.escaped(found.title)}"), {})
    return f'<section lang="{found.language}">\n{title}\n{found.html}\n</section>'
