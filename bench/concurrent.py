"""Staff home and family page under fifty users at once, on PostgreSQL with two web processes.

The service runs as `make run` starts it, on a demo school carried to a PostgreSQL server of its
own. Beside them stands an all but empty page of the same server under the same crowd, asked turn
about, so that the price of the page itself is seen and not the machine's.

    python -m bench.concurrent [how many users]
"""

import statistics
import sys
import tempfile
from pathlib import Path

from sqlalchemy import make_url, select

from bench._crowd import crowd
from bench.family import cookies as parents_come_in
from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.models import StaffMember, StaffRole
from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.web import create_app
from tests.browser.server import running, seeded

USERS = 50
TURNS = 4
ROUNDS = 2
EMPTY = "/link-ended"


def staff_come_in(instance: Path, users: int) -> list[str]:
    """So many sign-ins of the office, each a session of its own."""
    app = create_app(load_config(instance))
    with app.app_context():
        office = select(StaffMember).join(StaffRole).where(StaffRole.role == Role.OFFICE)
        member = db.session.scalars(office.limit(1)).one()
        tokens = [sign_in(member).token for _ in range(users)]
        db.session.commit()
        db.engine.dispose()
    return tokens


def on_postgresql(instance: Path, url: str) -> None:
    """Carry the school over, and let two web processes serve it."""
    from parentcomms.backups.moving import move_to

    app = create_app(load_config(instance))
    with app.app_context():
        move_to(url)
        db.engine.dispose()
    queue = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    (instance / "settings.toml").write_text(
        f'database_url = "{url}"\nqueue_url = "{queue}"\nweb_processes = 2\n'
    )


def measure(url: str, pages: dict[str, tuple[str, list[str]]]) -> dict[str, list[float]]:
    """Page → seconds of every answer, the empty page after each."""
    found: dict[str, list[float]] = {}
    for turn in range(ROUNDS + 1):
        for name, (path, who) in pages.items():
            taken = crowd(url, who, path, TURNS)
            if turn:  # the first round fills caches and compiles templates
                found.setdefault(name, []).extend(taken)
    return found


def show(found: dict[str, list[float]], users: int) -> None:
    """Middle and slowest twentieth, and the answers a second they come to."""
    empty = statistics.median(found["empty page"])
    print(f"{users} users at once, each asking {TURNS} times; PostgreSQL, 2 web processes")
    for name, taken in found.items():
        middle, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(
            f"  {name:12} {middle * 1000:7.0f} ms middle {slow * 1000:7.0f} ms slowest twentieth"
            f" {users / statistics.mean(taken):6.0f} a second"
            f" {middle / empty:6.1f} times the empty page"
        )


def main(arguments: list[str]) -> int:
    """Measure and print; nothing is limited here, the empty page is the measure."""
    from tests.postgresql import fresh_database

    users = int(arguments[0]) if arguments else USERS
    with tempfile.TemporaryDirectory() as folder, fresh_database(migrated=False) as url:
        print("a demo school is made and carried to PostgreSQL …", flush=True)
        instance = seeded(Path(folder, "seeded"), pupils=2 * users)
        on_postgresql(instance, url)
        families = [f"family={token}" for token in parents_come_in(instance, users)]
        staff = [f"staff={token}" for token in staff_come_in(instance, users)]
        print(f"it is served, and {users} come in …", flush=True)
        with running(Path(folder, "served"), beginning_as=instance) as server:
            pages = {
                "empty page": (EMPTY, families),
                "family page": ("/family", families),
                "staff home": ("/staff", staff),
            }
            show(measure(server.url, pages), users)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
