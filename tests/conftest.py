"""What every test stands on: an app on a fresh database, a strict client, builders in make.py.

The database is a migrated template, copied for each test: triggers forbid cleaning up by DELETE.
`--database postgresql` runs the same tests on a PostgreSQL server started for the run.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import close_all_sessions

from parentcomms.config import Settings, load_config
from parentcomms.database import db
from parentcomms.web import create_app
from tests.client import StrictClient
from tests.runs import pytest_sessionfinish, pytest_terminal_summary, select_for_postgresql

__all__ = ["pytest_sessionfinish", "pytest_terminal_summary"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql":
        select_for_postgresql(config, items)


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(load_config(folder))
    _let_go(app)
    return folder / "school.sqlite"


def _let_go(app: Flask) -> None:
    close_all_sessions()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, tmp_path: Path, template_database: Path
) -> Iterator[Settings]:
    """Settings of an instance of this test's own, with an empty migrated database."""
    instance = tmp_path / "instance"
    made = load_config(instance)
    if request.config.getoption("--database") == "postgresql":
        from tests.postgresql import fresh_database

        with fresh_database() as url:
            yield replace(made, database_url=url)
    else:
        shutil.copy(template_database, instance / "school.sqlite")
        yield made


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application."""
    made = create_app(settings)
    made.testing = True
    made.test_client_class = StrictClient
    yield made
    _let_go(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that is nobody yet; see tests/client.py for what it is strict about."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[object]:
    """Inside the app, outside any request: for queries and actions."""
    with app.app_context():
        yield db.session
        db.session.rollback()
