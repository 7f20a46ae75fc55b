"""One CSV file of a roster as lines with named values; whatever we do not name is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from parentcomms.people.importing.archives import Archive
from parentcomms.people.importing.synonyms import normalise
from parentcomms.people.importing.tables import read_rows

MOST_LINES = 500_000
_READ = frozenset(
    """
    sourcedid status role usersourcedid identifier userids givenname familyname email sms phone
    agentsourcedids grades grade preferredgivenname preferredfamilyname preferredfirstname
    preferredlastname relationshipusersourcedid relationshiprole birthdate title classtype
    classsourcedid propertyname value sisid firstname lastname studentnumber
    """.split()  # noqa: SIM905 - a list of quoted words is no easier to read
)


def _heading(title: str) -> str:
    """In the British form of the older School Data Sync files a SIS ID is called ID."""
    heading = normalise(title)
    return "sisid" if heading == "id" else heading


class Line(dict[str, str]):
    """One line by its normalised headings; what the file leaves out is empty."""

    __slots__ = ("row",)
    row: int

    def get(self, name: str) -> str:  # type: ignore[override]
        """The value under this heading, or nothing."""
        return dict.get(self, name, "")


def lines_of(archive: Archive, name: str) -> Iterator[Line]:
    """Every line of this file; none where the archive has no such file."""
    if name not in archive.names():
        return
    with archive.open(name) as stream:
        columns: dict[int, str] | None = None
        for row in read_rows(stream, most=MOST_LINES):
            if columns is None:
                columns = {
                    place: heading
                    for place, title in enumerate(row.cells)
                    if (heading := _heading(title)) in _READ
                }
                continue
            line = Line()
            line.row = row.number
            width = len(row.cells)
            for place, heading in columns.items():
                if place < width and (cell := row.cells[place]):
                    dict.__setitem__(line, heading, cell)
            yield line


def is_active(line: Line) -> bool:
    """An empty status means active (OneRoster); everything else has gone or is going."""
    return without_case(line.get("status")) in ("", "active")


def without_case(text: str) -> str:
    """For comparing words of a format."""
    return normalise(text)
