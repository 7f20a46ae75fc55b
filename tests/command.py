"""Running the service's commands: in this process, and once in a while as a shell would."""

import os
import subprocess
import sys
from dataclasses import dataclass

from flask import Flask

from parentcomms.config import ROOT, Settings


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def flask(app: Flask, *words: str) -> Done:
    """Run `flask …` inside the tests' own process; an error nobody meant is raised here."""
    result = app.test_cli_runner().invoke(args=list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def flask_from_a_shell(settings: Settings, *words: str) -> Done:
    """Run it as a script would: another process, which has only the instance folder."""
    environment = {**os.environ, "PARENTCOMMS_INSTANCE": str(settings.instance)}
    if settings.database_url:
        environment["DATABASE_URL"] = settings.database_url
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
