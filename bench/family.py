"""The family page: how much, how long on a poor line, and how long when fifty parents come at once.

The service runs as `make run` starts it, on a demo school. First sight is measured in a real
browser with an empty cache; the crowd is fifty connections kept open, each a parent of its own,
taking turns with an all but empty page of the same server. Fails over the limit of 60 KB.

    python -m bench.family [how many parents]
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright
from sqlalchemy import select

from bench._crowd import crowd
from parentcomms.accounts.actions import make_family_links, open_link
from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Person, Relationship
from parentcomms.web import create_app
from tests.browser.conftest import FLAGS, PHONE
from tests.browser.server import running, seeded
from tools.browser import find_browser

PARENTS = 50
TURNS = 8
AT_MOST_KB = 60
BYTES_A_SECOND = 400_000 / 8
LINE = {"latency": 400, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
PAGES = {"family page": "/family", "photo answers": "/family/photos"}
EMPTY = "/link-ended"


@dataclass(frozen=True)
class Sight:
    """What a browser fetched for a page it had never seen, and when it was all there."""

    bytes: int
    requests: int
    seconds: float


def cookies(instance: Path, parents: int) -> list[str]:
    """So many parents, each come in by their own link."""
    app = create_app(load_config(instance))
    with app.app_context():
        theirs = select(Relationship.person_id).where(Relationship.gets_letters)
        found = db.session.scalars(select(Person).where(Person.id.in_(theirs)))
        people = [person for person in found if open_relationships(person.id)][:parents]
        links = make_family_links(people)
        tokens = [open_link(links[person.id]).token for person in people]
        db.session.commit()
        db.engine.dispose()
    return tokens


def first_sight(context: BrowserContext, address: str, *, slow: bool) -> Sight:
    """A cold cache, nothing else open."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    started = time.perf_counter()
    page.goto(address, wait_until="load")
    seconds = time.perf_counter() - started
    page.close()
    return Sight(sum(sizes), len(sizes), seconds)


def in_a_browser(url: str, token: str) -> dict[str, tuple[Sight, Sight]]:
    """Page → on this machine's line, and on a poor one; each in a profile of its own."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for name, path in PAGES.items():
            sights = []
            for slow in (False, True):
                context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
                context.add_cookies([{"name": "family", "value": token, "url": url}])
                sights.append(first_sight(context, url + path, slow=slow))
                context.close()
            found[name] = (sights[0], sights[1])
        browser.close()
    return found


def main(arguments: list[str]) -> int:
    """Measure and print; 1 when a first sight weighs more than the limit."""
    parents = int(arguments[0]) if arguments else PARENTS
    with tempfile.TemporaryDirectory() as folder:
        instance = seeded(Path(folder, "seeded"), pupils=2 * parents)
        tokens = cookies(instance, parents)
        with running(Path(folder, "run"), beginning_as=instance) as server:
            sights = in_a_browser(server.url, tokens[0])
            parents_here = [f"family={token}" for token in tokens]
            crowd(
                server.url, parents_here[:4], EMPTY, TURNS
            )  # the first requests of a server do not count
            times = {
                name: crowd(server.url, parents_here, path, TURNS)
                for name, path in {**PAGES, "empty page": EMPTY}.items()
            }
    return _print(sights, times, len(tokens))


def _print(
    sights: dict[str, tuple[Sight, Sight]], times: dict[str, list[float]], parents: int
) -> int:
    print("  first sight, cold cache      compressed   requests   this line   400 kbit/s + 400 ms")
    for name, (here, poor) in sights.items():
        print(
            f"  {name:<26} {here.bytes / 1000:9.1f} KB {here.requests:8}"
            f" {here.seconds:10.2f} s {poor.seconds:12.2f} s"
        )
    heaviest = max(here.bytes for here, _ in sights.values()) / 1000
    print(f"  the heaviest is {heaviest:.1f} KB (at most {AT_MOST_KB})")
    print(f"  {parents} parents at once, {TURNS} pages each     median     95th percentile")
    for name, taken in times.items():
        middle, slowest = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"  {name:<26} {middle * 1000:17.0f} ms {slowest * 1000:14.0f} ms")
    return int(heaviest > AT_MOST_KB)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
