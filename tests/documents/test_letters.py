"""Letters as they come off the press: read back with a PDF reader, never assumed."""

import io
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from parentcomms.documents.glyphs import Unprintable
from parentcomms.documents.markdown import Link, MissingValues
from parentcomms.documents.paper import Direction, Letter, Mark, Sender
from parentcomms.documents.pdf import render_letter, write_letters
from parentcomms.documents.sheets import contrast_with_white
from tests.documents.samples import BODY, LETTER, SENDER, letter, short

MM = 72 / 25.4


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf: bytes) -> str:
    """The text layer, its lines joined."""
    return " ".join(" ".join(p.extract_text() for p in read(pdf).pages).split())


def places(pdf: bytes) -> Iterator[tuple[str, float, float]]:
    """Each piece of text on the first page, and how far it starts from left and top, in mm."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.append((text.strip(), x / MM, 297 - y / MM))

    read(pdf).pages[0].extract_text(visitor_text=visit)
    return iter(found)


def test_a_letter_of_350_words_is_one_page_with_everything_on_it() -> None:
    assert len(BODY.split()) >= 350
    pdf = render_letter(letter(mark=Mark.POST, sorted_by="3 Maple"))
    assert len(read(pdf).pages) == 1
    text = words(pdf)
    for part in (
        *LETTER.recipient,
        *SENDER.lines,
        "Oakfield Primary School",
        "22 November 2026",
        "Dear Mrs Wiśniewska",
        "We are so pleased that Zofia is joining us.",
        "ring us on 01452 555 0100. That counts too.",
        "Margaret Okafor",
        "K7QM 2XRD 9TPA",
        "post · 3 Maple",
    ):
        assert part in text


@pytest.mark.parametrize(
    "changed",
    [
        letter(),
        letter(large_print=True),
        letter(slip=None),
        short(
            "((link))\n\n> quoted\n\n* a\n  1. b", values={"link": Link("https://a.org/x", "Go")}
        ),
        short("# A\n\n### C\n\nskips a level, and the next\n\n#\n\nsays nothing"),
    ],
    ids=["ordinary", "large", "no slip", "every block", "odd headings"],
)
def test_a_single_letter_is_accessible(changed: Letter) -> None:
    report = page.validate_pdf_bytes(
        render_letter(changed), profile=page.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_a_letter_says_its_title_and_language_and_describes_its_pictures() -> None:
    with pikepdf.open(io.BytesIO(render_letter(letter(language="pl")))) as pdf:
        assert str(pdf.Root.Lang).startswith("pl")
        assert str(pdf.docinfo["/Title"]) == LETTER.heading
        assert bool(pdf.Root.MarkInfo.Marked)
        described = [str(o.Alt) for o in pdf.objects if _is_figure(o)]
    assert sorted(described) == ["Oakfield Primary School", "QR code"]


def _is_figure(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure


def test_the_address_shows_in_the_window_of_a_dl_and_of_a_c5_envelope() -> None:
    """DL: 46 to 81 mm whatever way the sheet slides down; C5: 53.5 to 88.5 mm; left 20 to 100."""
    seven = ("Mrs A", "Flat 3", "Harbour Court", "27 Mill Road", "Pittville", "Cheltenham", "GL50")
    for lines in (LETTER.recipient, seven):
        where = [p for p in places(render_letter(letter(recipient=lines))) if p[0] in lines]
        assert len(where) == len(lines)
        assert all(53.5 < top < 82 and 20 < left < 100 for _, left, top in where)


def test_nothing_but_the_address_is_in_the_window() -> None:
    inside = {
        text
        for text, left, top in places(render_letter(letter()))
        if text and 46 < top < 82 and left < 110
    }
    assert inside == set(LETTER.recipient)


SCRIPTS = {
    "pl": ("Zażółć gęślą jaźń", Direction.LTR),
    "ro": ("Învățătoarea și țara", Direction.LTR),
    "uk": ("Фотографії наших дітей", Direction.LTR),
    "ur": ("تصاویر اور ویڈیوز", Direction.RTL),
    "ar": ("الصور ومقاطع الفيديو", Direction.RTL),
    "bn": ("আমাদের স্কুলের ছবি", Direction.LTR),
    "pa": ("ਸਾਡੇ ਸਕੂਲ ਦੀਆਂ ਤਸਵੀਰਾਂ", Direction.LTR),
    "gu": ("અમારી શાળાના ફોટા", Direction.LTR),
    "ta": ("எங்கள் பள்ளியின் படங்கள்", Direction.LTR),
    "zh": ("我们学校的照片", Direction.LTR),
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_script_is_printed_and_can_be_read_back(language: str) -> None:
    sentence, direction = SCRIPTS[language]
    pdf = render_letter(short(sentence, language=language, direction=direction))
    text = words(pdf)
    # Readers differ in where they put spaces and vowel signs: the letters must all be there.
    assert set(sentence) <= set(text)
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)


def test_gurmukhi_is_not_turned_right_to_left() -> None:
    pdf = render_letter(short("ਸਤ", language="pa", direction=Direction.LTR))
    left = next(x for text, x, _ in places(pdf) if "ਸ" in text)
    assert left < 30


def test_a_telephone_number_keeps_its_order_in_right_to_left_writing() -> None:
    urdu = short(
        "فون کریں: ((t))",
        values={"t": "01452 555 0100"},
        language="ur",
        direction=Direction.RTL,
        sender=Sender("Oakfield"),
        slip=None,
    )
    # Out of order its three parts are set one by one, the first of them rightmost.
    assert "01452 555 0100" in [text for text, _, _ in places(render_letter(urdu))]


@pytest.mark.parametrize(
    "name",
    [
        "#import",
        "*Ana*",
        "=cmd|' /C calc'!A0",
        "a\\b",
        "$x^2$",
        "@ref",
        "<label>",
        "_u_",
        "`c`",
        "]",
    ],
)
def test_a_name_is_never_read_as_typesetting(name: str) -> None:
    pdf = render_letter(
        short("Hello ((child))!", values={"child": name}, salutation=f"Dear {name}", slip=None)
    )
    assert f"Hello {name}!" in words(pdf)
    assert f"Dear {name}" in words(pdf)


def test_equal_letters_give_equal_bytes() -> None:
    assert render_letter(letter()) == render_letter(letter())


def test_a_letter_with_a_hole_is_not_printed() -> None:
    with pytest.raises(MissingValues):
        render_letter(letter(values={"child": "Zofia"}))


def test_words_of_the_school_no_font_has_are_told_to_their_author() -> None:
    with pytest.raises(Unprintable) as caught:
        render_letter(short("Welcome 🎉 all"))
    assert caught.value.characters == "🎉"


def test_a_name_no_font_has_goes_to_the_parent_or_carer_and_is_reported(tmp_path: Path) -> None:
    strange = letter(
        recipient=("Ms \U00017000 😀", "27 Mill Road 😀", "😀"),
        salutation="Dear Ms \U00017000",
        values={"child": "Li 😀", "telephone": "01452 555 0100"},
    )
    plain = letter(recipient=("李明", "1 Mill Road"), salutation="Dear 李明")
    out = tmp_path / "letters.pdf"
    printed = write_letters(out, [letter(), strange, plain], title="Letters")
    assert (printed.sheets, printed.pages) == (3, 3)
    assert [(r.part, r.now) for r in printed.replaced] == [
        ("address line 1", "To the parent or carer"),
        ("address line 2", "27 Mill Road"),
        ("address line 3", ""),
        ("salutation", "Dear parent or carer"),
        ("child", "Li"),
    ]
    pages = [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(out).pages]
    assert "To the parent or carer 27 Mill Road" in pages[1]
    assert "李明 1 Mill Road" in pages[2]


def test_direction_overrides_do_not_reach_the_paper() -> None:
    pdf = render_letter(letter(recipient=("Ana \u202egnp\u202c Ng", "1 Mill Road")))
    assert "Ana gnp Ng" in words(pdf)


def test_a_long_letter_names_its_reference_on_the_second_page() -> None:
    pages = read(render_letter(letter(large_print=True))).pages
    assert len(pages) == 2
    assert "Our ref: J-00001 · 2" in pages[1].extract_text()


def test_a_pale_school_colour_never_becomes_pale_words() -> None:
    pale = Sender("Oakfield", colour="#ffdd00")
    assert contrast_with_white(pale.colour) < 4.5
    assert render_letter(letter(sender=pale))
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
