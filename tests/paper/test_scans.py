"""Scans of real printed sheets: found by their code, kept encrypted, and never a yes."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from parentcomms.audit.models import AuditEvent
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.paper import reading, scan_queries, scanning
from parentcomms.paper.actions import record_sheet
from parentcomms.paper.dropping import Dropped, keep_files, read_files
from parentcomms.paper.models import ScannedForm
from parentcomms.paper.queries import sheet_with
from parentcomms.paper.rules import ScanProblem, Ticked
from parentcomms.uploads import is_stored, open_stored
from tests.paper.conftest import printed, scanned

Codes = dict[str, str]


@pytest.fixture
def pile(given_out: Codes, tmp_path: Path) -> Path:
    """The sheets of three children as one PDF."""
    db.session.commit()
    return printed(tmp_path / "pile.pdf")


def _file(content: bytes, name: str = "scan") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def _drop(*contents: bytes) -> Dropped:
    dropped = read_files(_file(each, f"scan {n}") for n, each in enumerate(contents))
    keep_files(dropped)
    db.session.commit()
    return dropped


def _saved(sides: list[Image.Image], kind: str) -> bytes:
    out = io.BytesIO()
    sides[0].save(out, kind, save_all=kind == "TIFF", append_images=sides[1:])
    return out.getvalue()


def _children_attached() -> list[str]:
    scans = db.session.query(ScannedForm).order_by(ScannedForm.page)
    return [each.relationship_.pupil.forename for each in scans if each.relationship_]


def _noisy(side: Image.Image) -> Image.Image:
    """Grains and a dark edge, as from an old scanner: the same each time."""
    grain = Image.frombytes("L", side.size, random.Random(7).randbytes(side.width * side.height))
    dirty = Image.blend(side, grain, 0.25)
    dirty.paste(40, (0, 0, side.width // 60, side.height))
    return dirty


TURNS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "upside down": lambda side: side.rotate(180),
    "on its side": lambda side: side.rotate(90, expand=True),
    "four degrees askew": lambda side: side.rotate(4, expand=True, fillcolor=255),
    "noisy": _noisy,
    "noisy and askew": lambda side: _noisy(side.rotate(-3, expand=True, fillcolor=255)),
}


def test_a_pdf_is_split_by_code(pile: Path, given_out: Codes) -> None:
    _drop(pile.read_bytes())
    assert sorted(_children_attached()) == ["Ada", "Ben", "Cleo"]
    scans = db.session.query(ScannedForm).all()
    assert {each.code for each in scans} == set(given_out.values())
    assert scan_queries.unattached() == []


def test_a_scan_with_many_pages_and_pictures_of_single_ones_are_read_alike(pile: Path) -> None:
    sides = scanned(pile)
    _drop(_saved(sides[:2], "TIFF"), _saved(sides[2:], "JPEG"))
    assert sorted(_children_attached()) == ["Ada", "Ben", "Cleo"]


def test_a_sheet_is_found_however_it_lay_in_the_scanner(pile: Path) -> None:
    sheet = scanned(pile)[0]
    _drop(_saved([turn(sheet) for turn in TURNS.values()], "TIFF"))
    pages = db.session.query(ScannedForm).order_by(ScannedForm.page)
    unread = [way for way, page in zip(TURNS, pages, strict=True) if page.relationship_id is None]
    assert unread == []


def test_a_scan_never_records_an_answer(pile: Path) -> None:
    _drop(pile.read_bytes())
    assert db.session.query(Answer).count() == 0
    assert len(scan_queries.not_entered()) == 3


def test_a_form_is_off_the_list_once_its_ticks_are_entered(pile: Path, given_out: Codes) -> None:
    _drop(pile.read_bytes())
    sheet = sheet_with(given_out["Ada"])
    assert sheet is not None
    record_sheet(sheet, {"website": Ticked.NO})
    left = [scan.relationship_ for scan in scan_queries.not_entered()]
    assert {each.pupil.forename for each in left if each} == {"Ben", "Cleo"}
    assert len(scan_queries.scans_about(sheet.relationship.pupil_id)) == 1


def test_the_same_file_twice_is_kept_once(pile: Path) -> None:
    content = pile.read_bytes()
    assert _drop(content, content).problems == {}
    again = _drop(content)
    assert list(again.known) == ["scan 0"]
    assert not again.read
    assert db.session.query(ScannedForm).count() == 3


def test_a_page_is_kept_encrypted_and_drawn_afresh(pile: Path, settings: object) -> None:
    _drop(pile.read_bytes())
    stored = db.session.query(ScannedForm).first()
    assert stored is not None
    sealed = (settings.instance / "uploads" / stored.stored_name).read_bytes()  # type: ignore[attr-defined]
    assert sealed.startswith(b"age-encryption.org")
    with Image.open(open_stored(stored.stored_name)) as page:
        assert (page.format, page.mode) == ("JPEG", "L")
    left = [path.name for path in (settings.instance / "uploads").iterdir()]  # type: ignore[attr-defined]
    assert left == ["scans"], "nothing readable is left behind"


def test_a_page_without_a_readable_code_waits_for_the_office(pile: Path, given_out: Codes) -> None:
    bare = Image.new("L", (1240, 1754), 255)
    _drop(_saved([bare], "PNG"))
    (waiting,) = scan_queries.unattached()
    with pytest.raises(Refused):
        scanning.attach_by_code(waiting, "7K3M9-Q0VXA")
    scanning.attach_by_code(waiting, given_out["Ben"].lower())
    assert _children_attached() == ["Ben"]
    with pytest.raises(Refused):
        scanning.throw_away(waiting)


def test_what_is_no_form_is_thrown_away_with_its_file(pile: Path) -> None:
    _drop(_saved([Image.new("L", (800, 800), 255)], "PNG"))
    (waiting,) = scan_queries.unattached()
    name = scanning.throw_away(waiting)
    assert is_stored(name), "kept until the database has let go of it"
    db.session.commit()
    assert db.session.query(ScannedForm).count() == 0
    acts = [event.act for event in db.session.query(AuditEvent)]
    assert acts.count("scan-thrown-away") == 1


def _locked(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return out.getvalue()


def _pdf_of(pages: int, *, side: int = 200) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(side, side))
        made.save(out)
    return out.getvalue()


def _flat_png(side: int) -> bytes:
    """A picture of a few thousand bytes that unpacks to hundreds of millions of pixels."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 1)
    parts = part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


