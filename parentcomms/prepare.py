"""What the launcher does before it serves: bring the instance up to date, fill the demo school.

A process of its own, so that the supervisor stays small. Nothing else migrates a live database.
"""

import contextlib
import io
import sys
from pathlib import Path

import click
from flask import Flask

from parentcomms.config import DEMO_INSTANCE, DEMO_SIGN_INS, BadSettings, chosen_instance
from parentcomms.web import create_app


def main(instance: Path) -> int:
    """Give 0 when the instance can be served; otherwise say in one sentence why not."""
    try:
        app = create_app(upgrade=True)
    except BadSettings as problem:
        return _refuse(str(problem))
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
    print("Making the demo school …", flush=True)
    with app.app_context(), contextlib.redirect_stdout(io.StringIO()):
        app.cli.commands["seed-demo"].main(args=[], standalone_mode=False)


if __name__ == "__main__":
    sys.exit(main(chosen_instance()))
