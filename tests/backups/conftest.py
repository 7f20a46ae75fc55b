"""A school worth backing up: answers, an upload, settings of its own."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pyrage import passphrase as age

from parentcomms.backups import sealing
from parentcomms.config import Settings
from parentcomms.database import db
from parentcomms.uploads import Accepted, FileKind, store
from tests import make

SECRET = "correct horse battery"


class _Quick:
    """age's passphrase spends a second on purpose; one test has the real one."""

    @staticmethod
    def encrypt(content: bytes, secret: str) -> bytes:
        return secret.encode() + b"\0" + content

    @staticmethod
    def decrypt(content: bytes, secret: str) -> bytes:
        said, _, rest = content.partition(b"\0")
        if said != secret.encode():
            raise sealing.DecryptError
        return rest


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sealing, "passphrase", _Quick)
    yield
    assert age is not _Quick


@pytest.fixture
def school(app: Flask, settings: Settings) -> Iterator[Settings]:
    """Inside the app, with rows, an upload and settings."""
    with app.app_context():
        make.questions()
        child = make.pupil()
        make.answer(child, make.parent(of=child), "website", "yes")
        make.answer(child, make.parent(of=child, forename="Ola"), "website", "no")
        db.session.commit()
        store(
            Accepted(FileKind.DOCUMENT, "application/pdf", BytesIO(b"%PDF-1.7 %%EOF")), "concerns"
        )
        Path(settings.instance, "settings.toml").write_text('languages = ["en"]\n')
        yield settings
        db.session.rollback()