BAD_FILES: dict[str, tuple[Callable[[bytes], bytes], ScanProblem]] = {
    "empty": (lambda _: b"", ScanProblem.EMPTY),
    "a text": (lambda _: b"Dear school, yes to everything", ScanProblem.WRONG_KIND),
    "a locked PDF": (_locked, ScanProblem.LOCKED),
    "half a PDF": (lambda pdf: pdf[:900], ScanProblem.BROKEN),
    "a PDF of rubbish": (lambda _: b"%PDF-1.7\n" + b"x" * 5000, ScanProblem.BROKEN),
    "2,000 pages": (lambda _: _pdf_of(2000), ScanProblem.TOO_MANY_PAGES),
    "20,000 by 20,000": (lambda _: _flat_png(20_000), ScanProblem.TOO_LARGE),
    "9,000 by 9,000": (lambda _: _flat_png(9_000), ScanProblem.TOO_LARGE),
    "half a PNG": (lambda _: _flat_png(2_000)[:200], ScanProblem.BROKEN),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_file_that_is_no_scan_is_refused_with_a_reason(pile: Path, bad: str) -> None:
    spoil, problem = BAD_FILES[bad]
    dropped = _drop(spoil(pile.read_bytes()))
    assert list(dropped.problems.values()) == [problem]
    assert db.session.query(ScannedForm).count() == 0


def test_one_bad_file_does_not_hold_up_the_others(pile: Path) -> None:
    dropped = _drop(b"rubbish", pile.read_bytes())
    assert list(dropped.problems) == ["scan 0"]
    assert len(_children_attached()) == 3


def test_a_page_as_large_as_a_field_is_drawn_no_larger_than_any_other(pile: Path) -> None:
    _drop(_pdf_of(1, side=14_000))
    (page,) = db.session.query(ScannedForm)
    with Image.open(open_stored(page.stored_name)) as picture:
        assert max(picture.size) == reading.KEPT_SIDE


def test_a_picture_inside_a_pdf_that_unpacks_without_end_does_no_harm(pile: Path) -> None:
    dropped = _drop(_pdf_with_bomb(40_000))
    assert _children_attached() == []
    assert dropped.read or list(dropped.problems.values()) == [ScanProblem.TOO_LARGE]


def _pdf_with_bomb(side: int) -> bytes:
    """One page showing a picture of side × side pixels, deflated to almost nothing."""
    packer = zlib.compressobj(9)
    rows = [packer.compress(bytes(side * 3)) for _ in range(side // 100)]
    packed = b"".join(rows) + packer.flush()
    out = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(595, 842))
        picture = made.make_stream(
            packed, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=side, Height=side,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode,
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
        made.save(out)
    return out.getvalue()
