"""Rows out of files as schools really have them, and a sentence for every other file."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.people.importing import encodings, tables
from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.tables import read_rows

PLAIN = "UPN,Forename,Surname\nA1,Zoë,Łukasz\nB2,Ann,Lee\n"


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in read_rows(io.BytesIO(content))]


EXPECTED = [["UPN", "Forename", "Surname"], ["A1", "Zoë", "Łukasz"], ["B2", "Ann", "Lee"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_with_all_letters_reads_the_same(encoding: str) -> None:
    assert cells(PLAIN.encode(encoding)) == EXPECTED


def test_windows_1252_is_read_when_the_file_is_not_utf_8() -> None:
    content = "Forename,Surname\r\nZoë,O’Brien\r\nJosé,Núñez\r\n".encode("cp1252")
    assert cells(content)[1:] == [["Zoë", "O’Brien"], ["José", "Núñez"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_reads_the_same(delimiter: str) -> None:
    assert cells(PLAIN.replace(",", delimiter).encode()) == EXPECTED


def test_commas_inside_cells_do_not_hide_a_semicolon() -> None:
    content = b"UPN;Name;Class\nA;Lee, Ann;Oak\nB;Moss, Bo;Elm\n"
    assert cells(content)[1] == ["A", "Lee, Ann", "Oak"]


def test_semicolons_inside_cells_do_not_hide_a_comma() -> None:
    content = b"UPN,Mail,Class\nA,a@example.org; b@example.org,Oak\n"
    assert cells(content)[1] == ["A", "a@example.org; b@example.org", "Oak"]


def test_mixed_line_ends_and_lines_inside_quotation_marks_are_read() -> None:
    content = b'UPN,Address\r\nA,"1 High St\r\nTown"\nB,2 Low St\rC,3 Mid St'
    assert [row[0] for row in cells(content)] == ["UPN", "A", "B", "C"]


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    content = b'Pupils\n\nUPN,Note\nA,"two\nlines"\nB,x\n'
    assert [row.number for row in read_rows(io.BytesIO(content))] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n,,,\r\n", "empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><CTfile>', "web page or an XML"),
        (b"  <table><tr><td>UPN", "web page"),
        (b"UPN,Name\nA\x00B,C\n", "bytes that a list of pupils never has"),
        (b"UPN,Name\nA,\x81\x8d\x8f\n", "damaged"),
        ("UPN,Name\nA,Zoë".encode()[:-1], "damaged"),
        (b"\xef\xbb\xbfUPN,Name\nA,Zo\xeb\n", "damaged"),
        (b'UPN,Name\nA,"half', "stops half way"),
        (b'UPN,Name\nA,"x"y\n', "quotation mark"),
        (b"UPN,Name\n" + b"A," + b"x" * 10_001 + b"\n", "characters"),
        (b"UPN,Name\n" + b"," * 200 + b"x\n", "columns"),
    ],
)
def test_a_file_that_is_not_what_it_claims_gets_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as refusal:
        cells(content)
    assert refusal.value.sentence.endswith(".")


def test_a_utf_8_file_cut_off_inside_a_letter_is_not_read_as_windows_1252() -> None:
    whole = "UPN,Name\nA,Zoë\nB,Chloë".encode()
    with pytest.raises(UnreadableFile, match="damaged"):
        cells(whole[:-1])


def test_a_workbook_named_csv_is_told_apart_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    with zipfile.ZipFile(path, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with (
        tables.open_source(path) as stream,
        pytest.raises(UnreadableFile, match="save it as CSV"),
    ):
        list(read_rows(stream))


def test_an_enormous_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="20 MB"):
        cells(b"UPN,Name\n" + b"A,B\n" * 300)


def test_fifty_thousand_rows_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 10)
    with pytest.raises(UnreadableFile, match="more than 10 rows"):
        cells(b"UPN,Name\n" + b"A,B\n" * 10)


def test_a_missing_file_is_said_by_name_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^The file gone\.csv could not be opened\.$"):
        tables.open_source(tmp_path / "gone.csv")


@given(st.binary(max_size=400))
def test_random_bytes_are_rows_or_a_sentence_and_nothing_else(content: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        list(read_rows(io.BytesIO(content)))
