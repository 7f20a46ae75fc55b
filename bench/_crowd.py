"""Many visitors at once, each on a connection kept open, each asking several times."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def one_visitor(url: str, cookie: str, path: str, turns: int) -> list[float]:
    """Seconds for each time the page was asked for; raises when it is refused."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)
    taken = []
    for _ in range(turns):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - started)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return taken


def crowd(url: str, cookies: list[str], path: str, turns: int) -> list[float]:
    """All of them at once."""
    with ThreadPoolExecutor(len(cookies)) as pool:
        each = pool.map(lambda cookie: one_visitor(url, cookie, path, turns), cookies)
        return [seconds for taken in each for seconds in taken]
