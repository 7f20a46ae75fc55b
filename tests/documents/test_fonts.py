"""What the letter fonts can print, read from the fonts themselves."""

from pathlib import Path

import pytest
from PIL import ImageFont

from parentcomms.documents import fonts


def test_the_languages_of_the_letters_are_covered() -> None:
    sentence = "Żółć Șţ Їґ ں ٹ ঙ ਙ ઙ ங 我們 हिन्दी “–” • … €"
    assert fonts.uncovered(sentence) == ""


def test_missing_characters_are_each_named_once() -> None:
    assert fonts.uncovered("a😀b😀\U00017000") == "😀\U00017000"


def test_a_folder_without_fonts_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(fonts.FontsMissing, match="make install"):
        fonts.coverage(tmp_path)


@pytest.mark.parametrize("file", sorted(fonts.FOLDER.glob("*-Regular.ttf")), ids=lambda f: f.stem)
def test_the_table_is_read_as_freetype_reads_it(file: Path) -> None:
    """A character FreeType draws like the missing glyph is one the table does not hold."""
    known = fonts.characters(file)
    face = ImageFont.truetype(file, 20, layout_engine=ImageFont.Layout.BASIC)
    nothing = bytes(face.getmask("\uffff"))
    some = [
        *range(0x21, 0x250),
        *range(0x0620, 0x0650),
        *range(0x985, 0xBC0),
        *range(0x4E00, 0x4E40),
    ]
    wrong = [c for c in some if c not in known and bytes(face.getmask(chr(c))) != nothing]
    assert wrong == []
    assert known.issuperset(c for c in some if bytes(face.getmask(chr(c))) not in (nothing, b""))
