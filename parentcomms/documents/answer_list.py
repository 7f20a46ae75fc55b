"""A list of answers on paper: children down, questions across, readable without any colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from parentcomms.documents.glyphs import Replacing, check_words
from parentcomms.documents.printfile import page_count
from parentcomms.documents.sheets import code_groups
from parentcomms.documents.typesetting import typeset

TEMPLATE = "answer-list.typ"
SIZES = (9.0, 8.0, 7.5, 7.0)  # a class of 30 is on one side at 9 point; smaller than 7 nobody reads


class Sign(StrEnum):
    """How a cell is drawn: a frame and a sign beside its word, never a colour alone."""

    YES = "yes"
    PART = "part"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True)
class Cell:
    """One answer: its word, and how it is drawn."""

    word: str
    sign: Sign


@dataclass(frozen=True)
class ListRow:
    """One child."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class AnswerList:
    """A whole list. `notes` stand above the table; all words come from the caller."""

    title: str
    school: str
    stamp: str
    code_label: str
    code: str
    name_label: str
    questions: tuple[str, ...]
    rows: tuple[ListRow, ...]
    notes: tuple[str, ...]


def render_list(listed: AnswerList) -> bytes:
    """The list as a tagged PDF (PDF/UA-1), on one side where seven point is large enough."""
    check_words((listed.title, listed.school, listed.stamp, *listed.questions, *listed.notes))
    fitted = _printable(listed)
    return typeset(TEMPLATE, _data(fitted, _size(fitted)))


def _printable(listed: AnswerList) -> AnswerList:
    """Letters of a name that no font has are left out: better than no list."""
    notes = Replacing("")
    rows = (replace(row, name=notes.fit("name", row.name) or "…") for row in listed.rows)
    return replace(listed, rows=tuple(rows))


def _size(listed: AnswerList) -> float:
    sizes: Sequence[float] = SIZES if len(listed.rows) <= 45 else SIZES[1:2]
    for size in sizes:
        if page_count(typeset(TEMPLATE, _data(listed, size), tagged=False)) == 1:
            return size
    return SIZES[1]


def _data(listed: AnswerList, size: float) -> dict[str, Any]:
    return {
        "title": listed.title,
        "school": listed.school,
        "stamp": listed.stamp,
        "code-label": listed.code_label,
        "code": code_groups(listed.code),
        "name-label": listed.name_label,
        "questions": listed.questions,
        "rows": [
            {"name": row.name, "cells": [[cell.word, cell.sign.value] for cell in row.cells]}
            for row in listed.rows
        ],
        "notes": listed.notes,
        "size": size,
    }
