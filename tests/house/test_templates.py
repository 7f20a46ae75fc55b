"""Every template is used, named after its view, and marked for translation."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SHARED = {"layouts", "components", "errors"}
AUDIENCES = {"family", "staff", "public", "emails", "letters"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Words that are the same in every language.
SAME_EVERYWHERE = {"Polski", "English", "UTC", "PDF", "DOCX", "HTML", "QR", "CEOP", "NSPCC"}

ALL = sorted(TEMPLATES.rglob("*.html"))


def _name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def _code() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "parentcomms").rglob("*.py")
    )


def _others() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in ALL)


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_a_template_is_where_its_view_is(path: Path) -> None:
    parts = path.relative_to(TEMPLATES).parts
    if parts[0] in SHARED:
        return
    assert len(parts) == 3, "templates/<package>/<audience>/<view>.html"
    assert (ROOT / "parentcomms" / parts[0]).is_dir(), "no such room"
    assert parts[1] in AUDIENCES


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_a_template_is_named_by_somebody(path: Path) -> None:
    assert _name(path) in _code() + _others(), "no view and no template uses it"


class _Words(HTMLParser):
    """Text a reader would see that no translation mark surrounds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in {"script", "style"}:
            return
        words = re.findall(r"[A-Za-z]{2,}", data)
        self.found += [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_text_is_marked_for_translation(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"\{% trans.*?%\}.*?\{% endtrans %\}", "", source, flags=re.DOTALL)
    parser = _Words()
    parser.feed(JINJA.sub(" ", source))
    assert not parser.found, f"not marked: {' '.join(parser.found[:12])}"


def test_a_wide_table_moves_in_a_frame_with_a_name_that_the_keyboard_reaches() -> None:
    """On a phone a table that is cut off at the edge is a table nobody reads."""
    frame = re.compile(
        r'<div class="school-table-scroll" role="region"'
        r' aria-labelledby="[^"]+" tabindex="0">'
    )
    bare = [
        str(path.relative_to(TEMPLATES))
        for path in ALL
        if (text := path.read_text(encoding="utf-8")).count('<table class="govuk-table')
        != len(frame.findall(text))
    ]
    assert not bare
