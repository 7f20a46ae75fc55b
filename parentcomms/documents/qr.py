"""QR codes, as an SVG drawing or as a PNG picture.

The mask is fixed: trying all eight costs four times what the rest of a letter does, and every
reader copes with any of them.
"""

import io
from functools import lru_cache

import segno

MASK = 3
QUIET_ZONE = 4


def matrix(content: str) -> tuple[tuple[bool, ...], ...]:
    """The modules, dark ones true, without the quiet zone."""
    rows = _code(content).matrix
    return tuple(tuple(bool(module) for module in row) for row in rows)


def svg(content: str, *, title: str | None = None, for_print: bool = False) -> str:
    """An SVG to put into a page; it has no size of its own, the page's style decides.

    `for_print` it is a file of its own without the quiet zone: white paper is all round it.
    """
    out = io.BytesIO()
    _code(content).save(
        out,
        kind="svg",
        border=0 if for_print else QUIET_ZONE,
        title=title,
        omitsize=True,
        light="#fff",
        svgclass="qr",
        lineclass=None,
        xmldecl=False,
        svgns=for_print,
    )
    return out.getvalue().decode()


def png(content: str, *, scale: int = 6) -> bytes:
    """A PNG, for e-mails and for programs without SVG."""
    out = io.BytesIO()
    _code(content).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


@lru_cache(maxsize=64)
def _code(content: str) -> segno.QRCode:
    return segno.make(content, error="m", mask=MASK, micro=False, boost_error=False)
