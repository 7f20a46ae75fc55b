"""The one way to Typst: a template of ours, data as JSON, a tagged PDF (PDF/UA-1) back.

Data never becomes markup: it travels through `sys_inputs` and is read there as JSON. Nothing is
fetched, no system font is used and no date is written, so equal data gives equal bytes.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst

from parentcomms.documents.fonts import FOLDER, FontsMissing

TEMPLATES = Path(__file__).parent / "typst"
PICTURE_PPI = 130.0
_one_at_a_time = Lock()


def typeset(template: str, data: Mapping[str, Any], *, tagged: bool = True) -> bytes:
    """Set one document; a compiler is kept for each template.

    Without tags it is plain PDF 1.4, for the office printer.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
    with _one_at_a_time:
        pdf = _compiler(template).compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1" if tagged else "1.4"],
            pdf_tags=tagged,
            timestamp=0,
        )
    return cast("bytes", pdf)


def picture_of(template: str, data: Mapping[str, Any]) -> bytes:
    """The first page of one document as a PNG of about 1,500 pixels across a slide."""
    inputs = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
    with _one_at_a_time:
        pages = _compiler(template).compile(format="png", ppi=PICTURE_PPI, sys_inputs=inputs)
    return cast("bytes", pages[0] if isinstance(pages, list) else pages)


@lru_cache(maxsize=8)
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    if not any(FOLDER.rglob("*.ttf")):
        raise FontsMissing("the letter fonts are not installed: run make install")
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])
