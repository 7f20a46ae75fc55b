"""The square code of a consent form: what a scanner reads off the paper, smudged or not."""

import io
from dataclasses import replace

import page
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from parentcomms.documents import qr
from parentcomms.documents.forms import ConsentForm
from parentcomms.documents.pdf import render_form
from tests.documents.samples import ENGLISH, POLISH

CODE = "7K3M9-Q0VXA"
READ = "7K3M9Q0VXA"


def _sides(form: ConsentForm, *, dots_per_inch: int) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(render_form(replace(form, code=CODE)))
    return [
        side.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L") for side in pdf
    ]


def _read(side: Image.Image) -> set[str]:
    found = zxingcpp.read_barcodes(side, formats=zxingcpp.BarcodeFormat.QRCode)
    return {each.text for each in found}


@pytest.mark.parametrize("dots_per_inch", [100, 200])
def test_a_scanner_reads_the_code_of_a_sheet(dots_per_inch: int) -> None:
    (side,) = _sides(ENGLISH, dots_per_inch=dots_per_inch)
    assert READ in _read(side)


@pytest.mark.parametrize("form", [ENGLISH, POLISH], ids=["English", "Polish"])
def test_in_large_print_each_side_bears_the_code(form: ConsentForm) -> None:
    large = replace(form, large=True)
    sides = _sides(large, dots_per_inch=100)
    assert len(sides) > 1
    assert all(READ in _read(side) for side in sides)
    pdf = render_form(replace(large, code=CODE))
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)


def test_the_code_survives_a_larger_smudge_than_an_ordinary_one() -> None:
    hardy, ordinary = (_largest_smudge(qr.svg(READ, hardy=each)) for each in (True, False))
    assert hardy > ordinary
    assert hardy >= 7


def _largest_smudge(svg: str) -> int:
    """How many modules' square of ink over the corner without a finder it is still read under."""
    sides = range(1, 14)
    return max(side for side in sides if _read(_smudged(_drawn(svg), side)) == {READ})


def _drawn(svg: str) -> Image.Image:
    """An SVG of ours as a picture: white ground, one path of dark runs."""
    side = int(svg.split('viewBox="-4 -4 ')[1].split()[0])
    picture = Image.new("L", (side * 8, side * 8), 255)
    pen = ImageDraw.Draw(picture)
    for run in svg.split('<path d="M')[1].split('"')[0].split("M"):
        where, _, rest = run.partition("h")
        x, y = (int(number) + 4 for number in where.split())
        pen.rectangle((x * 8, y * 8, (x + int(rest.split("v")[0])) * 8 - 1, y * 8 + 7), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Image.open(io.BytesIO(out.getvalue()))


def _smudged(picture: Image.Image, side: int) -> Image.Image:
    edge = picture.width - 4 * 8
    ImageDraw.Draw(picture).rectangle((edge - side * 8, edge - side * 8, edge, edge), fill=0)
    return picture
