"""One file for the office printer: letters in the order of the pile, then the sheets to tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from parentcomms.communications import queries
from parentcomms.communications.letters import Addressee, addressees, letters
from parentcomms.communications.models import Communication
from parentcomms.communications.rules import CommunicationKind
from parentcomms.communications.sheets import sheets
from parentcomms.documents.paper import Replacement
from parentcomms.documents.pdf import Printed, write_forms, write_letters
from parentcomms.documents.printfile import PrintFile
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
    with TemporaryDirectory(dir=path.parent) as folder:
        parts: list[tuple[Path, Printed]] = []
        done: list[int] = []
        for each in communications:
            waiting = queries.paper_deliveries([each.id], again=again, up_to=up_to)
            found = addressees(waiting)
            if found:
                parts += _written(Path(folder), each, found, duplex=duplex, large=large)
                done += [to.delivery.id for to in found]
        pages = _join(path, [part for part, _ in parts])
        replaced = tuple(change for _, printed in parts for change in printed.replaced)
    return Pile(tuple(done), pages, replaced)


def _written(
    folder: Path,
    communication: Communication,
    found: Sequence[Addressee],
    *,
    duplex: bool,
    large: bool,
) -> list[tuple[Path, Printed]]:
    title = f"{communication.title}, {school().name}"
    name = folder / f"{communication.id}-letters.pdf"
    made = [(name, write_letters(name, letters(found, large=large), title=title, duplex=duplex))]
    if communication.kind is CommunicationKind.CONSENT_REQUEST:
        name = folder / f"{communication.id}-sheets.pdf"
        made.append(
            (name, write_forms(name, sheets(found, large=large), title=title, duplex=duplex))
        )
    return made


def _join(path: Path, parts: Sequence[Path]) -> int:
    with path.open("wb") as out:
        file = PrintFile(out)
        for part in parts:
            file.add(part.read_bytes())
        file.close()
    return file.pages
