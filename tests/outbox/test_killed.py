"""A sender killed with SIGKILL while it sends to a real server: nothing lost, nothing doubled."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask

from parentcomms.config import Settings
from tests.outbox.senders import (
    Ended,
    Nursery,
    everything_is_accounted_for,
    open_nursery,
    queue_campaign,
    time_passes,
)

MAILS = 36


@pytest.fixture
def nursery(app: Flask, settings: Settings) -> Iterator[Nursery]:
    with open_nursery(app, settings) as opened:
        yield opened


def _kill_in_the_middle(nursery: Nursery, seed: int) -> bool:
    """Whether it was still at it: now and then one is done before it is killed."""
    chosen = random.Random(seed)
    after, wait = chosen.randrange(MAILS * 3 // 4), chosen.uniform(0, 0.005)
    before = len(nursery.letterbox.messages)
    (sender,) = nursery.start()
    give_up = time.monotonic() + 20
    while len(nursery.letterbox.messages) < before + after and time.monotonic() < give_up:
        time.sleep(0.002)
    time.sleep(wait)
    with suppress(ProcessLookupError):
        os.kill(sender, signal.SIGKILL)
    return nursery.ended() == [Ended(signal.SIGKILL, 0)]


def _killed(app: Flask, nursery: Nursery, seeds: range) -> None:
    with app.app_context():
        killed = 0
        for seed in seeds:
            queue_campaign(f"kill:{seed}", MAILS)
            killed += _kill_in_the_middle(nursery, seed)
            time_passes()
            nursery.start()
            (other,) = nursery.ended()
            assert other.status == 0
        assert killed > len(seeds) / 2
        everything_is_accounted_for(nursery.letterbox, kills=killed)


def test_a_sender_killed_ten_times_loses_nothing_and_doubles_nothing(
    app: Flask, nursery: Nursery
) -> None:
    _killed(app, nursery, range(10))


@pytest.mark.slow
def test_a_sender_killed_a_hundred_times_loses_nothing_and_doubles_nothing(
    app: Flask, nursery: Nursery
) -> None:
    _killed(app, nursery, range(100, 200))
