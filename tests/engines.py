"""One engine per kind of database for the whole run, led to each test's own database in turn.

An engine remembers every statement it has compiled; a new one for each test would compile the
same statements thousands of times over.
"""

from functools import cache
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url

_LEADS_TO: dict[str, URL] = {}


def engine_for(address: str) -> Engine:
    """The engine of this kind of database; what it opens from now on is at this address."""
    url = make_url(address)
    _LEADS_TO[url.drivername] = url
    engine = _engine(url.drivername)
    engine.url = url  # who copies a database asks where it is
    return engine


@cache
def _engine(drivername: str) -> Engine:
    engine = create_engine(_LEADS_TO[drivername])

    @event.listens_for(engine, "do_connect")
    def _lead(dialect: Any, record: Any, arguments: list[Any], parameters: dict[str, Any]) -> None:
        found, named = dialect.create_connect_args(_LEADS_TO[drivername])
        arguments[:] = found
        parameters.clear()
        parameters.update(named)

    return engine
