"""QR codes: the modules say what was asked for, whichever way they are drawn."""

import io
import re

import segno
from PIL import Image

from parentcomms.documents import qr

URL = "https://oakfield.example.org/c/abcdefghijklmnopqrstuv"


def test_the_picture_shows_the_same_modules_as_the_matrix() -> None:
    rows = qr.matrix(URL)
    picture = Image.open(io.BytesIO(qr.png(URL, scale=1))).convert("L")
    edge = qr.QUIET_ZONE
    assert picture.size == (len(rows) + 2 * edge, len(rows) + 2 * edge)
    dark = [
        [picture.getpixel((x + edge, y + edge)) == 0 for x in range(len(rows))]
        for y in range(len(rows))
    ]
    assert dark == [list(row) for row in rows]


def test_the_code_is_the_standard_one_for_its_text() -> None:
    expected = segno.make(URL, error="m", mask=3, micro=False, boost_error=False)
    assert qr.matrix(URL) == tuple(tuple(bool(m) for m in row) for row in expected.matrix)


def test_the_drawing_needs_no_style_of_its_own_and_has_a_title() -> None:
    drawing = qr.svg(URL, title='Tom & "Ana"')
    assert "<title>Tom &amp; " in drawing
    assert "style=" not in drawing
    assert "<?xml" not in drawing
    assert not re.search(r"<svg[^>]* width=", drawing)
    assert "viewBox" in drawing


def test_the_drawing_shows_the_same_modules_as_the_matrix() -> None:
    rows = qr.matrix(URL)
    drawn = [[False] * len(rows) for _ in rows]
    path = re.findall(r'<path d="([^"]*)"', qr.svg(URL))[0]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", path):
        for at in range(int(x), int(x) + int(width)):
            drawn[int(y)][at] = True
    assert drawn == [list(row) for row in rows]
    edge = f"{-qr.QUIET_ZONE} {-qr.QUIET_ZONE} {len(rows) + 8} {len(rows) + 8}"
    assert f'viewBox="{edge}"' in qr.svg(URL)
    assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in qr.svg(URL, for_print=True)
