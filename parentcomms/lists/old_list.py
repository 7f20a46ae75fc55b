"""Reading the school's old list: pupils, and a yes or no for each use. Nothing is loaded here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from parentcomms.consent.kinds import Decision
from parentcomms.people.importing.headings import Headings, find_headings
from parentcomms.people.importing.match_pupils import PupilMatcher
from parentcomms.people.importing.problems import Remark, UnreadableFile
from parentcomms.people.importing.pupil_rows import RowReader
from parentcomms.people.importing.records import PupilRecord, Reading
from parentcomms.people.importing.snapshot import PupilNow
from parentcomms.people.importing.synonyms import normalise
from parentcomms.people.importing.tables import HEADING_ROWS, Row
from parentcomms.people.importing.workbooks import rows_of

EVERY_USE = "every use"
YES = frozenset({
    "yes", "y", "true", "t", "1", "tick", "ticked", "granted", "given", "consented", "consent",
    "agreed", "allowed", "permitted", "✓",
})  # fmt: skip
NO = frozenset({
    "no", "n", "false", "f", "0", "refused", "denied", "declined", "rejected", "withdrawn",
    "notgranted", "notgiven", "noconsent", "notallowed", "notpermitted", "consentrefused", "×", "✗",
})  # fmt: skip
NOTHING_SAID = frozenset({
    "notanswered", "unknown", "requested", "awaiting", "notrequested", "notasked", "na", "none",
    "pending", "-", "–", "?",
})  # fmt: skip
NEITHER = "Neither yes nor no: “%s”. Ask the family, or record it by hand."
NOT_HERE = "No child on our record fits this row."
BOTH = "This child stands in the list with yes and with no: the no counts."


@dataclass(frozen=True)
class OldRow:
    """One row: which child it is about, and the cells that may be answers."""

    pupil: PupilRecord
    cells: Mapping[str, str]


@dataclass
class OldList:
    """The file as it was read."""

    columns: list[str]
    rows: list[OldRow] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Meant:
    """What the list says once the office has said what each column means."""

    answers: Mapping[tuple[int, str], Decision]
    refused: Sequence[Remark]


def read_old_list(path: Path) -> OldList:
    """Every row of a CSV file or workbook. Raises UnreadableFile with a sentence."""
    with path.open("rb") as stream:
        headings = find_headings(
            row for row in islice(rows_of(stream), HEADING_ROWS) if row.number <= HEADING_ROWS
        )
        columns = _answer_columns(headings)
        reading = Reading(kind="old-list")
        reader = RowReader(headings, reading)
        found = OldList(list(columns))
        for row in rows_of(stream):
            if row.number > headings.row:
                _take(row, reader, found, columns=columns)
    found.refused = list(reading.refused)
    if not found.rows and not found.refused:
        raise UnreadableFile("The file has headings, but no pupils below them.")
    return found


def _answer_columns(headings: Headings) -> dict[str, int]:
    columns = {
        title: place for place, title in enumerate(headings.titles) if title in headings.unread
    }
    if not columns:
        raise UnreadableFile(
            "The file has no column that could hold a yes or a no. It needs one for each "
            "question, such as Website or Social media."
        )
    return columns


def _take(row: Row, reader: RowReader, found: OldList, *, columns: Mapping[str, int]) -> None:
    before = len(reader.reading.pupils)
    reader.read(row)
    for pupil in reader.reading.pupils[before:]:
        cells = {
            title: row.cells[place] for title, place in columns.items() if place < len(row.cells)
        }
        found.rows.append(OldRow(pupil, cells))


def guess(columns: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Column → use, where the heading is the question's key or name; the office says the rest."""
    known = {normalise(key): key for key in names} | {
        normalise(name): key for key, name in names.items()
    }
    return {column: known.get(normalise(column), "") for column in columns}


def what_it_says(
    old: OldList,
    pupils: Iterable[PupilNow],
    *,
    meanings: Mapping[str, str],
    uses: Sequence[str],
    only_ticks: bool,
) -> Meant:
    """Each child's yes and no by use. A no wins over a yes of the same child; nothing is guessed.

    `only_ticks`: the old list knew ticks only, so that its no may mean "never asked" and is
    nobody's answer.
    """
    matcher = PupilMatcher(pupils)
    answers: dict[tuple[int, str], Decision] = {}
    refused = list(old.refused)
    for row in old.rows:
        child = matcher.find(row.pupil)
        if not isinstance(child, PupilNow):
            refused.append(Remark(row.pupil.row, child or NOT_HERE))
            continue
        said, remarks = _row_says(row, meanings, uses)
        refused += remarks
        for use, decision in said.items():
            if only_ticks and decision is Decision.NO:
                continue
            refused += _add(answers, (child.id, use), decision, row=row.pupil.row)
    return Meant(answers, refused)


def _row_says(
    row: OldRow, meanings: Mapping[str, str], uses: Sequence[str]
) -> tuple[dict[str, Decision], list[Remark]]:
    said: dict[str, Decision] = {}
    remarks: list[Remark] = []
    for column, meaning in meanings.items():
        text = row.cells.get(column, "")
        if not meaning or not text:
            continue
        decision = decision_in(text)
        if decision is None:
            if normalise(text) not in NOTHING_SAID and text.strip() not in NOTHING_SAID:
                remarks.append(Remark(row.pupil.row, f"{column}: " + NEITHER % text[:40]))
            continue
        for use in uses if meaning == EVERY_USE else [meaning]:
            if said.get(use) is not Decision.NO:
                said[use] = decision
    return said, remarks


def decision_in(text: str) -> Decision | None:
    """Yes or no, as far as a cell says one of them and nothing else."""
    word = normalise(text) or text.strip()
    if word in YES:
        return Decision.YES
    return Decision.NO if word in NO else None


def _add(
    answers: dict[tuple[int, str], Decision],
    about: tuple[int, str],
    decision: Decision,
    *,
    row: int,
) -> list[Remark]:
    earlier = answers.get(about)
    if earlier is None or earlier is decision:
        answers[about] = decision
        return []
    answers[about] = Decision.NO
    return [Remark(row, BOTH)]
