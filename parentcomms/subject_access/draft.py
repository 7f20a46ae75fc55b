"""The draft to take away: HTML to read, JSON, and files. Sealed items are only listed."""

from collections.abc import Sequence
from typing import Any

from parentcomms.accounts.queries import names_of
from parentcomms.clock import now
from parentcomms.database import plain
from parentcomms.people.models import Person
from parentcomms.school.queries import school
from parentcomms.subject_access.gathering import events_about
from parentcomms.subject_access.models import SubjectRequest, Verdict
from parentcomms.subject_access.queries import Line, lines_of, subject_of
from parentcomms.subject_access.staff_words import LABELS, SEAL_NAMES
from parentcomms.uploads import EXTENSIONS

ANOTHER = "another adult"


def shown(line: Line, names: dict[str, str]) -> dict[str, Any]:
    """What may be read of an item; who acted is named when they are staff, and only then."""
    return in_words(line, names) if line.open else {}


def in_words(line: Line, names: dict[str, str]) -> dict[str, Any]:
    """Every value of an item under its name; for the eyes of whoever decides about it."""
    return {
        LABELS.get(name, name.replace("_", " ")): _said(value, names)
        for name, value in line.item.values.items()
        if value not in (None, "", [], {})
    }


def _said(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return names.get(value, value) if isinstance(value, str) else value


def actors_in(lines: Sequence[Line], subject: Any) -> dict[str, str]:
    """Actor string → what the draft calls them: another parent is never named."""
    said = {
        value
        for line in lines
        for value in line.item.values.values()
        if isinstance(value, str) and value.startswith(("staff:", "person:"))
    }
    names = names_of(said | {"system", "public"})
    own = f"person:{subject.id}" if isinstance(subject, Person) else ""
    return {
        actor: name if not actor.startswith("person:") or actor == own else ANOTHER
        for actor, name in names.items()
    }


def as_data(request: SubjectRequest) -> dict[str, Any]:
    """Everything the draft says, as plain data."""
    lines, subject = lines_of(request), subject_of(request)
    names = actors_in(lines, subject)
    # What was done with a row says something of its sealed part too.
    closed = {(line.item.table, line.item.row_id) for line in lines if not line.open}
    open_items = [line.item for line in lines if (line.item.table, line.item.row_id) not in closed]
    events = [{**each, "by": _who(each["by"], names, subject)} for each in events_about(open_items)]
    return {
        "draft_for": "the data protection lead",
        "school": school().name,
        "request": request.reference,
        "about": subject.full_name,
        "asked_at": plain(request.made_at),
        "made_at": plain(now()),
        "items": [_as_item(number, line, names) for number, line in enumerate(lines, 1)],
        "what_was_done": events,
    }


def _who(actor: str, names: dict[str, str], subject: Any) -> str:
    if actor.startswith("person:"):
        return names.get(actor, ANOTHER)
    return names.get(actor) or names_of([actor])[actor]


def file_of(number: int, line: Line) -> str:
    """What the item's file is called in the zip; a sealed one stays out until it is released."""
    if not (line.open and line.item.stored_name):
        return ""
    extension = EXTENSIONS.get(line.item.values.get("media_type") or "image/jpeg", "bin")
    return f"files/{number}.{extension}"


def _as_item(number: int, line: Line, names: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {"what": line.item.title, "values": shown(line, names)}
    if file := file_of(number, line):
        item["file"] = file
    if line.item.seal:
        item["sealed"] = str(SEAL_NAMES[line.item.seal])
        item["decision"] = line.decision.verdict.value if line.decision else "not decided"
        if line.decision and line.decision.verdict is Verdict.WITHHELD:
            item["reason"] = line.decision.reason
        if not line.open:
            item["what"] = str(SEAL_NAMES[line.item.seal])
    return item
