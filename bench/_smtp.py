"""A sink to send to, and bare smtplib, which sending is measured against."""

import queue
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CONNECTIONS = 4
Spent = tuple[float, float]


def timed(work: Callable[[], object]) -> Spent:
    """Seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


@contextmanager
def sink() -> Iterator[int]:
    """The sink's port."""
    command = [sys.executable, "-m", "bench._sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def bare(port: int, letters: list[tuple[str, bytes]], *, kept: bool = True) -> None:
    """smtplib sending prepared bytes, as many connections as ours."""
    waiting: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
    for letter in letters:
        waiting.put(letter)

    def work() -> None:
        host = smtplib.SMTP("127.0.0.1", port) if kept else None
        while True:
            try:
                address, message = waiting.get_nowait()
            except queue.Empty:
                break
            line = host or smtplib.SMTP("127.0.0.1", port)
            line.sendmail("office@school.example.org", [address], message)
            if not kept:
                line.quit()
        if host is not None:
            host.quit()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
