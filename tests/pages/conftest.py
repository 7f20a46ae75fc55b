"""The sample app of sample.py, fresh for each test."""

from pathlib import Path

import pytest
from flask import Flask

from tests.pages.sample import build


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return build(tmp_path, ("en", "pl"))


@pytest.fixture
def client(app: Flask):
    return app.test_client()
