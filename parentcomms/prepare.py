"""What the launcher does before it serves: bring the instance up to date, fill the demo school.

A process of its own, so that the supervisor stays small. Nothing else migrates a live database.
"""

import contextlib
import io
import sys
import threading
from pathlib import Path
from typing import TextIO

import click
from flask import Flask

from parentcomms.config import DEMO_INSTANCE, DEMO_SIGN_INS, BadSettings, chosen_instance
from parentcomms.sealing import KEYS_MARK, are_the_keys_of_these_uploads
from parentcomms.web import create_app

OTHER_KEYS = (
    "The keys in this folder are not those of the school whose uploads these are: copy secret-key "
    "and uploads-key from the machine that served it first. If they were changed on purpose, "
    f"delete uploads/{KEYS_MARK}."
)


def main(instance: Path) -> int:
    """Give 0 when the instance can be served; otherwise say in one sentence why not."""
    try:
        app = create_app(upgrade=True)
    except BadSettings as problem:
        return _refuse(str(problem))
    with app.app_context():
        if app.config["SETTINGS"].database_url and not are_the_keys_of_these_uploads():
            return _refuse(OTHER_KEYS)
    if instance != DEMO_INSTANCE or (instance / DEMO_SIGN_INS).exists():
        return 0
    try:
        seed_demo(app)
    except click.ClickException:
        return _refuse(
            f"The demo school was left half made: type  rm -r {instance}  and start again."
        )
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def seed_demo(app: Flask) -> None:
    """Run `flask seed-demo`; the sign-ins it prints are shown by the launcher, when it answers."""
    print("Making the demo school, which takes a minute or two ", end="", flush=True)
    done = threading.Event()
    threading.Thread(target=_dots, args=(done, sys.stdout), daemon=True).start()
    try:
        with app.app_context(), contextlib.redirect_stdout(io.StringIO()):
            app.cli.commands["seed-demo"].main(args=[], standalone_mode=False)
    finally:
        done.set()
        print(flush=True)


def _dots(done: threading.Event, out: TextIO) -> None:
    """A sign of life every few seconds; somebody who sees nothing presses Ctrl-C."""
    while not done.wait(5):
        print(".", end="", file=out, flush=True)


if __name__ == "__main__":
    sys.exit(main(chosen_instance()))
