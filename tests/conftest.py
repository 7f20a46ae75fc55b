"""What every test stands on: an app on a fresh database, a strict client, builders in make.py.

The database is a migrated template, copied for each test: triggers forbid cleaning up by DELETE.
`--database postgresql` runs the same tests on a PostgreSQL server started for the run.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher, profiles
from flask import Flask
from flask.testing import FlaskClient

from parentcomms.accounts import passwords
from parentcomms.config import Settings, load_config
from parentcomms.database import db
from parentcomms.web import create_app
from tests.client import StrictClient
from tests.leading import lead_to, let_go
from tests.runs import pytest_sessionfinish, pytest_terminal_summary, select_for_postgresql
from tests.templates_compiled_once import remember_compiled_templates

__all__ = ["pytest_sessionfinish", "pytest_terminal_summary"]

# How long an example takes says something of the machine, and nothing of the rule.
hypothesis.settings.register_profile("house", deadline=None, max_examples=25)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=500)
hypothesis.settings.load_profile("house")
remember_compiled_templates()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """`make soak`, which takes the slow tests too, has time for many more examples."""
    if "slow or not slow" in config.getoption("markexpr", ""):
        hypothesis.settings.load_profile("soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql":
        select_for_postgresql(config, items)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Argon2 is slow on purpose, and hundreds of tests sign somebody in."""
    passwords._hasher = PasswordHasher.from_parameters(profiles.CHEAPEST)


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(load_config(folder))
    let_go(app)
    return folder / "school.sqlite"


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


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, built once: binding a hundred routes takes longer than most tests."""
    made = create_app(load_config(tmp_path_factory.mktemp("built")))
    made.testing = True
    made.test_client_class = StrictClient
    let_go(made)
    return made


@pytest.fixture
def app(built_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The whole application on this test's own instance; what a test sets on it is put back."""
    config, extensions = dict(built_app.config), dict(built_app.extensions)
    lead_to(built_app, settings)
    yield built_app
    let_go(built_app)
    built_app.config.clear()
    built_app.config.update(config)
    built_app.extensions.clear()
    built_app.extensions.update(extensions)


@pytest.fixture
def own_app(settings: Settings) -> Iterator[Flask]:
    """An application built for this test alone, for one that adds a page to it."""
    made = create_app(settings)
    made.testing = True
    yield made
    let_go(made)


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
