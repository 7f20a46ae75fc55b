"""The same letter as HTML for WeasyPrint: our words, our fonts, tagged (PDF/UA-1).

WeasyPrint is installed for measuring only. It needs Pango of the machine: `missing()` says in one
sentence what to type where it is not there.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from parentcomms.documents import qr
from parentcomms.documents.fonts import FOLDER
from parentcomms.documents.paper import Letter, Sender, Slip
from parentcomms.documents.web import to_html

PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# Neither flexible boxes nor drawings: each would cost WeasyPrint a tenth more.
STYLE = """
@page { size: a4; margin: 11mm 21mm 10mm }
html { font-family: %s; font-size: 10pt; line-height: 1.25; color: #1d1d1b }
body, p, h1, h2, h3 { margin: 0 }
.letter > p, h2, h3, ol, ul { margin-bottom: 1.7mm }
.page { position: relative }
.page + .page { break-before: page }
.head { height: 21mm; border-bottom: 1.6pt solid #0b5d4b; margin-bottom: 48mm }
.head img { float: left; height: 19mm; margin-right: 5mm }
.head p { float: right; font-size: 8.5pt; text-align: right; color: #4a4f55 }
.head strong { font-size: 18pt; color: #0b5d4b }
.address { position: absolute; left: 3mm; top: 44mm; width: 76mm; font-size: 10.5pt }
.particulars { position: absolute; right: 0; top: 44mm; text-align: right }
h1 { font-size: 1.25em; color: #0b5d4b; margin-bottom: 1.7mm }
h2, h3 { font-size: 1em; color: #0b5d4b }
.sign { margin-top: 10mm }
.slip { border-top: .6pt solid #4a4f55; padding-top: 4mm; margin-top: 3mm }
.slip img { float: left; height: 24mm; margin-right: 7mm }
.code { font-size: 15pt; font-weight: bold }
"""


def missing() -> str:
    """Why WeasyPrint cannot be measured here, and what would help; empty when it can."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return "WeasyPrint was not measured, as it is not installed: type  make bench"
    except OSError:
        return f"WeasyPrint was not measured, as it needs Pango: type  sudo apt-get install {PANGO}"
    return ""


def tagged_pdfs(files: Iterable[Sequence[Letter]]) -> Iterator[bytes]:
    """Each file's letters, a page for each; style and fonts are read once for all of them."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style: Any = CSS(string=_style(), font_config=fonts)
    for letters in files:
        page = HTML(string=document_of(letters)).render(stylesheets=[style], font_config=fonts)
        yield page.write_pdf(pdf_variant="pdf/ua-1")


@cache
def _style() -> str:
    """The letter fonts, and only those."""
    files = sorted(FOLDER.rglob("*-Regular.ttf"), key=lambda file: file.stem != "NotoSans-Regular")
    names = [file.stem.removesuffix("-Regular") for file in files]
    faces = "".join(
        f"@font-face {{ font-family: {name}; font-weight: {weight};"
        f" src: url({next(FOLDER.rglob(f'{name}-{cut}.ttf')).as_uri()}) }}\n"
        for name in names
        for weight, cut in (("normal", "Regular"), ("bold", "Bold"))
    )
    return faces + STYLE % ", ".join(names)


def document_of(letters: Sequence[Letter]) -> str:
    """One file."""
    title, language = escape(letters[0].heading), letters[0].language
    pages = "".join(map(page_of, letters))
    return f'<html lang="{language}"><head><title>{title}</title></head><body>{pages}</body></html>'


def page_of(letter: Letter) -> str:
    """The whole letter: window address, text, signature and slip."""
    sign = letter.signature
    return (
        f'<div class="page">{_head(letter.sender)}'
        f'<div class="address">{_lines(letter.recipient)}</div>'
        f'<div class="particulars">{_lines((letter.date, letter.reference))}</div>'
        f'<div class="letter"><p>{escape(letter.salutation)}</p><h1>{escape(letter.heading)}</h1>'
        f"{to_html(letter.body, letter.values)}<p>{escape(sign.closing)}</p>"
        f'<p class="sign"><strong>{escape(sign.name)}</strong><br>{escape(sign.role)}</p></div>'
        f"{_slip(letter.slip) if letter.slip else ''}</div>"
    )


@cache
def _head(sender: Sender) -> str:
    crest = _picture("png", sender.crest or b"", sender.name)
    name = f"<strong>{escape(sender.name)}<br><small>{escape(sender.strapline)}</small></strong>"
    return f'<div class="head">{crest}<p>{_lines(sender.lines)}</p>{name}</div>'


def _slip(slip: Slip) -> str:
    drawing = _picture("png", qr.png(slip.url, scale=4), slip.alt)
    return (
        f'<div class="slip">{drawing}<div><strong>{escape(slip.heading)}</strong>'
        f'<p>{escape(slip.how_to)}</p><p class="code">{escape(slip.code)}</p></div></div>'
    )


def _picture(kind: str, content: bytes, alt: str) -> str:
    inside = base64.b64encode(content).decode()
    return f'<img src="data:image/{kind};base64,{inside}" alt="{escape(alt)}">'


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(map(escape, lines))
