"""Telling the school, and the staff inbox of a school with 20,000 closed cases.

Two services run as `make run` starts them, on the same school with the same open cases; one has
twenty years of closed ones besides. Pages take turns with an all but empty page of the same server.
Then a concern is sent page by page with a picture that cannot be packed, of 1, 5 and 14 MB, and the
highest memory of the web process is read after each, and of the process that draws the picture.
Fails when the inbox grows with the archive, or the web process with the picture.

    python -m bench.concerns [how many closed cases]
"""

import http.client
import io
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bench._archive import close_cases, open_cases
from bench._memory import Peaks
from parentcomms.access import Role
from parentcomms.accounts.actions import sign_in
from parentcomms.accounts.queries import staff_with_any_role
from parentcomms.accounts.sessions import stamped
from parentcomms.concerns.models import Concern
from parentcomms.config import load_config
from parentcomms.database import db
from parentcomms.web import create_app
from tests.browser.server import Server, running, seeded
from tests.concerns.conversation_for_tests import FORM, REPLY, RISK, STORY, hidden_in
from tests.concerns.test_memory import noise

CLOSED = 20_000
OPEN = 40
ROUNDS = 30
SENT = 3  # of each size: more than twenty from one place in ten minutes would be asked to wait
AT_MOST = 1.5
AT_MOST_MB = 6.0
PAGES = {
    "empty page": "/link-ended",
    "inbox": "/staff/concerns",
    "staff home": "/staff",
    "archive": "/staff/concerns/closed",
}
SIDES = {"no picture": 0, "1 MB": 600, "5 MB": 1320, "14 MB": 2200}  # of a square, in points


@dataclass
class Line:
    """One connection kept open, with the cookies of one browser."""

    server: Server
    cookies: dict[str, str]

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=120)

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, float]:
        """The page and the seconds it took."""
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": said} | ({"Content-Type": kind} if kind else {})
        started = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        taken = time.perf_counter() - started
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        for each in SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", []))).values():
            self.cookies[each.key] = each.value
        return page, taken


def prepared(instance: Path, closed: int) -> dict[str, str]:
    """The same open cases, so many closed ones, and the head signed in."""
    app = create_app(load_config(instance))
    with app.app_context():
        if not db.session.scalar(select(Concern.id).limit(1)):
            open_cases(OPEN)
        if closed:
            close_cases(closed)
        token = sign_in(staff_with_any_role({Role.HEAD})[0]).token
        value = stamped(token)
        db.session.commit()
        db.engine.dispose()
    return {"staff": value}


def pages(lines: dict[int, Line]) -> dict[str, dict[int, float]]:
    """Page → how many closed → the median in milliseconds; all of them take turns."""
    times = {name: {closed: list[float]() for closed in lines} for name in PAGES}
    for turn in range(-3, ROUNDS):
        for name, path in PAGES.items():
            for closed, line in lines.items():
                taken = line.ask(path)[1]
                if turn >= 0:
                    times[name][closed].append(taken * 1000)
    return {
        name: {closed: statistics.median(taken) for closed, taken in each.items()}
        for name, each in times.items()
    }


def tell(server: Server, picture: bytes) -> list[float]:
    """Seconds for each of the three pages, as one sender presses them."""
    line, taken = Line(server, {}), []
    page = line.ask(FORM)[0]
    time.sleep(1.1)  # nobody fills three pages in less, and the service knows
    for said in (STORY, RISK, REPLY):
        fields: dict[str, object] = {**hidden_in(page), **said}
        if picture and said is STORY:
            fields["files"] = FileStorage(io.BytesIO(picture), "screen.png")
        boundary, body = encode_multipart(fields)
        page, seconds = line.ask(FORM, body, f"multipart/form-data; boundary={boundary}")
        taken.append(seconds)
    if "1 file" not in page and picture:
        raise RuntimeError("the picture did not come through")
    return taken


@dataclass(frozen=True)
class Sent:
    """What sending one size took: milliseconds for its pages, megabytes at most."""

    first: float
    others: float
    web_mb: float
    drawing_mb: float


def sent(server: Server) -> Iterator[tuple[str, Sent]]:
    """Each size several times, the smallest first: what is once taken is seldom given back."""
    tell(server, b"")
    for name, side in SIDES.items():
        picture = noise(side) if side else b""
        with Peaks(server.instance) as peaks:
            taken = [tell(server, picture) for _ in range(SENT)]
        yield (
            name,
            Sent(
                first=statistics.median(each[0] for each in taken) * 1000,
                others=statistics.median(sum(each[1:]) for each in taken) * 1000,
                web_mb=peaks.web,
                drawing_mb=peaks.children,
            ),
        )


def main(arguments: list[str]) -> int:
    """Fill, measure and print; 1 when something grows that must not."""
    closed = int(arguments[0]) if arguments else CLOSED
    with tempfile.TemporaryDirectory() as folder:
        plain = seeded(Path(folder, "plain"))
        prepared(plain, 0)
        full = Path(folder, "full")
        shutil.copytree(plain, full)
        started = time.perf_counter()
        cookies = {0: prepared(plain, 0), closed: prepared(full, closed)}
        print(f"  filled {closed:,} closed cases: {time.perf_counter() - started:.1f} s")
        with (
            running(Path(folder, "a"), beginning_as=plain) as one,
            running(Path(folder, "b"), beginning_as=full) as other,
        ):
            lines = {0: Line(one, cookies[0]), closed: Line(other, cookies[closed])}
            times = pages(lines)
            sizes = dict(sent(other))
    return _print_pages(times, closed) | _print_sent(sizes, times["empty page"][closed])


def _print_pages(times: dict[str, dict[int, float]], closed: int) -> int:
    print(f"  median of {ROUNDS}, in ms         0 closed   {closed:,} closed   times")
    for name, taken in times.items():
        ratio = taken[closed] / taken[0]
        limit = f"(at most {AT_MOST})" if name == "inbox" else ""
        print(f"  {name:<24} {taken[0]:11.1f} {taken[closed]:15.1f} {ratio:7.2f} {limit}")
    return int(times["inbox"][closed] > AT_MOST * times["inbox"][0])


def _print_sent(sizes: dict[str, Sent], empty: float) -> int:
    print(f"  sending a concern, ms    page with it   two others   (an empty page {empty:.1f})")
    for name, each in sizes.items():
        print(
            f"  {name:<24} {each.first:11.1f} {each.others:12.1f}"
            f"   web process at most {each.web_mb:.1f} MB, drawing {each.drawing_mb:.1f} MB"
        )
    grown = sizes["14 MB"].web_mb - sizes["1 MB"].web_mb
    print(f"  from 1 to 14 MB the web process grew by {grown:.1f} MB (at most {AT_MOST_MB:.0f})")
    return int(grown > AT_MOST_MB)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
