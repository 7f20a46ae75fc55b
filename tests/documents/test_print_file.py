"""The one file for the office printer: every letter in order, its tags on it, memory bounded."""

import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from parentcomms.documents.pdf import write_letters
from tests.documents.samples import letter


def test_one_file_for_the_printer_holds_every_letter_in_order(tmp_path: Path) -> None:
    out = tmp_path / "letters.pdf"
    many = (letter(reference=f"Ref {n:03}", language=("en", "pl")[n % 2]) for n in range(45))
    printed = write_letters(out, many, title="Letters")
    assert (printed.sheets, printed.pages, printed.replaced) == (45, 45, ())
    with pypdfium2.PdfDocument(out) as read:
        found = [f"Ref {n:03}" in p.get_textpage().get_text_range() for n, p in enumerate(read)]
    assert found == [True] * 45
    with pikepdf.open(out) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "en"
        said = [str(tag.Lang) for tag in pdf.objects if _says_its_language(tag)]
        assert set(said) == {"pl"}, "letters in another language than the first say so"
    assert page.is_pdf_compliant_bytes(out.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)


def _says_its_language(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/Lang" in thing


def test_in_one_file_each_page_s_words_hang_on_its_own_tags_in_reading_order(
    tmp_path: Path,
) -> None:
    out = tmp_path / "letters.pdf"
    write_letters(out, [letter(reference=f"Ref {n:03}") for n in range(42)], title="Letters")
    with pikepdf.open(out) as pdf:
        keys = [int(sheet.obj.StructParents) for sheet in pdf.pages]
        assert keys == sorted(set(keys))
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tags_of = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        for sheet, key in zip(pdf.pages, keys, strict=True):
            assert all(tag.Pg.objgen == sheet.obj.objgen for tag in tags_of[key])
        (document,) = pdf.Root.StructTreeRoot.K
        assert [str(part.S) for part in document.K] == ["/Part"] * 3  # 20, 20 and 2 letters
        first = [str(tag.S) for tag in document.K[2].K][:14]
    assert first.index("/H1") > first.index("/P")


def test_on_both_sides_of_the_paper_each_letter_starts_a_sheet(tmp_path: Path) -> None:
    out = tmp_path / "letters.pdf"
    some = [letter(reference="Ref 1"), letter(reference="Ref 2", large_print=True), letter()]
    printed = write_letters(out, some * 8, title="Letters", duplex=True)
    with pypdfium2.PdfDocument(out) as read:
        starts = [n for n, p in enumerate(read) if "Dear Mrs" in p.get_textpage().get_text_range()]
    assert len(starts) == printed.sheets == 24
    assert all(n % 2 == 0 for n in starts)


MEASURE = r"""
import re, sys
from pathlib import Path
from parentcomms.documents.pdf import write_letters
from tests.documents.samples import letter
some = (letter(reference=f"Ref {n}") for n in range(int(sys.argv[2])))
write_letters(Path(sys.argv[1]), some, title="Letters")
# Not getrusage: its peak is inherited from the process that started this one.
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def _megabytes(folder: Path, count: int) -> float:
    command = [sys.executable, "-c", MEASURE, str(folder / "out.pdf"), str(count)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return int(done.stdout) / 1024


def test_many_letters_need_no_more_memory_than_a_few_blocks(tmp_path: Path) -> None:
    assert _megabytes(tmp_path, 120) < 350


@pytest.mark.slow
def test_four_times_the_letters_need_no_more_memory(tmp_path: Path) -> None:
    assert _megabytes(tmp_path, 2000) < 1.1 * _megabytes(tmp_path, 500)
