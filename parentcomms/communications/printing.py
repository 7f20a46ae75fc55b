"""One file for the office printer: letters in the order of the pile, then the sheets to tick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parentcomms.communications import queries
from parentcomms.communications.letters import Addressee, addressees, letters
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sheets import sheets
from parentcomms.documents.paper import Replacement
from parentcomms.documents.pdf import Printed, add_forms, add_letters
from parentcomms.documents.printfile import PrintFile, print_file
from parentcomms.school.queries import school


@dataclass(frozen=True)
class Pile:
    """What is in the file: the deliveries whose letters it holds, its pages, what was replaced."""

    delivery_ids: tuple[int, ...]
    pages: int
    replaced: tuple[Replacement, ...]


def letters_pdf(
    path: Path,
    communications: Sequence[Communication],
    *,
    again: bool = False,
    up_to: int | None = None,
    duplex: bool = False,
    large: bool = False,
) -> Pile:
    """Write what waits to be printed (`again`: what was printed too). Changes nothing.

    `large` sets every letter and sheet in large print, whoever it is for.
    """
    printed: list[Printed] = []
    done: list[int] = []
    with print_file(path) as file:
        for each in communications:
            waiting = queries.paper_deliveries([each.id], again=again, up_to=up_to)
            found = addressees(waiting)
            if found:
                printed += _add(file, each, found, duplex=duplex, large=large)
                done += [to.delivery.id for to in found]
    replaced = tuple(change for part in printed for change in part.replaced)
    return Pile(tuple(done), file.pages, replaced)


def _add(
    file: PrintFile,
    communication: Communication,
    found: Sequence[Addressee],
    *,
    duplex: bool,
    large: bool,
) -> Iterator[Printed]:
    title = f"{communication.title}, {school().name}"
    yield add_letters(file, letters(found, large=large), title=title, duplex=duplex)
    if communication.kind is CommunicationKind.CONSENT_REQUEST:
        yield add_forms(file, sheets(found, large=large), title=title, duplex=duplex)
