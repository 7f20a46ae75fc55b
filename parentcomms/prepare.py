"""What the launcher does before it serves: bring the instance up to date, fill the demo school.

A process of its own, so that the supervisor stays small. Nothing else migrates a live database.
"""

import sys

from flask import Flask
from flask.cli import ScriptInfo

from parentcomms.config import DEMO_INSTANCE, DEMO_SIGN_INS, BadSettings
from parentcomms.web import create_app


def main() -> int:
    """Give 0 when the instance can be served; otherwise say in one sentence why not."""
    try:
        app = create_app(upgrade=True)
    except BadSettings as problem:
        print(problem, file=sys.stderr)
        return 1
    instance = app.config["SETTINGS"].instance
    if instance == DEMO_INSTANCE and not (instance / DEMO_SIGN_INS).exists():
        seed_demo(app)
    return 0


def seed_demo(app: Flask) -> None:
    """Run `flask seed-demo`, which writes the sign-ins' file last."""
    print("Making the demo school …", flush=True)
    app.cli.commands["seed-demo"].main(
        args=[], standalone_mode=False, obj=ScriptInfo(create_app=lambda: app)
    )


if __name__ == "__main__":
    sys.exit(main())
