"""Files that would do harm, or are none: a sentence for the office, soon and in little memory."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from parentcomms.people.importing.problems import UnreadableFile
from parentcomms.people.importing.readers import read_file
from tests.people.importing import files

TOP = ("UPN", "Forename", "Surname", "DOB", "Reg Group")
ZOE = ("A", "Zoë", "Nowak", "31/12/2018", "Oak")
MB = 1024 * 1024


def refused(source: bytes | Path, *, says: str, most_mb: int = 90) -> None:
    """Refused with these words, within seconds and so many megabytes."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(UnreadableFile, match=says) as refusal:
            read_file(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refusal.value.sentence.endswith(".")
    assert peak < most_mb * MB
    assert time.process_time() - began < 10


def xml(prolog: str, name: str = "Zoë") -> bytes:
    """A transfer file with something in front of it."""
    body = files.ctf(files.ctf_pupil("NAME")).decode().replace("NAME", name)
    return body.replace("?>\n", f"?>\n{prolog}", 1).encode()


class TestXml:
    @pytest.mark.parametrize(
        "prolog",
        [
            '<!DOCTYPE CTfile [<!ENTITY x "y">]>',
            '<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:1/ctf.dtd">',
            '<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>',
            "<!DOCTYPE CTfile>",
        ],
    )
    def test_whatever_declares_something_is_refused(self, prolog: str) -> None:
        refused(xml(prolog, "&x;" if "ENTITY x" in prolog else "Zoë"), says="declares names")

    def test_a_billion_laughs_are_not_laughed(self) -> None:
        laughs = '<!ENTITY l0 "lol">' + "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
        )
        refused(xml(f"<!DOCTYPE CTfile [{laughs}]>", "&l9;"), says="declares names", most_mb=5)

    def test_five_hundred_megabytes_are_refused_unread(self, tmp_path: Path) -> None:
        path = tmp_path / "big.xml"
        with path.open("wb") as file:
            file.write(b"<?xml version='1.0'?><CTfile>")
            file.truncate(500 * MB)  # sparse: reading it would still take its time
        refused(path, says="larger than 20 MB", most_mb=2)

    def test_nesting_without_end_is_refused(self) -> None:
        refused(b"<?xml version='1.0'?>" + b"<a>" * 100_000, says="nested", most_mb=5)

    def test_what_is_not_asked_for_takes_no_memory(self) -> None:
        filling = "<SuppInfo>" + "<x>y</x>" * 200_000 + "</SuppInfo>"
        content = files.ctf(files.ctf_pupil()).replace(b"</Contacts>", b"</Contacts>FILL")
        content = content.replace(b"FILL", filling.encode())
        tracemalloc.start()
        assert len(read_file(content).pupils) == 1
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 3 * MB

    def test_letters_in_another_encoding_than_the_file_names(self) -> None:
        content = files.ctf(files.ctf_pupil()).decode().encode("cp1252")
        refused(content, says="not in the encoding it names|broken near line")
        refused(content.replace(b"UTF-8", b"klingon"), says="not in the encoding it names")

    def test_a_file_cut_off_half_way_loads_nothing(self) -> None:
        refused(files.ctf(files.ctf_pupil(), files.ctf_pupil("Max"))[:-300], says="broken near")


class TestZip:
    @pytest.mark.parametrize(
        "name", ["../users.csv", "/users.csv", "a\\..\\users.csv", "C:users.csv"]
    )
    def test_a_name_that_leads_out_is_refused(self, name: str) -> None:
        refused(files.zipped({name: "sourcedId\n", "roles.csv": "x"}), says="leads out")

    def test_a_bomb_is_not_unpacked(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in ("users.csv", "roles.csv"):
                with made.open(name, "w") as file:
                    for _ in range(60):
                        file.write(b"0" * MB)
        assert len(out.getvalue()) < MB
        refused(out.getvalue(), says="unpacks to far more", most_mb=5)

    def test_a_zip_in_a_zip_is_to_be_unpacked_first(self) -> None:
        inner = files.zipped(files.oneroster_11())
        refused(files.zipped({"export.zip": inner}), says="only holds another zip")

    def test_a_password_is_told(self) -> None:
        content = bytearray(files.zipped(files.oneroster_11()))
        place = -1
        while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
            content[place + 8] |= 1  # the flag of an encrypted member
        refused(bytes(content), says="password")

    def test_a_damaged_zip_is_told(self) -> None:
        refused(files.zipped(files.oneroster_11())[:200], says="cannot be opened")


class TestWorkbook:
    def test_macros_are_not_opened(self) -> None:
        content = io.BytesIO(files.workbook(TOP, ZOE))
        with zipfile.ZipFile(content, "a") as book:
            book.writestr("xl/vbaProject.bin", b"macro")
        refused(content.getvalue(), says="macros")

    def test_a_hidden_sheet_is_passed_over(self) -> None:
        content = files.workbook(TOP, ZOE, hidden=[TOP, ("X", "Old", "Gone", "30/12/2018", "Elm")])
        assert [pupil.forename for pupil in read_file(content).pupils] == ["Zoë"]

    def test_formulas_are_never_computed_and_never_loaded_as_text(self) -> None:
        book = Workbook()
        book.active.append(list(TOP))
        book.active.append(["A", '=HYPERLINK("http://127.0.0.1:1","Zoë")', "Nowak", "31/12/2018"])
        out = io.BytesIO()
        book.save(out)
        reading = read_file(out.getvalue())
        assert reading.pupils == []
        assert "no forename" in reading.refused[0].reason

    def test_a_swollen_workbook_is_not_opened(self) -> None:
        content = io.BytesIO(files.workbook(TOP, ZOE))
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/media/image1.bin", b"0" * 101 * MB)
        refused(content.getvalue(), says="too large")

    def test_entities_in_a_sheet_are_refused(self) -> None:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(files.workbook(TOP, ZOE))) as book,
            zipfile.ZipFile(out, "w") as made,
        ):
            for name in book.namelist():
                text = book.read(name)
                if name.endswith("sheet1.xml"):
                    text = b'<!DOCTYPE x [<!ENTITY a "b">]>' + text
                made.writestr(name, text)
        refused(out.getvalue(), says="cannot be opened")


class TestCsv:
    def test_ten_thousand_columns(self) -> None:
        refused(files.table([f"c{n}" for n in range(10_000)], ["x"] * 10_000), says="columns")

    def test_a_cell_of_fifty_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "big.csv"
        path.write_bytes(b'UPN,Forename\nA,"' + b"x" * 50 * MB + b'"\n')
        refused(path, says="larger than 20 MB", most_mb=2)
        refused(b'UPN,Forename\nA,"' + b"x" * 15 * MB + b'"\n', says="[.]")

    def test_nul_bytes(self) -> None:
        refused(b"UPN,Forename,Surname\nA,Zo\0,Nowak\n", says="bytes that a list of pupils")

    def test_mixed_line_ends_are_cleaned(self) -> None:
        content = b"UPN,Forename,Surname\r\nA,Ann,Lee\nB,Bo,Lee\rC,Cy,Lee"
        assert len(read_file(content).pupils) == 3
