"""QR codes, as an SVG drawing or as a PNG picture.

The mask is fixed: trying all eight costs four times what the rest of a letter does, and every
reader copes with any of them. The drawing is our own, one path of dark runs, because segno's
takes as long again as making the code.
"""

import io
import re
from functools import lru_cache
from html import escape

import segno

MASK = 3
QUIET_ZONE = 4
_DARK = re.compile(rb"\x01+")


def matrix(content: str) -> tuple[tuple[bool, ...], ...]:
    """The modules, dark ones true, without the quiet zone."""
    return tuple(tuple(bool(module) for module in row) for row in _code(content).matrix)


def svg(
    content: str, *, title: str | None = None, for_print: bool = False, hardy: bool = False
) -> str:
    """An SVG to put into a page; it has no size of its own, the page's style decides.

    `for_print` it is without the quiet zone: white paper is all round it. A `hardy` one is still
    read with almost a third of it smudged or folded away (error correction H).
    """
    rows = _code(content, "h" if hardy else "m").matrix
    edge = 0 if for_print else QUIET_ZONE
    size = len(rows) + 2 * edge
    described = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" '
        f'viewBox="{-edge} {-edge} {size} {size}" {described}'
        f'<path fill="#fff" d="M{-edge} {-edge}h{size}v{size}h{-size}z"/>'
        f'<path d="{_runs(rows)}"/></svg>'
    )


def png(content: str, *, scale: int = 6) -> bytes:
    """A PNG, for e-mails and for programs without SVG."""
    out = io.BytesIO()
    _code(content).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


def _runs(rows: tuple[bytearray, ...]) -> str:
    return "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1H{run.start()}z"
        for y, row in enumerate(rows)
        for run in _DARK.finditer(bytes(row))
    )


@lru_cache(maxsize=64)
def _code(content: str, error: str = "m") -> segno.QRCode:
    return segno.make(content, error=error, mask=MASK, micro=False, boost_error=False)
