"""Files are judged by content, cleaned, and kept encrypted."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
import pytest
from docx import Document
from flask import Flask
from PIL import ExifTags, Image
from werkzeug.datastructures import FileStorage

from parentcomms import drawing, uploads
from parentcomms.uploads import FileKind, NotAccepted, Unreadable, accept, open_stored, store

BOTH = (FileKind.PICTURE, FileKind.DOCUMENT)


@pytest.fixture(autouse=True)
def _in_app(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def file(content: bytes, name: str = "a.png") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name, content_type="image/png")


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **others: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **others)
    return out.getvalue()


def jpeg_with_gps() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Secret Phone 9"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 27.0, 14.0)
    return picture("JPEG", exif=exif, comment=b"taken at home", xmp=b"<x>home</x>")


def png_head(width: int, height: int) -> bytes:
    """A few bytes that unpack to many million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def word_file(**extra: bytes) -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("What happened on Tuesday")
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in extra.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_where_and_when_a_picture_was_taken_stays_behind() -> None:
    raw = jpeg_with_gps()
    assert b"Secret Phone" in raw
    assert b"home" in raw
    kept = accept(file(raw))
    assert b"Secret Phone" not in kept.content
    assert b"home" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert dict(drawn.getexif()) == {}
        assert drawn.size == (60, 40)


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    kept = accept(file(picture("JPEG", exif=exif)))
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert drawn.size == (40, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_the_pictures_that_telephones_make_are_taken(kind: str) -> None:
    pillow_heif.register_heif_opener()
    kept = accept(file(picture(kind)))
    assert kept.media_type in {"image/jpeg", "image/png"}
    assert kept.kind is FileKind.PICTURE


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program called photo.png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7 half a document",
        b"\x89PNG\r\n\x1a\n and nothing else",
        picture("JPEG")[:300],
        picture("PNG")[:60],
        picture("TIFF"),
        b"PK\x03\x04 not an archive",
        b"",
    ],
)
def test_what_is_not_what_it_claims_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAccepted) as refused:
        accept(file(content), BOTH)
    assert refused.value.message[0].isupper()


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000), (66_000, 2), (2, 2_000_000)])
def test_a_picture_that_would_swell_is_refused_before_it_is_unpacked(
    size: tuple[int, int],
) -> None:
    with pytest.raises(NotAccepted, match="too large"):
        accept(file(png_head(*size)))


def test_a_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(NotAccepted, match="15 MB"):
        accept(file(b"\xff\xd8\xff" + bytes(uploads.LARGEST_BYTES)))


def test_a_large_picture_is_kept_smaller() -> None:
    kept = accept(file(picture("JPEG", (6000, 5000))))
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert drawn.width * drawn.height <= drawing.KEPT_PIXELS


def test_a_word_file_and_a_pdf_are_documents() -> None:
    assert accept(file(word_file(), "a.docx"), BOTH).media_type == uploads.WORD
    assert accept(file(b"%PDF-1.4\n1 0 obj\n%%EOF\n"), BOTH).media_type == uploads.PDF


def test_a_document_is_refused_where_a_picture_is_asked_for() -> None:
    with pytest.raises(NotAccepted, match="picture"):
        accept(file(word_file()))


def test_a_word_file_with_macros_or_that_swells_is_refused() -> None:
    with pytest.raises(NotAccepted):
        accept(file(word_file(**{"word/vbaProject.bin": b"x"})), BOTH)
    with pytest.raises(NotAccepted):
        accept(file(word_file(**{"word/media/a.xml": bytes(101 * 1024 * 1024)})), BOTH)


def test_on_the_disk_lies_ciphertext_that_opens_again(app: Flask) -> None:
    kept = accept(file(picture("JPEG")))
    name = store(kept, "concerns")
    path = Path(app.config["SETTINGS"].instance) / "uploads" / name
    on_disk = path.read_bytes()
    assert on_disk.startswith(b"age-encryption.org/")
    assert kept.content[:40] not in on_disk
    assert path.stat().st_mode & 0o077 == 0
    key = Path(app.config["SETTINGS"].instance) / uploads.KEY_FILE
    assert key.stat().st_mode & 0o077 == 0
    assert open_stored(name).read() == kept.content


def test_a_file_somebody_changed_on_the_disk_is_not_handed_out(app: Flask) -> None:
    name = store(accept(file(picture())), "concerns")
    path = Path(app.config["SETTINGS"].instance) / "uploads" / name
    changed = bytearray(path.read_bytes())
    changed[-5] ^= 1
    path.write_bytes(bytes(changed))
    with pytest.raises(Unreadable):
        open_stored(name)


@pytest.mark.parametrize("name", ["../school.sqlite", "/etc/passwd", "concerns/../../secret-key"])
def test_a_stored_name_never_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(Unreadable):
        open_stored(name)
