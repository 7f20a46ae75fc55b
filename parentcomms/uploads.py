"""Files people send us: judged by what they are, cleaned, and kept encrypted.

A name or a type that a browser claims is not believed. A picture is drawn afresh, so that where
and when it was taken stays behind; a document is opened once with limits, and only ever handed
back as a download. On the disk lies ciphertext: a stolen backup of the folder opens nothing
without the key beside the settings.
"""

import hashlib
import io
import os
import secrets
import threading
import zipfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import filetype
import pillow_heif
from docx import Document
from flask import current_app
from PIL import Image, ImageOps
from pyrage import DecryptError, decrypt, encrypt, x25519
from werkzeug.datastructures import FileStorage

from parentcomms.languages import gettext

LARGEST_BYTES = 15 * 1024 * 1024
LARGEST_PIXELS = 60_000_000  # a telephone's picture has 12 to 50 million
LONGEST_SIDE = 65_000  # what a JPEG can hold
KEPT_PIXELS = 16_000_000  # enough to read a long screenshot
LARGEST_UNPACKED = 100 * 1024 * 1024
KEY_FILE = "uploads-key"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DRAWN_AS = {
    "image/jpeg": ("JPEG", "image/jpeg"),
    "image/heic": ("HEIF", "image/jpeg"),
    "image/heif": ("HEIF", "image/jpeg"),
    "image/webp": ("WEBP", "image/jpeg"),
    "image/png": ("PNG", "image/png"),
    "image/gif": ("GIF", "image/png"),
}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf", WORD: "docx"}
# A bomb needs no second one beside it: one picture at a time is unpacked in this process.
_drawing = threading.Lock()
pillow_heif.register_heif_opener()


class FileKind(StrEnum):
    """What a page may ask for."""

    PICTURE = "picture"
    DOCUMENT = "document"


class NotAccepted(Exception):
    """This file will not do; the message is a sentence for the person who chose it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unreadable(Exception):
    """A kept file is gone, or is not what was kept."""


@dataclass(frozen=True)
class Accepted:
    """A file that was judged and cleaned, ready to be kept."""

    kind: FileKind
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def accept(file: FileStorage, kinds: Collection[FileKind] = (FileKind.PICTURE,)) -> Accepted:
    """Judge and clean one uploaded file. Raises NotAccepted with a sentence for its sender."""
    content = file.stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise NotAccepted(gettext("This file is too big. Send one of at most 15 MB"))
    if not content:
        raise NotAccepted(gettext("This file is empty. Choose another one"))
    media_type = _type_of(content)
    if media_type in DRAWN_AS and FileKind.PICTURE in kinds:
        return _picture(content, media_type)
    if media_type in {PDF, WORD} and FileKind.DOCUMENT in kinds:
        return _document(content, media_type)
    raise NotAccepted(_wanted(kinds))


def _wanted(kinds: Collection[FileKind]) -> str:
    if FileKind.DOCUMENT in kinds:
        return gettext(
            "We cannot take this kind of file. Send a picture (JPEG, PNG, HEIC), a PDF or a Word "
            "document (.docx)"
        )
    return gettext("We cannot take this kind of file. Send a picture, such as JPEG, PNG or HEIC")


def _type_of(content: bytes) -> str:
    """The type by content. A Word file passes for a plain archive when its parts are reordered."""
    guessed = filetype.guess_mime(content) or ""
    return WORD if guessed == "application/zip" else guessed


def _picture(content: bytes, media_type: str) -> Accepted:
    """The picture drawn afresh: only what is seen is kept."""
    opens_as, keep_as = DRAWN_AS[media_type]
    with _drawing:
        try:
            drawn = _drawn_afresh(content, opens_as, keep_as)
        except (NotAccepted, Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large() from None
        except Exception:  # a decoder given rubbish fails in many ways
            raise _broken() from None
    return Accepted(FileKind.PICTURE, keep_as, drawn)


def _drawn_afresh(content: bytes, opens_as: str, keep_as: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=[opens_as]) as image:
        width, height = image.size  # read from the header; nothing is unpacked yet
        if width * height > LARGEST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise _too_large()
        image.draft("RGB", (4000, 4000))
        upright = ImageOps.exif_transpose(image)
        shown = _shrunk(upright.convert("RGBA" if keep_as == "image/png" else "RGB"))
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    out = io.BytesIO()
    if keep_as == "image/png":
        bare.save(out, "PNG")
    else:
        bare.save(out, "JPEG", quality=88)
    return out.getvalue()


def _shrunk(image: Image.Image) -> Image.Image:
    width, height = image.size
    if width * height <= KEPT_PIXELS:
        return image
    factor = (KEPT_PIXELS / (width * height)) ** 0.5
    return image.resize((max(1, int(width * factor)), max(1, int(height * factor))))


def _too_large() -> NotAccepted:
    return NotAccepted(gettext("This picture is too large. Send a smaller one, or a screenshot"))


def _broken() -> NotAccepted:
    return NotAccepted(gettext("This file cannot be opened. It may be broken. Choose another one"))


def _document(content: bytes, media_type: str) -> Accepted:
    try:
        whole = _is_whole_pdf(content) if media_type == PDF else _is_plain_word(content)
    except Exception:  # a reader given rubbish fails in many ways
        raise _broken() from None
    if not whole:
        raise _broken()
    return Accepted(FileKind.DOCUMENT, media_type, content)


def _is_whole_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _is_plain_word(content: bytes) -> bool:
    """A Word file without macros that does not swell beyond reason; its text is really opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        swollen = len(parts) > 2000 or sum(part.file_size for part in parts) > LARGEST_UNPACKED
        if swollen or any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
            return False
    Document(io.BytesIO(content))
    return True


def store(accepted: Accepted, folder: str) -> str:
    """Keep a file, encrypted, in one folder of the instance's uploads; gives its stored name."""
    name = f"{folder}/{secrets.token_hex(16)}.age"
    path = _root() / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = encrypt(accepted.content, [_key().to_public()])
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    return name


def open_stored(stored_name: str) -> BinaryIO:
    """A kept file, opened whole: tampering shows only at the end, so nothing is served before."""
    try:
        return io.BytesIO(decrypt(_inside(stored_name).read_bytes(), [_key()]))
    except (OSError, DecryptError) as problem:
        raise Unreadable(stored_name) from problem


def is_stored(stored_name: str) -> bool:
    return _inside(stored_name).is_file()


def stored_before(folder: str, moment: datetime) -> Iterator[str]:
    """Names in a folder kept before a moment, for those who clear up what nobody sent."""
    for path in sorted((_root() / folder).glob("*.age")):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
            yield f"{folder}/{path.name}"


def remove_stored(stored_name: str) -> None:
    _inside(stored_name).unlink(missing_ok=True)


def _root() -> Path:
    return Path(current_app.config["SETTINGS"].instance) / "uploads"


def _inside(stored_name: str) -> Path:
    path = (_root() / stored_name).resolve()
    if not path.is_relative_to(_root().resolve()):
        raise Unreadable(stored_name)
    return path


def _key() -> x25519.Identity:
    """The instance's key for files, made on first use; without it no kept file opens again."""
    path = Path(current_app.config["SETTINGS"].instance) / KEY_FILE
    if not path.exists():
        fresh = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(str(x25519.Identity.generate()))
        with suppress(FileExistsError):
            os.link(fresh, path)  # the first of two at once wins; neither sees half a key
        fresh.unlink()
    return x25519.Identity.from_str(path.read_text().strip())
