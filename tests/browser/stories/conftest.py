"""One server in this process for all stories, a fresh database and a clock for each.

The stories move the clock, which time_machine does for the whole process: the server's thread
lives on the same day as the test.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from werkzeug.serving import make_server

from tests.browser.conftest import NewPage
from tests.browser.stories.school import School, begin

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)
MoveTo = Callable[[datetime], None]


@pytest.fixture(scope="session")
def address(built_app: Flask, browser_type_launch_args: object) -> Iterator[str]:
    """Where the application of `tests/conftest.py` answers; the browser is looked for first."""
    server = make_server("127.0.0.1", 0, built_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def move_to() -> Iterator[MoveTo]:
    """It is a Friday in November, until the story moves on."""
    with time_machine.travel(FRIDAY) as clock:
        yield clock.move_to


@pytest.fixture
def school(app: Flask, move_to: MoveTo, address: str, new_page: NewPage) -> School:
    """A school that has begun: questions, places to post in, a class called Oak."""
    made = School(app, address, new_page)
    begin(made)
    return made
